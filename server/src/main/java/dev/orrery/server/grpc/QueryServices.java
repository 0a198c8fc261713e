package dev.orrery.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.orrery.chain.Queries;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.wire.GoWire;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.services.ProtoReflectionService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query services of a chain as gRPC services: one handler for all methods, which blocks; give the server threads. */
public final class QueryServices {
    private static final System.Logger LOG = System.getLogger(QueryServices.class.getName());

    /** Names the height that is meant, and the height that was read. cosmos-sdk types/grpc/headers.go. */
    private static final Metadata.Key<String> HEIGHT =
            Metadata.Key.of("x-cosmos-block-height", Metadata.ASCII_STRING_MARSHALLER);

    private QueryServices() {}

    /** Each service with at least one method that is answered. */
    public static List<BindableService> of(Queries queries) {
        Map<String, BindableService> services = new LinkedHashMap<>();
        ReflectedFiles reflected = new ReflectedFiles();
        for (String path : queries.paths()) {
            ServiceDescriptor service = service(path, queries);
            ServerServiceDefinition definition = definition(service, queries, reflected);
            services.computeIfAbsent(service.getFullName(), name -> () -> definition);
        }
        return List.copyOf(services.values());
    }

    /** Reflection for clients that don't know its final version, as those of Go nodes. */
    @SuppressWarnings("deprecation")
    public static List<BindableService> olderReflection() {
        return List.of(ProtoReflectionService.newInstance());
    }

    /** The service of a method, which stands in the file of the method's request. */
    private static ServiceDescriptor service(String path, Queries queries) {
        String fullName = path.substring(1, path.lastIndexOf('/'));
        FileDescriptor file =
                queries.request(path).orElseThrow().getDescriptorForType().getFile();
        return file.getServices().stream()
                .filter(service -> service.getFullName().equals(fullName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file.getName() + " has no service " + fullName));
    }

    private static ServerServiceDefinition definition(
            ServiceDescriptor service, Queries queries, ReflectedFiles reflected) {
        var descriptor = io.grpc.ServiceDescriptor.newBuilder(service.getFullName())
                .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> reflected.of(service.getFile()));
        Map<MethodDescriptor<ByteString, ByteString>, ServerCallHandler<ByteString, ByteString>> methods =
                new LinkedHashMap<>();
        service.getMethods().forEach(method -> {
            String name = service.getFullName() + "/" + method.getName();
            MethodDescriptor<ByteString, ByteString> bytes = MethodDescriptor.<ByteString, ByteString>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName(name)
                    .setRequestMarshaller(Bytes.AS_THEY_ARE)
                    .setResponseMarshaller(Bytes.AS_THEY_ARE)
                    .build();
            descriptor.addMethod(bytes);
            methods.put(bytes, (call, headers) -> new Call(queries, "/" + name, call, headers));
        });
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    /** Messages stay bytes: the chain has its own reading and writing of them. */
    private enum Bytes implements MethodDescriptor.Marshaller<ByteString> {
        AS_THEY_ARE;

        @Override
        public InputStream stream(ByteString value) {
            return value.newInput();
        }

        @Override
        public ByteString parse(InputStream stream) {
            try {
                return ByteString.readFrom(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One request, one answer. */
    private static final class Call extends ServerCall.Listener<ByteString> {
        private final Queries queries;
        private final String path;
        private final ServerCall<ByteString, ByteString> call;
        private final Metadata headers;
        private ByteString request = ByteString.EMPTY;

        Call(Queries queries, String path, ServerCall<ByteString, ByteString> call, Metadata headers) {
            this.queries = queries;
            this.path = path;
            this.call = call;
            this.headers = headers;
            call.request(2);
        }

        @Override
        public void onMessage(ByteString message) {
            request = message;
        }

        @Override
        public void onHalfClose() {
            try {
                Queries.Answer answer = queries.ask(path, request, height());
                Metadata read = new Metadata();
                read.put(HEIGHT, Long.toString(answer.height()));
                call.sendHeaders(read);
                call.sendMessage(GoWire.encodeToByteString(answer.message()));
                call.close(Status.OK, new Metadata());
            } catch (QueryException e) {
                call.close(Status.fromCodeValue(e.status().code()).withDescription(e.text()), new Metadata());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a call of " + path + " failed", e);
                call.close(
                        Status.INTERNAL.withDescription("the node failed to answer; its log says why"), new Metadata());
            }
        }

        private long height() {
            String text = headers.get(HEIGHT);
            try {
                long height = text == null ? 0 : Long.parseLong(text);
                if (height >= 0) {
                    return height;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a negative one.
            }
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid height header \"" + text + "\"");
        }
    }
}
