package dev.orrery.server.query;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.Queries;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.server.comet.NodeIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All methods: those of the state machine, and those about the node, its blocks and its transactions. Any thread. */
public final class NodeQueries implements Queries {
    /** In which the codes stand that this class answers with. cosmossdk.io/errors: RootCodespace of types/errors. */
    private static final String CODESPACE = "sdk";

    private final Queries chain;
    private final NodeView node;
    private final Map<String, NodeRoute<?>> routes;

    /** Of a node in this process. */
    public NodeQueries(Queries chain, SoloNode node, NodeIdentity identity, NodeFacts facts) {
        this(chain, new SoloView(node, identity), facts);
    }

    /** Of any node. */
    public NodeQueries(Queries chain, NodeView node, NodeFacts facts) {
        this.chain = chain;
        this.node = node;
        TxAnswers answers = new TxAnswers(node);
        routes = Stream.of(
                        new TendermintService(node, facts).routes(),
                        new TxService(node, answers).routes(),
                        new NodeService(node, facts).routes())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(NodeRoute::path, Function.identity()));
    }

    @Override
    public List<String> paths() {
        return Stream.concat(routes.keySet().stream(), chain.paths().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<Message> request(String path) {
        NodeRoute<?> route = routes.get(path);
        return route == null ? chain.request(path) : Optional.of(route.prototype());
    }

    @Override
    public Answer ask(String path, ByteString request, long height) {
        NodeRoute<?> route = routes.get(path);
        return route == null
                ? chain.ask(path, request, height)
                : new Answer(GoWire.complete(answer(route, request)), node.height());
    }

    /** Answers {@code abci_query}: the application, but for the methods that are the node's. */
    public ResponseQuery query(RequestQuery request) {
        NodeRoute<?> route = routes.get(request.getPath());
        if (route == null) {
            return node.query(request);
        }
        ResponseQuery.Builder response = ResponseQuery.newBuilder();
        try {
            response.setHeight(node.height());
            return response.setValue(GoWire.encodeToByteString(answer(route, request.getData())))
                    .build();
        } catch (QueryException e) {
            return response.setCode(codeOf(e.status()))
                    .setCodespace(CODESPACE)
                    .setLog(e.goText() + ": " + wordsOf(e.status()))
                    .build();
        }
    }

    private static Message answer(NodeRoute<?> route, ByteString request) {
        try {
            return route.answer(route.prototype().getParserForType().parseFrom(request));
        } catch (InvalidProtocolBufferException e) {
            throw QueryStatus.INTERNAL.failure("grpc: error unmarshalling request: unexpected EOF");
        }
    }

    /** cosmos-sdk baseapp/abci.go: gRPCErrorToSDKError. */
    private static int codeOf(QueryStatus status) {
        return switch (status) {
            case NOT_FOUND -> 22;
            case INVALID_ARGUMENT, FAILED_PRECONDITION -> 18;
            case UNKNOWN, UNIMPLEMENTED, INTERNAL -> 6;
        };
    }

    private static String wordsOf(QueryStatus status) {
        return switch (status) {
            case NOT_FOUND -> "key not found";
            case INVALID_ARGUMENT, FAILED_PRECONDITION -> "invalid request";
            case UNKNOWN, UNIMPLEMENTED, INTERNAL -> "unknown request";
        };
    }
}
