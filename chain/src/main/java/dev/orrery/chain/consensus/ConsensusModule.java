package dev.orrery.chain.consensus;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.proto.cosmos.consensus.v1.MsgUpdateParams;
import dev.orrery.proto.cosmos.consensus.v1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.consensus.v1.QueryParamsRequest;
import dev.orrery.proto.cosmos.consensus.v1.QueryParamsResponse;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Block size, gas, evidence and key types. Cosmos SDK x/consensus; the rules are CometBFT's types/params.go. */
public record ConsensusModule(Authority authority) implements Module {
    /** Bytes of the largest block there can be. CometBFT types: MaxBlockSizeBytes. */
    private static final long MAX_BLOCK_BYTES = 104_857_600;

    private static final StoreItem<ConsensusParams> PARAMS = new StoreItem<>(
            "consensus", "Consensus".getBytes(StandardCharsets.US_ASCII), Values.message(ConsensusParams.parser()));

    @Override
    public String name() {
        return "consensus";
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return List.of(MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::update));
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return List.of(
                new QueryRoute<>(
                        "/cosmos.consensus.v1.Query/Params", QueryParamsRequest.getDefaultInstance(), this::query),
                new LegacyParams(this).route());
    }

    public ConsensusParams params(Context context) {
        return PARAMS.get(context).orElse(ConsensusParams.getDefaultInstance());
    }

    public void setParams(Context context, ConsensusParams params) {
        PARAMS.set(context, params);
    }

    /** Gas of a block; zero if there is no limit. */
    public long maxBlockGas(Context context) {
        long limit = params(context).getBlock().getMaxGas();
        return limit == -1 ? 0 : limit;
    }

    private Message query(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(PARAMS.get(context)
                        .orElseThrow(() -> QueryStatus.INTERNAL.failure("collections: not found: key 'no_key' of type"
                                + " github.com/cosmos/gogoproto/tendermint.types.ConsensusParams")))
                .build();
    }

    private Message update(Context context, MsgUpdateParams message) {
        authority.require(message.getAuthority());
        if (!message.hasEvidence() || !message.hasBlock() || !message.hasValidator()) {
            throw ChainException.plain("all parameters must be present");
        }
        ConsensusParams.Builder next = params(context).toBuilder()
                .setBlock(message.getBlock())
                .setEvidence(message.getEvidence())
                .setValidator(message.getValidator());
        if (message.hasAbci()) {
            next.setAbci(message.getAbci());
        }
        check(next.build());
        setParams(context, next.build());
        context.events()
                .emit(
                        "update_consensus_params",
                        "authority",
                        message.getAuthority(),
                        "parameters",
                        next.build().toString());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private static void check(ConsensusParams params) {
        long maxBytes = params.getBlock().getMaxBytes();
        if (maxBytes == 0) {
            throw ChainException.plain("block.MaxBytes cannot be 0");
        }
        if (maxBytes < -1) {
            throw ChainException.plain("block.MaxBytes must be -1 or greater than 0. Got " + maxBytes);
        }
        if (maxBytes > MAX_BLOCK_BYTES) {
            throw ChainException.plain("block.MaxBytes is too big. " + maxBytes + " > " + MAX_BLOCK_BYTES);
        }
        if (params.getBlock().getMaxGas() < -1) {
            throw ChainException.plain("block.MaxGas must be greater or equal to -1. Got "
                    + params.getBlock().getMaxGas());
        }
        if (params.getEvidence().getMaxAgeNumBlocks() <= 0) {
            throw ChainException.plain("evidence.MaxAgeNumBlocks must be greater than 0. Got "
                    + params.getEvidence().getMaxAgeNumBlocks());
        }
        Duration maxAge = params.getEvidence().getMaxAgeDuration();
        if (maxAge.getSeconds() < 0 || (maxAge.getSeconds() == 0 && maxAge.getNanos() <= 0)) {
            throw ChainException.plain("evidence.MaxAgeDuration must be greater than 0 if provided, Got 0s");
        }
        if (params.getValidator().getPubKeyTypesCount() == 0) {
            throw ChainException.plain("len(Validator.PubKeyTypes) must be greater than 0");
        }
        for (String type : params.getValidator().getPubKeyTypesList()) {
            if (!type.equals("ed25519") && !type.equals("secp256k1")) {
                throw ChainException.plain("params.Validator.PubKeyTypes[0], " + type + ", is an unknown pubkey type");
            }
        }
    }
}
