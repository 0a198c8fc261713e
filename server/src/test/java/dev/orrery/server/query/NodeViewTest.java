package dev.orrery.server.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.solo.Admission;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.server.comet.RunningNode;
import dev.orrery.server.remote.RemoteNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node looks the same from inside its process and over its RPC. */
@Timeout(30)
class NodeViewTest {
    private static final ByteString TRANSACTION = ByteString.copyFromUtf8("a=1");

    private static RunningNode running;
    private static NodeView inside;
    private static NodeView outside;

    @BeforeAll
    static void start() throws IOException {
        running = RunningNode.start(new BlockSchedule.OnCommand());
        SoloNode node = running.node();
        node.submit(TRANSACTION);
        node.submit(ByteString.copyFromUtf8("fail=2"));
        node.produce();
        node.submit(ByteString.copyFromUtf8("b=3"));
        node.produce();
        inside = new SoloView(node, RunningNode.IDENTITY);
        outside = new RemoteNode(running.uri("/"), node.application());
    }

    @AfterAll
    static void end() {
        running.close();
    }

    private static <T> void same(Function<NodeView, T> question) {
        assertEquals(question.apply(inside), question.apply(outside));
    }

    @Test
    void whatTheNodeSaysOfItselfIsTheSame() {
        same(NodeView::info);
        same(NodeView::height);
        same(NodeView::base);
        same(NodeView::isCatchingUp);
    }

    @Test
    void blocksAreTheSame() {
        for (long height = 1; height <= inside.height(); height++) {
            long of = height;
            same(view -> view.block(of));
            same(view -> view.blockId(of));
            same(view -> view.header(of));
        }
    }

    @Test
    void validatorsAreTheSameUpToTheOneAfterTheNewestBlock() {
        same(view -> view.validators(1));
        same(view -> view.validators(view.height() + 1));
    }

    @Test
    void transactionsAreTheSame() {
        byte[] hash = BlockHashes.transaction(TRANSACTION).toByteArray();
        assertTrue(outside.transaction(hash).isPresent());
        same(view -> view.transaction(hash));
        assertEquals(Optional.empty(), outside.transaction(new byte[32]));
    }

    @Test
    void searchesFindTheSame() {
        for (boolean newestFirst : new boolean[] {false, true}) {
            same(view -> view.search("set.key EXISTS", new NodeView.Page(1, 2, newestFirst)));
            same(view -> view.search("set.key EXISTS", new NodeView.Page(2, 2, newestFirst)));
        }
        same(view -> view.search("set.key='nobody'", new NodeView.Page(1, 100, false)));
        assertThrows(QueryException.class, () -> outside.search("no query", new NodeView.Page(1, 100, false)));
    }

    @Test
    void whatTheMempoolSaysIsHandedOn() {
        ByteString transaction = ByteString.copyFromUtf8("c=4");
        assertEquals(
                0,
                assertInstanceOf(Admission.Checked.class, outside.submit(transaction))
                        .answer()
                        .getCode());
        assertEquals(new Admission.Refused("tx already exists in cache"), outside.submit(transaction));
        assertEquals(
                1,
                assertInstanceOf(Admission.Checked.class, outside.submit(ByteString.copyFromUtf8("no pair")))
                        .answer()
                        .getCode());
    }

    @Test
    void aNodeThatIsGoneIsNamed() {
        NodeView gone =
                new RemoteNode(URI.create("http://127.0.0.1:1"), running.node().application());
        QueryException refusal = assertThrows(QueryException.class, gone::height);
        assertTrue(refusal.text().contains("http://127.0.0.1:1"), refusal.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"result\":[]}",
                "{\"result\":{\"block\":{\"header\":null},\"validators\":3}}",
                "{\"result\":{\"block\":{\"header\":{\"version\":{\"block\":\"many\"}}},\"validators\":[3]}}",
                "{\"result\":{\"validators\":[],\"total\":\"1\"}}"
            })
    void aNodeThatTalksNonsenseIsNamed(String nonsense) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = nonsense.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            NodeView odd = new RemoteNode(uri, running.node().application());
            for (Executable question : List.<Executable>of(() -> odd.block(1), () -> odd.validators(1))) {
                QueryException failure = assertThrows(QueryException.class, question);
                assertTrue(failure.text().contains(uri.toString()), failure.text());
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHeightThatIsNotThereIsRefused() {
        assertEquals(
                List.of(true, true),
                List.of(
                        assertThrows(QueryException.class, () -> outside.block(1000))
                                .text()
                                .contains("1000"),
                        assertThrows(QueryException.class, () -> outside.header(1000))
                                .text()
                                .contains("1000")));
    }
}
