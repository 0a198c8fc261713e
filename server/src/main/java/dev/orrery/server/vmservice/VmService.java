package dev.orrery.server.vmservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.orrery.proto.vm.v1.AnalyzeCodeResponse;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.CloseRequest;
import dev.orrery.proto.vm.v1.CloseResponse;
import dev.orrery.proto.vm.v1.CodeRequest;
import dev.orrery.proto.vm.v1.Done;
import dev.orrery.proto.vm.v1.Failure;
import dev.orrery.proto.vm.v1.GetCodeResponse;
import dev.orrery.proto.vm.v1.GetMetricsRequest;
import dev.orrery.proto.vm.v1.GetMetricsResponse;
import dev.orrery.proto.vm.v1.GetPinnedMetricsRequest;
import dev.orrery.proto.vm.v1.GetPinnedMetricsResponse;
import dev.orrery.proto.vm.v1.OpenRequest;
import dev.orrery.proto.vm.v1.OpenResponse;
import dev.orrery.proto.vm.v1.StoreCodeRequest;
import dev.orrery.proto.vm.v1.StoreCodeResponse;
import dev.orrery.proto.vm.v1.SyncPinnedCodesRequest;
import dev.orrery.proto.vm.v1.VersionRequest;
import dev.orrery.proto.vm.v1.VersionResponse;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.proto.vm.v1.VmGrpc;
import dev.orrery.server.cli.Version;
import dev.orrery.server.lane.Lanes;
import dev.orrery.server.metrics.CallMetrics;
import dev.orrery.vm.AnalysisReport;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.Metrics;
import dev.orrery.vm.PinnedMetrics;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The methods of {@code orrery.vm.v1.Vm}. Called on event loops, which must not be held up: each unary method goes to a
 * thread of its own, each stream of calls gets a session.
 */
final class VmService extends VmGrpc.VmImplBase {
    private static final System.Logger LOG = System.getLogger(VmService.class.getName());

    /** The version of the protocol. */
    private static final int PROTOCOL = 1;

    /** The features: vm.proto, VersionResponse. */
    private static final String LANE = "lane";

    private static final String WRITE_BEHIND = "write-behind";

    private final OpenOptions options;
    private final Handles handles;
    private final CallGate gate;
    private final CallMetrics metrics;
    private final Executor workers;
    private final Lanes lanes;
    private final int maxFrameBytes;
    private final boolean writeBehind;

    VmService(
            OpenOptions options,
            Handles handles,
            CallGate gate,
            CallMetrics metrics,
            Executor workers,
            Lanes lanes,
            int maxFrameBytes,
            boolean writeBehind) {
        this.options = options;
        this.handles = handles;
        this.gate = gate;
        this.metrics = metrics;
        this.workers = workers;
        this.lanes = lanes;
        this.maxFrameBytes = maxFrameBytes;
        this.writeBehind = writeBehind;
    }

    @Override
    public StreamObserver<ChainFrame> calls(StreamObserver<VmFrame> out) {
        CallStream stream = new CallStream(out, Connections.current().isLocal(), this::newSession);
        stream.open();
        return stream;
    }

    private Thread newSession(CallStream stream, String handle) throws NoSuchHandleException {
        Conversation chain = new Conversation(stream, lanes, maxFrameBytes);
        return handles.vm(handle).newCallThread(new CallSession(stream, chain, handles, gate, metrics, writeBehind));
    }

    // ---- opening ----

    @Override
    public void open(OpenRequest request, StreamObserver<OpenResponse> out) {
        Handles.Connection connection = Connections.current();
        answer(out, failure -> OpenResponse.newBuilder().setFailure(failure).build(), () -> {
            VmOptions opened = options.of(request);
            return OpenResponse.newBuilder()
                    .setHandle(handles.open(opened, connection))
                    .setGasSchedule(opened.schedule().name())
                    .build();
        });
    }

    @Override
    public void close(CloseRequest request, StreamObserver<CloseResponse> out) {
        answer(out, failure -> CloseResponse.getDefaultInstance(), () -> {
            handles.close(request.getHandle());
            return CloseResponse.getDefaultInstance();
        });
    }

