package dev.orrery.server.abci;

import dev.orrery.chain.abci.Application;
import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.Response;
import dev.orrery.proto.tendermint.abci.ResponseEcho;
import dev.orrery.proto.tendermint.abci.ResponseFlush;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.server.comet.AbciQuery;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Hands each request to the method of the application that it is for. Any thread: what concerns the block being decided takes
 * turns, whatever connection it comes by; the application must not be asked for two such things at once.
 */
final class Requests {
    private static final System.Logger LOG = System.getLogger(Requests.class.getName());

    /** What the Cosmos SDK answers where it can't say more. cosmossdk.io/errors/abci.go: internalABCICode, UndefinedCodespace. */
    private static final int INTERNAL = 1;

    private static final String CODESPACE = "undefined";

    private final Application application;
    private final AbciQuery query;
    private final ReentrantLock consensus = new ReentrantLock();

    Requests(Application application, AbciQuery query) {
        this.application = application;
        this.query = query;
    }

    /** @throws RuntimeException if the request breaks the protocol or the application can't go on */
    Response answer(Request request) {
        Response.Builder response = Response.newBuilder();
        Response.Builder answered = switch (request.getValueCase()) {
            case ECHO ->
                response.setEcho(
                        ResponseEcho.newBuilder().setMessage(request.getEcho().getMessage()));
            case FLUSH -> response.setFlush(ResponseFlush.getDefaultInstance());
            case INFO -> response.setInfo(application.info(request.getInfo()));
            case QUERY -> response.setQuery(queried(request.getQuery()));
            case CHECK_TX -> response.setCheckTx(application.checkTx(request.getCheckTx()));
            case INIT_CHAIN -> response.setInitChain(inTurn(() -> application.initChain(request.getInitChain())));
            case PREPARE_PROPOSAL ->
                response.setPrepareProposal(inTurn(() -> application.prepareProposal(request.getPrepareProposal())));
            case PROCESS_PROPOSAL ->
                response.setProcessProposal(inTurn(() -> application.processProposal(request.getProcessProposal())));
            case EXTEND_VOTE -> response.setExtendVote(inTurn(() -> application.extendVote(request.getExtendVote())));
            case VERIFY_VOTE_EXTENSION ->
                response.setVerifyVoteExtension(
                        inTurn(() -> application.verifyVoteExtension(request.getVerifyVoteExtension())));
            case FINALIZE_BLOCK ->
                response.setFinalizeBlock(inTurn(() -> application.finalizeBlock(request.getFinalizeBlock())));
            case COMMIT -> response.setCommit(inTurn(application::commit));
            case LIST_SNAPSHOTS -> response.setListSnapshots(application.listSnapshots());
            case OFFER_SNAPSHOT ->
                response.setOfferSnapshot(inTurn(() -> application.offerSnapshot(request.getOfferSnapshot())));
            case LOAD_SNAPSHOT_CHUNK ->
                response.setLoadSnapshotChunk(application.loadSnapshotChunk(request.getLoadSnapshotChunk()));
            case APPLY_SNAPSHOT_CHUNK ->
                response.setApplySnapshotChunk(
                        inTurn(() -> application.applySnapshotChunk(request.getApplySnapshotChunk())));
            case VALUE_NOT_SET -> throw new IllegalArgumentException("unknown request");
        };
        return answered.build();
    }

    /** Anybody may ask CometBFT to ask, so no question may end the connection, and with it CometBFT. */
    private ResponseQuery queried(RequestQuery request) {
        try {
            return query.query(request);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a query failed: " + request.getPath(), e);
            return ResponseQuery.newBuilder()
                    .setCode(INTERNAL)
                    .setCodespace(CODESPACE)
                    .setLog("the application failed to answer; its log says why")
                    .build();
        }
    }

    private <T> T inTurn(Supplier<T> answer) {
        consensus.lock();
        try {
            return answer.get();
        } finally {
            consensus.unlock();
        }
    }
}
