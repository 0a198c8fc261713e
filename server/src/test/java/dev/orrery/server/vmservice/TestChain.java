package dev.orrery.server.vmservice;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.CodeRequest;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.OpenRequest;
import dev.orrery.proto.vm.v1.StoreCodeRequest;
import dev.orrery.proto.vm.v1.StoreCodeResponse;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.proto.vm.v1.VmGrpc;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.vm.VmOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A chain's side of the protocol: one connection to a server, streams of it, and simple ways to make calls. */
final class TestChain implements AutoCloseable {
    static final long GAS = 1_000_000_000_000L;

    private static final int MAX_FRAME_BYTES = 256 * 1024 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    final ManagedChannel channel;
    final VmGrpc.VmBlockingStub vm;
    private final EventLoopGroup loops;

    TestChain(ListenAddress address) {
        this(address, InsecureChannelCredentials.create());
    }

    TestChain(ListenAddress address, ChannelCredentials credentials) {
        loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        NettyChannelBuilder builder = switch (address) {
            case ListenAddress.Unix unix ->
                NettyChannelBuilder.forAddress(
                                new DomainSocketAddress(unix.path().toFile()), credentials)
                        .channelType(EpollDomainSocketChannel.class, DomainSocketAddress.class);
            case ListenAddress.Tcp tcp ->
                NettyChannelBuilder.forAddress(tcp.address(), credentials).channelType(EpollSocketChannel.class);
        };
        channel = builder.eventLoopGroup(loops)
                .directExecutor()
                .maxInboundMessageSize(MAX_FRAME_BYTES)
                .build();
        vm = VmGrpc.newBlockingStub(channel);
    }

    /** Opens a VM in that directory with wasmd's settings. */
    String open(String directory) {
        return vm.open(openRequest(directory)).getHandle();
    }

    static OpenRequest openRequest(String directory) {
        return OpenRequest.newBuilder()
                .setBaseDir(directory)
                .addAllCapabilities(VmOptions.WASMD_CAPABILITIES)
                .setMemoryCacheBytes(100 << 20)
                .setInstanceMemoryBytes(32 << 20)
                .build();
    }

    ByteString store(String handle, byte[] wasm) {
        StoreCodeRequest request = StoreCodeRequest.newBuilder()
                .setHandle(handle)
                .setWasm(ByteString.copyFrom(wasm))
                .build();
        StoreCodeResponse response = vm.storeCode(request);
        assertFalse(response.hasFailure(), response::toString);
        return response.getChecksum();
    }

    static CodeRequest code(String handle, ByteString checksum) {
        return CodeRequest.newBuilder().setHandle(handle).setChecksum(checksum).build();
    }

    /** A call with all that its entry point takes. */
    static CallRequest.Builder call(String handle, ByteString checksum, String entryPoint, String msg) {
        return CallRequest.newBuilder()
                .setHandle(handle)
                .setEntryPoint(entryPoint)
                .setChecksum(checksum)
                .setEnv(ByteString.copyFromUtf8("{}"))
                .setInfo(ByteString.copyFromUtf8("{}"))
                .setMsg(ByteString.copyFromUtf8(msg))
                .setGasLimit(GAS);
    }

    Stream stream() {
        return new Stream(channel);
    }

    /** Makes one call on a stream of its own. */
    CallDone run(CallRequest.Builder call, Function<HostRequest, HostResponse> host) {
        try (Stream stream = stream()) {
            return stream.run(call.build(), host);
        }
    }

    static HostResponse.Builder ok() {
        return HostResponse.newBuilder();
    }

    static HostResponse value(String value) {
        return ok().setValue(ByteString.copyFromUtf8(value)).build();
    }

    static String text(CallDone done) {
        return new String(done.getData().toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    /** One stream of calls, frame by frame. Frames are taken in only as they are read. */
    static final class Stream extends ClientCall.Listener<VmFrame> implements AutoCloseable {
        private final ClientCall<ChainFrame, VmFrame> call;
        private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

        private Stream(ManagedChannel channel) {
            call = channel.newCall(VmGrpc.getCallsMethod(), io.grpc.CallOptions.DEFAULT);
            call.start(this, new Metadata());
        }

        @Override
        public void onMessage(VmFrame frame) {
            arrived.add(frame);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            arrived.add(status);
        }

        void send(ChainFrame frame) {
            call.sendMessage(frame);
        }

        void send(CallRequest request) {
            send(ChainFrame.newBuilder().setCall(request).build());
        }

        void send(HostResponse response) {
            send(ChainFrame.newBuilder().setHostResponse(response).build());
        }

        /** The next frame; the stream's end is thrown. */
        VmFrame read() {
            call.request(1);
            try {
                Object next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next instanceof VmFrame frame) {
                    return frame;
                }
                if (next instanceof Status status) {
                    arrived.add(status);
                    throw new StatusRuntimeException(status);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new AssertionError("nothing arrived for " + PATIENCE_SECONDS + " s");
        }

        /** How the stream ended. */
        Status end() {
            try {
                throw new AssertionError("a frame instead of the end: " + read());
            } catch (StatusRuntimeException e) {
                return e.getStatus();
            }
        }

        CallDone run(CallRequest request, Function<HostRequest, HostResponse> host) {
            send(request);
            for (VmFrame frame = read(); true; frame = read()) {
                if (frame.hasDone()) {
                    return frame.getDone();
                }
                HostResponse answer = host.apply(frame.getHostRequest());
                if (!frame.getHostRequest().hasDebug()) {
                    send(answer);
                }
            }
        }

        void halfClose() {
            call.halfClose();
        }

        @Override
        public void close() {
            call.cancel("the test is over", null);
        }
    }

    /** For calls that must not ask anything. */
    static HostResponse unasked(HostRequest request) {
        return fail("asked for " + request);
    }

    static List<String> kinds(List<HostRequest> requests) {
        return requests.stream().map(request -> request.getRequestCase().name()).toList();
    }
}
