package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.vm.AddressApi;
import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.Storage;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Addresses in mixed case passed. Which spelling is right is for the chain to say; the VM has to give it the text as it is and
 * its refusal to the contract.
 */
class Cwa2022002Test {
    @TempDir
    private Path directory;

    @Test
    void theChainJudgesTheSpellingThatTheContractUsed() throws VmException {
        List<String> asked = new ArrayList<>();
        Backend mock = new MockChain().backend();
        AddressApi lowerCaseOnly = new AddressApi() {
            @Override
            public BackendResult<Storage.Done> validate(String human) {
                asked.add(human);
                return new BackendResult.Err<>(new BackendError.UserError("not normalized"), 0, 0);
            }

            @Override
            public BackendResult<byte[]> canonicalize(String human) {
                return mock.api().canonicalize(human);
            }

            @Override
            public BackendResult<String> humanize(byte[] canonical) {
                return mock.api().humanize(canonical);
            }
        };
        byte[] contract = Probe.contract(code -> Probe.call("addr_validate").accept(code.i32(Probe.MIXED_CASE)));
        try (ProbeChain chain = ProbeChain.in(directory)) {
            CallOutcome outcome = chain.call(
                    contract,
                    EntryPoint.QUERY,
                    new Backend(mock.storage(), lowerCaseOnly, mock.querier(), mock.debug()));
            assertEquals(
                    "not normalized",
                    new String(
                            assertInstanceOf(CallOutcome.Returned.class, outcome)
                                    .output(),
                            StandardCharsets.UTF_8));
        }
        assertEquals(List.of(Probe.MIXED_CASE_TEXT), asked);
    }
}
