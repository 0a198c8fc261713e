package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestPrepareProposal;
import dev.orrery.proto.tendermint.abci.RequestProcessProposal;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseCommit;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.abci.ResponsePrepareProposal;
import dev.orrery.proto.tendermint.abci.ResponseProcessProposal;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import java.util.List;
import java.util.Optional;

/**
 * The smallest application with a state: a transaction {@code key=value} sets a key, any other is refused; {@code fail=…} passes
 * the check and fails in the block.
 */
public final class KeyValueApplication implements Application {
    private static final byte[] HEIGHT = Keys.utf8("height");
    private static final byte[] APP_HASH = Keys.utf8("hash");

    private final Database database;
    private Batch pending = new Batch();
    private Runnable beforeCommit = () -> {};

    public KeyValueApplication(Database database) {
        this.database = database;
    }

    /** Runs before each commit; may throw, as if the process was killed there. */
    void beforeCommit(Runnable action) {
        beforeCommit = action;
    }

    @Override
    public ResponseInfo info(RequestInfo request) {
        return ResponseInfo.newBuilder()
                .setLastBlockHeight(database.get(HEIGHT)
                        .map(bytes -> Keys.readUint64(bytes, 0))
                        .orElse(0L))
                .setLastBlockAppHash(ByteString.copyFrom(hash()))
                .build();
    }

    @Override
    public ResponseInitChain initChain(RequestInitChain request) {
        return ResponseInitChain.newBuilder()
                .setAppHash(ByteString.copyFrom(hash()))
                .build();
    }

    @Override
    public ResponseCheckTx checkTx(RequestCheckTx request) {
        return ResponseCheckTx.newBuilder()
                .setCode(request.getTx().toStringUtf8().contains("=") ? 0 : 1)
                .build();
    }

    @Override
    public ResponsePrepareProposal prepareProposal(RequestPrepareProposal request) {
        return ResponsePrepareProposal.newBuilder()
                .addAllTxs(request.getTxsList())
                .build();
    }

    @Override
    public ResponseProcessProposal processProposal(RequestProcessProposal request) {
        return ResponseProcessProposal.getDefaultInstance();
    }

    @Override
    public ResponseFinalizeBlock finalizeBlock(RequestFinalizeBlock request) {
        pending = new Batch().put(HEIGHT, Keys.uint64(request.getHeight()));
        byte[] hash = hash();
        ResponseFinalizeBlock.Builder response = ResponseFinalizeBlock.newBuilder()
                .addEvents(event("block", "parity", request.getHeight() % 2 == 0 ? "even" : "odd"));
        for (ByteString transaction : request.getTxsList()) {
            String[] pair = transaction.toStringUtf8().split("=", 2);
            pending.put(Keys.utf8("kv/" + pair[0]), Keys.utf8(pair[1]));
            hash = MerkleTree.root(List.of(hash, transaction.toByteArray()));
            response.addTxResults(ExecTxResult.newBuilder()
                    .setCode(pair[0].equals("fail") ? 5 : 0)
                    .addEvents(event("set", "key", pair[0], "value", pair[1]))
                    .addEvents(event("note", "length", Integer.toString(pair[1].length()))));
        }
        pending.put(APP_HASH, hash);
        return response.setAppHash(ByteString.copyFrom(hash)).build();
    }

    @Override
    public ResponseCommit commit() {
        beforeCommit.run();
        database.write(pending);
        return ResponseCommit.getDefaultInstance();
    }

    @Override
    public ResponseQuery query(RequestQuery request) {
        Optional<byte[]> value =
                database.get(Keys.concat(Keys.utf8("kv/"), request.getData().toByteArray()));
        return ResponseQuery.newBuilder()
                .setValue(value.map(ByteString::copyFrom).orElse(ByteString.EMPTY))
                .build();
    }

    private byte[] hash() {
        return database.get(APP_HASH).orElseGet(() -> MerkleTree.root(List.of()));
    }

    private static Event event(String type, String... keysAndValues) {
        Event.Builder event = Event.newBuilder().setType(type);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            event.addAttributes(EventAttribute.newBuilder()
                    .setKey(keysAndValues[i])
                    .setValue(keysAndValues[i + 1])
                    .setIndex(true));
        }
        return event.build();
    }
}
