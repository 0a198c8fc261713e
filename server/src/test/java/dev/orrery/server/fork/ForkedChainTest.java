package dev.orrery.server.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.address.Address;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractHistoryRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractHistoryResponse;
import dev.orrery.server.chain.Beginning;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain that begins as another one was, which goes on meanwhile. Their ids are equally long, as contracts pay to read them. */
class ForkedChainTest {
    private static final List<String> QUESTIONS = List.of(
            "{\"page\":{\"limit\":30}}",
            "{\"page\":{\"limit\":7,\"descending\":true}}",
            "{\"best\":{\"min\":100,\"limit\":30}}",
            "{\"tagged\":{\"tag\":\"new\"}}",
            "{\"count\":{}}",
            "{\"audit\":{}}");

    private static final List<String> DEEDS = List.of(
            "{\"put\":{\"entries\":[{\"name\":\"a\",\"score\":150,\"tag\":\"new\"},{\"name\":\"zz\",\"score\":0,\"tag\":\"new\"}]}}",
            "{\"prune\":{\"below\":300,\"limit\":9}}",
            "{\"generate\":{\"count\":12,\"seed\":10}}",
            "{\"remove\":{\"name\":\"a\"}}",
            "{\"promote\":{\"tag\":\"new\",\"by\":5}}");

    @Test
    void contractsGoOnAsTheyWouldHaveThere() throws IOException {
        try (RunningChain original = RunningChain.start("origin-1", new Beginning.Anew())) {
            String index = original.instantiate(original.store("rust/index"), "{}");
            original.execute(index, "{\"generate\":{\"count\":40,\"seed\":3}}");
            try (RunningChain fork = RunningChain.start("forked-1", original.fork())) {
                for (String question : QUESTIONS) {
                    assertEquals(original.query(index, question), fork.query(index, question), question);
                }
                for (String deed : DEEDS) {
                    assertEquals(original.execute(index, deed), fork.execute(index, deed), "gas of " + deed);
                    for (String question : QUESTIONS) {
                        assertEquals(original.query(index, question), fork.query(index, question), question);
                    }
                }
            }
        }
    }

    @Test
    void theyPartWhereTheForkBegins() throws IOException {
        try (RunningChain original = RunningChain.start("origin-1", new Beginning.Anew())) {
            String counter = original.instantiate(original.store("rust/counter"), "{\"count\":1}");
            Beginning asNow = original.fork();
            original.execute(counter, "{\"increment\":{}}");
            original.execute(counter, "{\"increment\":{}}");
            try (RunningChain fork = RunningChain.start("forked-1", asNow)) {
                assertEquals("{\"count\":1}", fork.query(counter, "{\"get_count\":{}}"));
                fork.execute(counter, "{\"increment\":{}}");
                assertEquals("{\"count\":2}", fork.query(counter, "{\"get_count\":{}}"));
                assertEquals("{\"count\":3}", original.query(counter, "{\"get_count\":{}}"));

                assertTrue(fork.height() > fork.chain().fork().orElseThrow().height());
                assertEquals(2, fork.store("rust/token"), "codes are numbered on from there");
                String second = fork.instantiate(1, "{\"count\":9}");
                assertEquals(original.instantiate(1, "{\"count\":9}"), second, "and so are contracts");
                assertEquals(
                        1,
                        fork.ask(
                                        "/cosmwasm.wasm.v1.Query/ContractHistory",
                                        QueryContractHistoryRequest.newBuilder()
                                                .setAddress(counter)
                                                .build(),
                                        QueryContractHistoryResponse.parser())
                                .getEntriesCount());
            }
        }
    }

    @Test
    void coinsAreTakenOverButForThoseOfModules() throws IOException {
        try (RunningChain original = RunningChain.start("origin-1", new Beginning.Anew());
                RunningChain fork = RunningChain.start("forked-1", original.fork())) {
            assertEquals("1000ucosm", original.balances(RunningChain.RICH));
            assertEquals(
                    "2000ucosm", fork.balances(RunningChain.RICH), "what is there, and what the fork's genesis gives");
            String pool = RunningChain.FORMAT.text(Address.ofModule("bonded_tokens_pool"));
            assertEquals(original.balances(pool), fork.balances(pool));
        }
    }

