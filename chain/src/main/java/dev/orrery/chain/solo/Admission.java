package dev.orrery.chain.solo;

import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.util.concurrent.CompletableFuture;

/** What became of a transaction handed in. */
public sealed interface Admission {
    /**
     * The application was asked.
     *
     * @param inBlock completes once a block with the transaction is committed, indexed and published; is cancelled when the
     *     transaction was refused or drops out
     */
    record Checked(ResponseCheckTx answer, CompletableFuture<TxResult> inBlock) implements Admission {}

    /** The application was not asked, for instance since the transaction is already known. */
    record Refused(String why) implements Admission {}
}
