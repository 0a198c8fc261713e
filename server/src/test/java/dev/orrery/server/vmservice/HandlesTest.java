package dev.orrery.server.vmservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.AnalyzeCodeResponse;
import dev.orrery.proto.vm.v1.CloseRequest;
import dev.orrery.proto.vm.v1.CodeRequest;
import dev.orrery.proto.vm.v1.GetMetricsRequest;
import dev.orrery.proto.vm.v1.GetMetricsResponse;
import dev.orrery.proto.vm.v1.OpenRequest;
import dev.orrery.proto.vm.v1.OpenResponse;
import dev.orrery.proto.vm.v1.StoreCodeRequest;
import dev.orrery.proto.vm.v1.SyncPinnedCodesRequest;
import dev.orrery.proto.vm.v1.VersionRequest;
import dev.orrery.vm.gas.GasSchedule;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, and what may be done with a code besides calling it. */
class HandlesTest {
    private static final String NOT_STORED = "Error calling the VM: Cache error: Error opening Wasm file for reading";

    private TestServer server;
    private TestChain chain;

    @BeforeEach
    void open(@TempDir Path folder) {
        server = TestServer.onSocket(folder);
        chain = server.connect();
    }

    @AfterEach
    void close() {
        chain.close();
        server.close();
    }

    private static CloseRequest closing(String handle) {
        return CloseRequest.newBuilder().setHandle(handle).build();
    }