    @Test
    void itLivesOnWithWhatItHasWhenTheOriginalIsGone(@TempDir Path folder) throws IOException {
        Optional<Path> home = Optional.of(folder.resolve("fork"));
        String known;
        String unknown;
        try (RunningChain original = RunningChain.start("origin-1", new Beginning.Anew())) {
            long code = original.store("rust/counter");
            known = original.instantiate(code, "{\"count\":1}");
            unknown = original.instantiate(code, "{\"count\":5}");
            try (RunningChain fork = RunningChain.start("forked-1", home, original.fork(), "wasm")) {
                fork.execute(known, "{\"increment\":{}}");
            }
        }
        try (RunningChain fork = RunningChain.start("forked-1", home, new Beginning.Anew(), "wasm")) {
            fork.execute(known, "{\"increment\":{}}");
            assertEquals("{\"count\":3}", fork.query(known, "{\"get_count\":{}}"));
            StatusRuntimeException gone =
                    assertThrows(StatusRuntimeException.class, () -> fork.execute(unknown, "{\"increment\":{}}"));
            assertTrue(gone.getMessage().contains("this fork of origin-1 lacks what it needs"), gone.getMessage());
            long before = fork.height();
            fork.chain().node().produce();
            assertEquals(before + 1, fork.height());
        }
    }

    @Test
    void aDumpedForkGoesOnElsewhereAndAsksTheSameChain(@TempDir Path folder) throws IOException {
        Path dump = folder.resolve("fork.dump");
        String known;
        String unknown;
        try (RunningChain original = RunningChain.start("origin-1", new Beginning.Anew())) {
            long code = original.store("rust/counter");
            known = original.instantiate(code, "{\"count\":1}");
            unknown = original.instantiate(code, "{\"count\":5}");
            ForkOrigin origin;
            try (RunningChain fork = RunningChain.start("forked-1", original.fork())) {
                fork.execute(known, "{\"increment\":{}}");
                fork.store("rust/token");
                fork.dump(dump);
                origin = fork.chain().fork().orElseThrow();
            }
            original.execute(known, "{\"increment\":{}}");
            try (RunningChain loaded = load(dump, Optional.empty())) {
                assertEquals(origin, loaded.chain().fork().orElseThrow());
                assertEquals("{\"count\":2}", loaded.query(known, "{\"get_count\":{}}"));
                loaded.execute(unknown, "{\"increment\":{}}");
                assertEquals("{\"count\":6}", loaded.query(unknown, "{\"get_count\":{}}"));
            }
            URI elsewhere = URI.create(original.rpc().toString().replace("127.0.0.1", "localhost"));
            try (RunningChain loaded = load(dump, Optional.of(ForkSource.parse(elsewhere.toString())))) {
                assertEquals(elsewhere, loaded.chain().fork().orElseThrow().rpc());
                assertEquals("{\"count\":5}", loaded.query(unknown, "{\"get_count\":{}}"));
            }
            Path whole = folder.resolve("whole.dump");
            original.dump(whole);
            ForkSource any = ForkSource.parse(original.rpc().toString());
            refused(
                    "is no fork",
                    () -> RunningChain.start("origin-1", new Beginning.FromDump(whole, Optional.of(any))));
        }
        try (RunningChain loaded = load(dump, Optional.empty())) {
            loaded.execute(known, "{\"increment\":{}}");
            assertEquals(
                    "{\"count\":3}",
                    loaded.query(known, "{\"get_count\":{}}"),
                    "with its code, though the original is gone");
            assertThrows(StatusRuntimeException.class, () -> loaded.execute(unknown, "{\"increment\":{}}"));
        }
    }

    private static RunningChain load(Path dump, Optional<ForkSource> source) throws IOException {
        return RunningChain.start("forked-1", new Beginning.FromDump(dump, source));
    }

    @Test
    void whatCannotBeAForkIsRefusedWithTheReason(@TempDir Path folder) throws IOException {
        Optional<Path> home = Optional.of(folder.resolve("own"));
        RunningChain.start("own-1", home, new Beginning.Anew(), "wasm").close();
        try (RunningChain original = RunningChain.start("origin-1", new Beginning.Anew())) {
            Beginning fork = original.fork();
            refused("needs an id of its own", () -> RunningChain.start("origin-1", fork));
            refused("say --prefix wasm", () -> RunningChain.start("forked-1", Optional.empty(), fork, "osmo"));
            refused("has a chain that is no fork", () -> RunningChain.start("own-1", home, fork, "wasm"));
            refused(
                    "is only at block",
                    () -> RunningChain.start(
                            "forked-1", new Beginning.AsFork(ForkSource.parse(original.rpc() + "@1000000"))));
        }
        refused(
                "doesn't answer",
                () -> RunningChain.start("forked-1", new Beginning.AsFork(ForkSource.parse("http://127.0.0.1:1"))));
    }

    private interface Starts {
        RunningChain start() throws IOException;
    }

    private static void refused(String why, Starts starts) {
        IOException refused =
                assertThrows(IOException.class, () -> starts.start().close());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
