package dev.orrery.server.remote;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.p2p.DefaultNodeInfo;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.server.query.NodeView;
import java.util.List;
import java.util.Optional;

/** The node of an application that wasn't told where its CometBFT is: answers what the application knows, says so about the rest. */
public record UnknownNode(Application application) implements NodeView {
    private static QueryException unknown() {
        return QueryStatus.UNIMPLEMENTED.failure(
                "this application wasn't told where its CometBFT is (--node), which has the blocks and takes transactions");
    }

    @Override
    public DefaultNodeInfo info() {
        throw unknown();
    }

    @Override
    public boolean isCatchingUp() {
        throw unknown();
    }

    @Override
    public long height() {
        throw unknown();
    }

    @Override
    public long base() {
        throw unknown();
    }

    @Override
    public Block block(long height) {
        throw unknown();
    }

    @Override
    public BlockID blockId(long height) {
        throw unknown();
    }

    @Override
    public Header header(long height) {
        throw unknown();
    }

    @Override
    public List<Validator> validators(long height) {
        throw unknown();
    }

    @Override
    public Optional<TxResult> transaction(byte[] hash) {
        throw unknown();
    }

    @Override
    public Found search(String query, Page page) {
        throw unknown();
    }

    @Override
    public Admission submit(ByteString transaction) {
        throw unknown();
    }

    @Override
    public boolean isInstant() {
        return false;
    }

    @Override
    public ResponseQuery query(RequestQuery request) {
        return application.query(request);
    }
}
