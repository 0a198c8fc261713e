package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.solo.block.Params;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.chain.solo.block.ValidatorSet;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.types.ConsensusParams;

/**
 * How the chain began.
 *
 * @param request what the application was told
 * @param appHash of its state before the first block; empty where it began in an earlier process
 */
record Genesis(RequestInitChain request, ByteString appHash) {
    /**
     * Tells the application how the chain begins, unless it has blocks. What the application answers is not durable before the
     * first block is, so until then it is told again each time.
     *
     * @param key that is to sign blocks
     * @throws IllegalArgumentException if a new chain's validators could make no block with that key alone
     */
    static Genesis open(Application application, Database database, RequestInitChain offered, ConsensusKey key) {
        BlockStore store = new BlockStore(database);
        ResponseInfo info = application.info(RequestInfo.getDefaultInstance());
        RequestInitChain request = store.genesis().orElse(offered);
        if (!request.getChainId().equals(offered.getChainId())) {
            throw new IllegalStateException(
                    "the state is that of chain '" + request.getChainId() + "', not of '" + offered.getChainId() + "'");
        }
        if (info.getLastBlockHeight() > store.height()) {
            throw new IllegalStateException("the application is at block " + info.getLastBlockHeight()
                    + ", the block store only at " + store.height());
        }
        if (info.getLastBlockHeight() > 0) {
            return new Genesis(request, ByteString.EMPTY);
        }
        ResponseInitChain answer = application.initChain(request);
        if (store.height() == 0) {
            ValidatorSet validators = validators(request, answer);
            requireMajority(validators, key);
            Batch batch = new Batch();
            store.writeGenesis(request, validators, params(request, answer), batch);
            database.write(batch);
        }
        return new Genesis(request, answer.getAppHash());
    }

    private static ValidatorSet validators(RequestInitChain request, ResponseInitChain answer) {
        ValidatorSet validators = ValidatorSet.of(
                answer.getValidatorsCount() > 0 ? answer.getValidatorsList() : request.getValidatorsList());
        if (validators.validators().isEmpty()) {
            throw new IllegalStateException("the chain would begin without a validator");
        }
        return validators;
    }

    /** A block counts when more than two thirds of the power have signed it. */
    private static void requireMajority(ValidatorSet validators, ConsensusKey key) {
        long power = validators.withAddress(key.address()).map(Validator::power).orElse(0L);
        if (power * 3 <= validators.totalPower() * 2) {
            throw new IllegalArgumentException("blocks need more than two thirds of the validators' power of "
                    + validators.totalPower() + ", the key at hand has " + power);
        }
    }

    private static ConsensusParams params(RequestInitChain request, ResponseInitChain answer) {
        return Params.change(request.getConsensusParams(), answer.getConsensusParams());
    }
}