    @Test
    void manyVmsAreOpenAtOnceAndNoHandleComesTwice() {
        Set<String> handles = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            assertTrue(handles.add(chain.open("vm-" + i)));
        }
        assertEquals(300, server.handlesOpen());
        chain.close();
        TestServer.await("all are closed with their connection", () -> server.handlesOpen() == 0);
    }

    @Test
    void aClosedHandleIsNotFoundAndItsDirectoryKeepsItsCodes() {
        String first = chain.open("vm");
        ByteString code = chain.store(first, Probe.wasm());
        chain.vm.close(closing(first));
        StatusRuntimeException unknown =
                assertThrows(StatusRuntimeException.class, () -> chain.vm.getCode(TestChain.code(first, code)));
        assertEquals(Status.Code.NOT_FOUND, unknown.getStatus().getCode());
        String again = chain.open("vm");
        assertNotEquals(first, again);
        assertEquals(
                ByteString.copyFrom(Probe.wasm()),
                chain.vm.getCode(TestChain.code(again, code)).getWasm());
    }

    @Test
    void theSameDirectoryIsSharedUntilTheLastHandleIsClosed() {
        String first = chain.open("vm");
        String second = chain.open("vm");
        ByteString code = chain.store(first, Probe.wasm());
        assertFalse(chain.vm.pin(TestChain.code(second, code)).hasFailure());
        chain.vm.close(closing(first));
        assertEquals(1, metrics(second).getElementsPinnedMemoryCache());
    }

    @Test
    void theSameDirectoryWithOtherOptionsIsRefused() {
        chain.open("vm");
        OpenResponse refused = chain.vm.open(
                TestChain.openRequest("vm").toBuilder().clearCapabilities().build());
        assertTrue(refused.getFailure().getMessage().contains("other options"), refused.toString());
    }

    @Test
    void directoriesDoNotSeeEachOthersCodes() {
        ByteString code = chain.store(chain.open("one"), Probe.wasm());
        String two = chain.open("two");
        assertEquals(
                NOT_STORED,
                chain.vm.getCode(TestChain.code(two, code)).getFailure().getMessage());
    }

    @Test
    void theServersOwnVmHasTheServersOptions() {
        String handle = chain.vm.open(OpenRequest.getDefaultInstance()).getHandle();
        ByteString code = chain.store(handle, Probe.wasm());
        assertEquals("{}", TestChain.text(chain.run(TestChain.call(handle, code, "execute", ""), TestChain::unasked)));
    }

    @Test
    void aChainChoosesWhoseGasItTakes() {
        OpenRequest older = TestChain.openRequest("older").toBuilder()
                .setGasSchedule("2.0.0")
                .build();
        OpenResponse opened = chain.vm.open(older);
        assertEquals("2.0.0", opened.getGasSchedule());
        String newest = chain.open("newest");
        assertTrue(gasOf(opened.getHandle()) < gasOf(newest));
        assertEquals(
                GasSchedule.LATEST.name(),
                chain.vm.open(TestChain.openRequest("newest")).getGasSchedule());
    }

    private long gasOf(String handle) {
        ByteString code = chain.store(handle, Probe.wasm());
        return chain.run(TestChain.call(handle, code, "execute", ""), TestChain::unasked)
                .getGas()
                .getUsedInternally();
    }

    @Test
    void aGasScheduleThatNobodyKnowsIsRefused() {
        OpenResponse refused = chain.vm.open(
                TestChain.openRequest("vm").toBuilder().setGasSchedule("3.9.9").build());
        assertTrue(refused.getFailure().getMessage().startsWith("gas_schedule must be one of 1.0, 1.5.6, "));
        assertEquals("", refused.getHandle());
    }

    @Test
    void aCodeIsStoredCheckedAndSimulated() {
        String handle = chain.open("vm");
        StoreCodeRequest bad = StoreCodeRequest.newBuilder()
                .setHandle(handle)
                .setWasm(ByteString.copyFromUtf8("no wasm"))
                .build();
        String text = chain.vm.storeCode(bad).getFailure().getMessage();
        assertTrue(text.startsWith("Error calling the VM: Error during static Wasm validation: "), text);
        StoreCodeRequest absent =
                StoreCodeRequest.newBuilder().setHandle(handle).build();
        assertEquals(
                "Null/Nil argument: wasm",
                chain.vm.storeCodeUnchecked(absent).getFailure().getMessage());
        ByteString code = chain.vm
                .simulateStoreCode(bad.toBuilder()
                        .setWasm(ByteString.copyFrom(Probe.wasm()))
                        .build())
                .getChecksum();
        assertEquals(32, code.size());
        assertEquals(
                NOT_STORED,
                chain.vm.getCode(TestChain.code(handle, code)).getFailure().getMessage());
    }

    @Test
    void aCodeIsAnalyzedPinnedSyncedAndRemoved() {
        String handle = chain.open("vm");
        ByteString code = chain.store(handle, Probe.wasm());
        AnalyzeCodeResponse analysis = chain.vm.analyzeCode(TestChain.code(handle, code));
        assertEquals(
                "[execute, instantiate, migrate, query, sudo]",
                analysis.getEntryPointsList().toString());
        assertFalse(analysis.getHasIbcEntryPoints());
        assertFalse(analysis.hasMigrateVersion());

        assertFalse(chain.vm.pin(TestChain.code(handle, code)).hasFailure());
        assertEquals(1, metrics(handle).getElementsPinnedMemoryCache());
        SyncPinnedCodesRequest none =
                SyncPinnedCodesRequest.newBuilder().setHandle(handle).build();
        assertFalse(chain.vm.syncPinnedCodes(none).hasFailure());
        assertEquals(0, metrics(handle).getElementsPinnedMemoryCache());
        SyncPinnedCodesRequest oneAndAHalf =
                none.toBuilder().setChecksums(code.concat(code.substring(16))).build();
        assertFalse(chain.vm.syncPinnedCodes(oneAndAHalf).hasFailure());
        assertEquals(1, metrics(handle).getElementsPinnedMemoryCache());

        assertFalse(chain.vm.removeCode(TestChain.code(handle, code)).hasFailure());
        assertEquals(
                "Error calling the VM: Cache error: Wasm file does not exist",
                chain.vm.removeCode(TestChain.code(handle, code)).getFailure().getMessage());
    }

    @Test
    void aChecksumThatIsNoneFailsWithWasmvmsText() {
        String handle = chain.open("vm");
        CodeRequest absent = CodeRequest.newBuilder().setHandle(handle).build();
        assertEquals(
                "Null/Nil argument: checksum", chain.vm.pin(absent).getFailure().getMessage());
        CodeRequest small = TestChain.code(handle, ByteString.copyFromUtf8("short"));
        assertEquals(
                "Checksum not of length 32",
                chain.vm.analyzeCode(small).getFailure().getMessage());
    }

    @Test
    void theVersionNamesProtocolAndWasmvm() {
        var version = chain.vm.version(VersionRequest.getDefaultInstance());
        assertEquals(1, version.getProtocol());
        assertEquals("3.0.7", version.getWasmvm());
    }

    private GetMetricsResponse metrics(String handle) {
        return chain.vm.getMetrics(
                GetMetricsRequest.newBuilder().setHandle(handle).build());
    }
}
