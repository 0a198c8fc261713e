package dev.orrery.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.chain.tx.TxResult;
import dev.orrery.chain.tx.TxRunner;
import dev.orrery.chain.wire.ProtoJsonReader;
import dev.orrery.proto.cosmos.tx.v1beta1.Tx;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;

/**
 * Transactions that stand in a genesis: validators that declare themselves, each with its signature. They run after all modules have
 * read their parts. Cosmos SDK x/genutil/gentx.go: DeliverGenTxs.
 */
record GenesisTransactions(TxRunner runner, StakingKeeper staking) {
    /** The part of the genesis that holds them. */
    static final String PART = "genutil";

    /**
     * @param part as JSON; may be missing
     * @return validators to start with
     * @throws IllegalArgumentException if one fails; the message says which and why
     */
    List<ValidatorUpdate> run(Context context, JsonNode part, ProtoJsonReader reader) {
        JsonNode transactions = part.path("gen_txs");
        if (transactions.isEmpty()) {
            return List.of();
        }
        GasMeter blockGas = GasMeter.unlimited();
        for (int i = 0; i < transactions.size(); i++) {
            byte[] bytes =
                    reader.read(transactions.get(i), Tx.getDefaultInstance()).toByteArray();
            if (runner.run(context, bytes, blockGas) instanceof TxResult.Failed failed) {
                throw new IllegalArgumentException(
                        PART + ".gen_txs[" + i + "]: " + failed.toExecTxResult().getLog());
            }
        }
        return staking.updateVoters(context);
    }
}