    @Override
    public void version(VersionRequest request, StreamObserver<VersionResponse> out) {
        answer(
                out,
                failure -> VersionResponse.getDefaultInstance(),
                () -> VersionResponse.newBuilder()
                        .setProtocol(PROTOCOL)
                        .setOrrery(Version.orrery())
                        .setWasmvm(Version.WASMVM)
                        .addAllFeatures(features())
                        .setMaxFrameBytes(maxFrameBytes)
                        .build());
    }

    private List<String> features() {
        List<String> features = new ArrayList<>();
        if (lanes.arePossible()) {
            features.add(LANE);
        }
        if (writeBehind) {
            features.add(WRITE_BEHIND);
        }
        return features;
    }

    // ---- code ----

    @Override
    public void storeCode(StoreCodeRequest request, StreamObserver<StoreCodeResponse> out) {
        store(request, out, Vm::storeCode);
    }

    @Override
    public void storeCodeUnchecked(StoreCodeRequest request, StreamObserver<StoreCodeResponse> out) {
        store(request, out, Vm::storeCodeUnchecked);
    }

    @Override
    public void simulateStoreCode(StoreCodeRequest request, StreamObserver<StoreCodeResponse> out) {
        store(request, out, Vm::simulateStoreCode);
    }

    private void store(StoreCodeRequest request, StreamObserver<StoreCodeResponse> out, Storing storing) {
        answer(
                out,
                failure -> StoreCodeResponse.newBuilder().setFailure(failure).build(),
                () -> {
                    Vm vm = handles.vm(request.getHandle());
                    if (!request.hasWasm()) {
                        throw failed(Failures.unset("wasm"));
                    }
                    Checksum code = storing.store(vm, request.getWasm().toByteArray());
                    return StoreCodeResponse.newBuilder()
                            .setChecksum(bytes(code))
                            .build();
                });
    }

    @FunctionalInterface
    private interface Storing {
        Checksum store(Vm vm, byte[] wasm) throws VmException;
    }

    @Override
    public void getCode(CodeRequest request, StreamObserver<GetCodeResponse> out) {
        answer(out, failure -> GetCodeResponse.newBuilder().setFailure(failure).build(), () -> {
            byte[] wasm = handles.vm(request.getHandle()).code(checksum(request));
            return GetCodeResponse.newBuilder()
                    .setWasm(UnsafeByteOperations.unsafeWrap(wasm))
                    .build();
        });
    }

    @Override
    public void removeCode(CodeRequest request, StreamObserver<Done> out) {
        done(request, out, Vm::removeCode);
    }

    @Override
    public void pin(CodeRequest request, StreamObserver<Done> out) {
        done(request, out, Vm::pin);
    }

    @Override
    public void unpin(CodeRequest request, StreamObserver<Done> out) {
        done(request, out, Vm::unpin);
    }

    private void done(CodeRequest request, StreamObserver<Done> out, Doing doing) {
        answer(out, failure -> Done.newBuilder().setFailure(failure).build(), () -> {
            doing.to(handles.vm(request.getHandle()), checksum(request));
            return Done.getDefaultInstance();
        });
    }

    @FunctionalInterface
    private interface Doing {
        void to(Vm vm, Checksum code) throws VmException;
    }

    @Override
    public void syncPinnedCodes(SyncPinnedCodesRequest request, StreamObserver<Done> out) {
        answer(out, failure -> Done.newBuilder().setFailure(failure).build(), () -> {
            handles.vm(request.getHandle()).syncPinnedCodes(checksums(request.getChecksums()));
            return Done.getDefaultInstance();
        });
    }

    /** Quirk: what is left of the last checksum is ignored. libwasmvm cache.rs: do_sync_pinned_codes. */
    private static List<Checksum> checksums(ByteString joined) {
        List<Checksum> codes = new ArrayList<>();
        for (int at = 0; at + Checksum.LENGTH <= joined.size(); at += Checksum.LENGTH) {
            codes.add(Checksum.of(joined.substring(at, at + Checksum.LENGTH).toByteArray()));
        }
        return codes;
    }

