package dev.orrery.server.devnet;

import com.google.protobuf.Message;
import dev.orrery.proto.devnet.v1.DevnetGrpc;
import dev.orrery.proto.devnet.v1.DumpChunk;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * The methods over gRPC. Called on any thread; the work is done by {@code workers}.
 *
 * @param dumped the chain
 * @param workers may be kept busy for as long as blocks are made
 */
public record DevnetService(DevnetMethods methods, StateDump.Source dumped, Executor workers)
        implements BindableService {
    private static final System.Logger LOG = System.getLogger(DevnetService.class.getName());

    @Override
    public ServerServiceDefinition bindService() {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(DevnetGrpc.getServiceDescriptor());
        for (MethodDescriptor<?, ?> method : DevnetGrpc.getServiceDescriptor().getMethods()) {
            if (method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING) {
                continue;
            }
            DevnetMethod<?> own = methods.all().stream()
                    .filter(each -> each.name().equals(method.getBareMethodName()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nobody answers " + method.getFullMethodName()));
            add(service, method, own);
        }
        service.addMethod(DevnetGrpc.getDumpMethod(), ServerCalls.asyncServerStreamingCall((request, answer) -> {
            ChunkStream chunks = new ChunkStream((ServerCallStreamObserver<DumpChunk>) answer);
            workers.execute(() -> dump(chunks, answer));
        }));
        return service.build();
    }

    private void dump(ChunkStream chunks, StreamObserver<DumpChunk> answer) {
        try {
            StateDump.write(dumped, chunks);
            answer.onCompleted();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "a dump was not finished", e);
            answer.onError(Status.ABORTED.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    @SuppressWarnings("unchecked")
    private void add(ServerServiceDefinition.Builder service, MethodDescriptor<?, ?> method, DevnetMethod<?> own) {
        service.addMethod(
                (MethodDescriptor<Message, Message>) method,
                ServerCalls.asyncUnaryCall((request, answer) -> workers.execute(() -> answer(own, request, answer))));
    }

    private static void answer(DevnetMethod<?> method, Message request, StreamObserver<Message> observer) {
        Message answer;
        try {
            answer = method.call(request);
        } catch (StatusRuntimeException refused) {
            observer.onError(refused);
            return;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, method.name() + " failed", e);
            observer.onError(Status.INTERNAL
                    .withDescription("the node failed to answer; its log says why")
                    .asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
