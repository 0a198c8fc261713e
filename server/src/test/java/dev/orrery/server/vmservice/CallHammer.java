package dev.orrery.server.vmservice;

import static dev.orrery.server.vmservice.TestChain.ok;
import static dev.orrery.server.vmservice.TestChain.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many calls at once: all end with their own results, and nothing of them is left. */
class CallHammer {
    private TestServer server;
    private TestChain chain;
    private String handle;
    private ByteString probe;
    private long threadsBefore;

    @BeforeEach
    void open(@TempDir Path folder) {
        threadsBefore = TestServer.callThreads();
        server = TestServer.onSocket(folder);
        chain = server.connect();
        handle = chain.open("vm");
        probe = chain.store(handle, Probe.wasm());
    }

    @AfterEach
    void nothingIsLeft() {
        chain.close();
        TestServer.await("no call runs", () -> server.callsRunning() == 0);
        TestServer.await("no handle is open", () -> server.handlesOpen() == 0);
        TestServer.await("the threads are gone", () -> TestServer.callThreads() <= threadsBefore);
        server.close();
    }

    @Test
    void aThousandCallsWaitForTheirChainAtTheSameTime() {
        int calls = 1000;
        List<TestChain.Stream> streams = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            TestChain.Stream stream = chain.stream();
            stream.send(TestChain.call(handle, probe, "execute", "sg").build());
            streams.add(stream);
        }
        streams.forEach(stream -> assertTrue(stream.read().getHostRequest().hasSet()));
        assertEquals(calls, server.callsRunning());
        streams.forEach(stream -> stream.send(ok().build()));
        for (int i = 0; i < calls; i++) {
            assertEquals(
                    "key",
                    streams.get(i).read().getHostRequest().getGet().getKey().toStringUtf8());
            streams.get(i).send(value("answer " + i));
        }
        for (int i = 0; i < calls; i++) {
            assertEquals("answer " + i, TestChain.text(streams.get(i).read().getDone()));
        }
        streams.forEach(TestChain.Stream::close);
    }

    @Test
    void aHundredCallersNestTenQueriesEach() throws InterruptedException, ExecutionException {
        int callers = 100;
        int depth = 10;
        List<Future<CallDone>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                String answer = "{\"ok\":{\"error\":\"caller " + i + "\"}}";
                ends.add(threads.submit(() -> nested(depth, answer)));
            }
        }
        for (int i = 0; i < callers; i++) {
            assertEquals(
                    "{\"ok\":{\"error\":\"caller " + i + "\"}}",
                    TestChain.text(ends.get(i).get()));
        }
    }

    /** A query that asks a query and so on, the last of which gets the answer. */
    private CallDone nested(int depth, String answer) {
        CallRequest.Builder call = TestChain.call(handle, probe, "query", "q");
        return chain.run(
                call,
                request -> depth == 1
                        ? value(answer)
                        : ok().setValue(nested(depth - 1, answer).getData()).build());
    }
}