    @Override
    public void analyzeCode(CodeRequest request, StreamObserver<AnalyzeCodeResponse> out) {
        answer(
                out,
                failure -> AnalyzeCodeResponse.newBuilder().setFailure(failure).build(),
                () -> {
                    AnalysisReport report = handles.vm(request.getHandle()).analyze(checksum(request));
                    AnalyzeCodeResponse.Builder response = AnalyzeCodeResponse.newBuilder()
                            .setHasIbcEntryPoints(report.hasIbcEntryPoints())
                            .setRequiredCapabilities(String.join(",", report.requiredCapabilities()))
                            .addAllEntryPoints(report.entryPoints().stream()
                                    .map(EntryPoint::export)
                                    .toList());
                    report.contractMigrateVersion().ifPresent(response::setMigrateVersion);
                    return response.build();
                });
    }

    private static Checksum checksum(CodeRequest request) throws VmException {
        if (!request.hasChecksum()) {
            throw failed(Failures.unset("checksum"));
        }
        if (request.getChecksum().size() != Checksum.LENGTH) {
            throw failed(Failures.CHECKSUM_LENGTH);
        }
        return Checksum.of(request.getChecksum().toByteArray());
    }

    private static VmException failed(String text) {
        return new VmException(new VmError.Message(text));
    }

    private static ByteString bytes(Checksum code) {
        return ByteString.copyFrom(code.toBytes());
    }

    // ---- metrics ----

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> out) {
        answer(
                out,
                failure -> GetMetricsResponse.newBuilder().setFailure(failure).build(),
                () -> {
                    Metrics metrics = handles.vm(request.getHandle()).metrics();
                    return GetMetricsResponse.newBuilder()
                            .setHitsPinnedMemoryCache((int) metrics.hitsPinnedMemoryCache())
                            .setHitsMemoryCache((int) metrics.hitsMemoryCache())
                            .setHitsFsCache((int) metrics.hitsFsCache())
                            .setMisses((int) metrics.misses())
                            .setElementsPinnedMemoryCache(metrics.elementsPinnedMemoryCache())
                            .setElementsMemoryCache(metrics.elementsMemoryCache())
                            .setSizePinnedMemoryCache(metrics.sizePinnedMemoryCache())
                            .setSizeMemoryCache(metrics.sizeMemoryCache())
                            .build();
                });
    }

    @Override
    public void getPinnedMetrics(GetPinnedMetricsRequest request, StreamObserver<GetPinnedMetricsResponse> out) {
        answer(
                out,
                failure -> GetPinnedMetricsResponse.newBuilder()
                        .setFailure(failure)
                        .build(),
                () -> {
                    GetPinnedMetricsResponse.Builder response = GetPinnedMetricsResponse.newBuilder();
                    for (PinnedMetrics code : handles.vm(request.getHandle()).pinnedMetrics()) {
                        response.addCodes(GetPinnedMetricsResponse.PinnedCode.newBuilder()
                                .setChecksum(bytes(code.code()))
                                .setHits((int) code.hits())
                                .setSizeBytes(code.sizeBytes()));
                    }
                    return response.build();
                });
    }

    // ---- how a unary method answers ----

    /** What a method does, with both kinds of end it may have besides an answer. */
    @FunctionalInterface
    private interface Operation<R> {
        R run() throws VmException, NoSuchHandleException;
    }

    /** @param failed the response that carries a failure */
    private <R> void answer(StreamObserver<R> out, Function<Failure, R> failed, Operation<R> operation) {
        workers.execute(() -> {
            R response;
            try {
                response = operation.run();
            } catch (NoSuchHandleException e) {
                out.onError(e.status().asRuntimeException());
                return;
            } catch (VmException e) {
                if (e.error() instanceof VmError.Defect) {
                    out.onError(Failures.DEFECT.asRuntimeException());
                    return;
                }
                response = failed.apply(Failures.of(e.error()));
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "Defect of the VM service", e);
                out.onError(Failures.DEFECT.asRuntimeException());
                return;
            }
            out.onNext(response);
            out.onCompleted();
        });
    }
}
