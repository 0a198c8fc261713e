package dev.orrery.chain.abci;

import dev.orrery.proto.tendermint.abci.RequestApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestExtendVote;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestLoadSnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestOfferSnapshot;
import dev.orrery.proto.tendermint.abci.RequestPrepareProposal;
import dev.orrery.proto.tendermint.abci.RequestProcessProposal;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.RequestVerifyVoteExtension;
import dev.orrery.proto.tendermint.abci.ResponseApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseCommit;
import dev.orrery.proto.tendermint.abci.ResponseExtendVote;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.abci.ResponseListSnapshots;
import dev.orrery.proto.tendermint.abci.ResponseLoadSnapshotChunk;
import dev.orrery.proto.tendermint.abci.ResponseOfferSnapshot;
import dev.orrery.proto.tendermint.abci.ResponsePrepareProposal;
import dev.orrery.proto.tendermint.abci.ResponseProcessProposal;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.ResponseVerifyVoteExtension;

/**
 * A state machine as a consensus engine sees it: ABCI 2.0 of CometBFT 0.38, one method a request. Whoever makes blocks drives it,
 * the embedded producer and a real CometBFT alike.
 *
 * <p>Threads: {@link #initChain}, {@link #prepareProposal}, {@link #processProposal}, {@link #finalizeBlock} and {@link #commit}
 * come from one caller, one after the other. {@link #info}, {@link #query} and {@link #checkTx} may come from any thread at any
 * time; what they read is the last committed state, {@code checkTx} with the effects of the transactions it accepted since.
 *
 * <p>A transaction that fails is an answer, not an exception. An exception says that the request breaks the protocol or that the
 * state is lost; the engine must not go on.
 */
public interface Application {
    ResponseInfo info(RequestInfo request);

    ResponseInitChain initChain(RequestInitChain request);

    /** May this transaction enter the mempool, or stay in it after a block? */
    ResponseCheckTx checkTx(RequestCheckTx request);

    ResponsePrepareProposal prepareProposal(RequestPrepareProposal request);

    ResponseProcessProposal processProposal(RequestProcessProposal request);

    /** Runs a decided block. What it writes is seen by nobody until {@link #commit}. */
    ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request);

    /** Makes the block last finalized durable and visible to queries. */
    ResponseCommit commit();

    /** Reads committed state: a gRPC method of a query service, a store's key, or a question about the application itself. */
    ResponseQuery query(RequestQuery request);

    default ResponseExtendVote extendVote(RequestExtendVote request) {
        return ResponseExtendVote.getDefaultInstance();
    }

    default ResponseVerifyVoteExtension verifyVoteExtension(RequestVerifyVoteExtension request) {
        return ResponseVerifyVoteExtension.newBuilder()
                .setStatus(ResponseVerifyVoteExtension.VerifyStatus.ACCEPT)
                .build();
    }

    /** State sync: nobody is offered a snapshot unless the application takes some. */
    default ResponseListSnapshots listSnapshots() {
        return ResponseListSnapshots.getDefaultInstance();
    }

    default ResponseOfferSnapshot offerSnapshot(RequestOfferSnapshot request) {
        return ResponseOfferSnapshot.newBuilder()
                .setResult(ResponseOfferSnapshot.Result.ABORT)
                .build();
    }

    default ResponseLoadSnapshotChunk loadSnapshotChunk(RequestLoadSnapshotChunk request) {
        return ResponseLoadSnapshotChunk.getDefaultInstance();
    }

    default ResponseApplySnapshotChunk applySnapshotChunk(RequestApplySnapshotChunk request) {
        return ResponseApplySnapshotChunk.newBuilder()
                .setResult(ResponseApplySnapshotChunk.Result.ABORT)
                .build();
    }
}
