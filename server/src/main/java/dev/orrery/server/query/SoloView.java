package dev.orrery.server.query;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.NextBlock;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.chain.solo.index.EventQuery;
import dev.orrery.chain.solo.index.Place;
import dev.orrery.chain.solo.index.QueryException;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.p2p.DefaultNodeInfo;
import dev.orrery.proto.tendermint.p2p.DefaultNodeInfoOther;
import dev.orrery.proto.tendermint.p2p.ProtocolVersion;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.server.comet.NodeIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The node in this process. */
public record SoloView(SoloNode node, NodeIdentity identity) implements NodeView {
    @Override
    public DefaultNodeInfo info() {
        return DefaultNodeInfo.newBuilder()
                .setProtocolVersion(ProtocolVersion.newBuilder()
                        .setP2P(NodeIdentity.P2P_PROTOCOL)
                        .setBlock(NextBlock.BLOCK_PROTOCOL))
                .setDefaultNodeId(NodeIdentity.idOf(node.key()))
                .setListenAddr(NodeIdentity.PEER_ADDRESS)
                .setNetwork(node.genesis().getChainId())
                .setVersion(identity.version())
                .setChannels(ByteString.copyFrom(NodeIdentity.channels()))
                .setMoniker(identity.moniker())
                .setOther(DefaultNodeInfoOther.newBuilder().setTxIndex("on").setRpcAddress(identity.rpcAddress()))
                .build();
    }

    @Override
    public boolean isCatchingUp() {
        return false;
    }

    @Override
    public long height() {
        return blocks().height();
    }

    @Override
    public long base() {
        return blocks().base();
    }

    @Override
    public Block block(long height) {
        return blocks().block(height).orElseThrow();
    }

    @Override
    public BlockID blockId(long height) {
        return blocks().meta(height).orElseThrow().getBlockId();
    }

    @Override
    public Header header(long height) {
        return blocks().meta(height).orElseThrow().getHeader();
    }

    @Override
    public List<Validator> validators(long height) {
        return blocks().validators(height).validators();
    }

    @Override
    public Optional<TxResult> transaction(byte[] hash) {
        return node.index().find(hash).map(this::at);
    }

    private TxResult at(Place place) {
        return blocks().transaction(place.height(), place.index()).orElseThrow();
    }

    @Override
    public Found search(String query, Page page) {
        List<Place> places = find(query);
        if (page.newestFirst()) {
            Collections.reverse(places);
        }
        long pages = Math.max(1, (places.size() + page.limit() - 1) / page.limit());
        if (page.number() > pages) {
            throw QueryStatus.INTERNAL.failure(
                    "failed to search for txs: page should be within [1, " + pages + "] range, given " + page.number());
        }
        List<TxResult> found = places.stream()
                .skip((page.number() - 1) * page.limit())
                .limit(page.limit())
                .map(this::at)
                .toList();
        return new Found(found, places.size());
    }

    private List<Place> find(String query) {
        if (query.length() > EventQuery.MAX_LENGTH) {
            throw QueryStatus.INTERNAL.failure("failed to search for txs: maximum query length exceeded");
        }
        try {
            return new ArrayList<>(node.index()
                    .transactions(
                            EventQuery.parse(query),
                            height(),
                            height -> Math.toIntExact(
                                    blocks().meta(height).orElseThrow().getNumTxs())));
        } catch (QueryException e) {
            throw QueryStatus.INTERNAL.failure("failed to search for txs: " + e.getMessage());
        }
    }

    @Override
    public Admission submit(ByteString transaction) {
        return node.submit(transaction);
    }

    @Override
    public boolean isInstant() {
        return node.isInstant();
    }

    @Override
    public ResponseQuery query(RequestQuery request) {
        return node.application().query(request);
    }

    private BlockStore blocks() {
        return node.blocks();
    }
}
