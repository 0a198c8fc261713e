package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deeply nested JSON overflowed the stack of a parser. The only JSON that the VM reads is the answer to a query. */
class Cwa2024001Test {
    private static final byte[] ASKS =
            Probe.contract(code -> Probe.call("query_chain").accept(code.i32(Probe.VALUE)));

    @TempDir
    private Path directory;

    @Test
    void nestingEndsInAnAnswerThatSaysSo() throws VmException {
        for (String open : new String[] {"[", "{\"ok\":", "{\"a\":[", "{\"error\":{\"x\":"}) {
            String answer = answerTo(open.repeat(200_000));
            assertTrue(
                    answer.startsWith("{\"error\":{\"invalid_response\":{\"error\":\"Parsing Go response: "),
                    () -> open + ": " + answer.substring(0, Math.min(200, answer.length())));
        }
    }

    @Test
    void nestingInsideOfWhatIsSkippedIsLimited() throws VmException {
        String deep = "{\"ok\":{\"ok\":\"AA==\"},\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertTrue(answerTo(deep).contains("Parsing Go response: "));
    }

    private String answerTo(String json) throws VmException {
        Backend mock = new MockChain().backend();
        Backend nested = new Backend(
                mock.storage(),
                mock.api(),
                (request, gas) -> new BackendResult.Ok<>(json.getBytes(StandardCharsets.UTF_8), 0, 0),
                mock.debug());
        try (ProbeChain chain = ProbeChain.in(directory)) {
            CallOutcome outcome = chain.call(ASKS, EntryPoint.QUERY, nested);
            CallOutcome.Returned returned = assertInstanceOf(CallOutcome.Returned.class, outcome);
            assertEquals(
                    ProbeChain.PLENTY,
                    returned.gas().usedInternally() + returned.gas().remaining());
            return new String(returned.output(), StandardCharsets.UTF_8);
        }
    }
}
