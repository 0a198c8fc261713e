package dev.orrery.server.query;

import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.base.node.v1beta1.ConfigRequest;
import dev.orrery.proto.cosmos.base.node.v1beta1.ConfigResponse;
import dev.orrery.proto.cosmos.base.node.v1beta1.StatusRequest;
import dev.orrery.proto.cosmos.base.node.v1beta1.StatusResponse;
import dev.orrery.proto.tendermint.types.Header;
import java.util.List;

/** {@code cosmos.base.node.v1beta1.Service}: how the node is set, and how far it is. */
final class NodeService {
    private static final String SERVICE = "/cosmos.base.node.v1beta1.Service/";

    private final NodeView node;
    private final NodeFacts facts;

    NodeService(NodeView node, NodeFacts facts) {
        this.node = node;
        this.facts = facts;
    }

    List<NodeRoute<?>> routes() {
        return List.of(
                new NodeRoute<>(SERVICE + "Config", ConfigRequest.getDefaultInstance(), this::config),
                new NodeRoute<>(SERVICE + "Status", StatusRequest.getDefaultInstance(), this::status));
    }

    private Message config(ConfigRequest request) {
        return ConfigResponse.newBuilder()
                .setMinimumGasPrice(facts.minGasPrices())
                .setPruningKeepRecent("0")
                .setPruningInterval("0")
                .build();
    }

    private Message status(StatusRequest request) {
        long height = node.height();
        Header header = node.header(height);
        return StatusResponse.newBuilder()
                .setEarliestStoreHeight(node.base())
                .setHeight(height)
                .setTimestamp(header.getTime())
                .setAppHash(header.getAppHash())
                .setValidatorHash(header.getNextValidatorsHash())
                .build();
    }
}
