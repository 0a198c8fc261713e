package dev.orrery.server.query;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.p2p.DefaultNodeInfo;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Header;
import java.util.List;
import java.util.Optional;

/**
 * A node as its own services see it: blocks, transactions and the way to hand one in, wherever they are kept. Any thread. Heights that
 * are asked for exist, unless stated otherwise; what a node refuses is a {@link dev.orrery.chain.error.QueryException}.
 */
public interface NodeView {
    DefaultNodeInfo info();

    /** Whether it is still behind others. */
    boolean isCatchingUp();

    /** The newest block. */
    long height();

    /** The oldest block that is kept. */
    long base();

    Block block(long height);

    BlockID blockId(long height);

    Header header(long height);

    /** Who signs a block; also known of the one after the newest. */
    List<Validator> validators(long height);

    Optional<TxResult> transaction(byte[] hash);

    /** Transactions that match a query in the language of events, and how many do in all. */
    Found search(String query, Page page);

    /**
     * A part of what a search finds.
     *
     * @param number from 1; one beyond the last is refused
     */
    record Page(long number, long limit, boolean newestFirst) {}

    record Found(List<TxResult> transactions, long total) {}

    /** Hands in a transaction. */
    Admission submit(ByteString transaction);

    /** Whether {@link #submit} is soon followed by a block. */
    boolean isInstant();

    /** Asks the application. */
    ResponseQuery query(RequestQuery request);
}
