package dev.orrery.server.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import dev.orrery.chain.Queries;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.ProtoJsonReader;
import dev.orrery.msg.json.GoJson;
import dev.orrery.server.http.Bodies;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Answers requests of the gateway. One virtual thread a request. */
final class RestHandler extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger(RestHandler.class.getName());

    private static final String JSON = "application/json";

    /** Names the height that is meant, and the height that was read. */
    private static final String HEIGHT_HEADER = "x-cosmos-block-height";

    /** Prefix under which the gateway passes headers of gRPC on. */
    private static final String METADATA = "Grpc-Metadata-";

    /** Deepest nesting in a body. A transaction in JSON needs a dozen. */
    private static final int MAX_DEPTH = 100;

    private static final ObjectMapper READER = new ObjectMapper();

    static {
        READER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(Bodies.MAX_BYTES)
                        .build());
    }

    private final Queries queries;
    private final ProtoJson writer;
    private final ProtoJsonReader reader;
    private final RouteTable routes;

    RestHandler(Queries queries, ProtoJson writer, ProtoJsonReader reader, RouteTable routes) {
        this.queries = queries;
        this.writer = writer;
        this.reader = reader;
        this.routes = routes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put("X-Server-Time", Long.toString(System.currentTimeMillis() / 1000));
        try {
            String body = answer(request, response);
            Bodies.write(response, callback, HttpStatus.OK_200, JSON, body);
        } catch (QueryException e) {
            Bodies.write(response, callback, httpStatus(e.status()), JSON, error(e.status(), e.text()));
        } catch (Bodies.TooLargeException e) {
            Bodies.write(
                    response,
                    callback,
                    HttpStatus.BAD_REQUEST_400,
                    JSON,
                    error(QueryStatus.INVALID_ARGUMENT, e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request of the REST gateway failed", e);
            String text = "the node failed to answer; its log says why";
            Bodies.write(
                    response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, JSON, error(QueryStatus.INTERNAL, text));
        }
        return true;
    }

    private String answer(Request request, Response response) throws IOException {
        RouteTable.Match match = routes.find(verb(request), segments(request))
                .filter(found -> queries.request(found.route().method()).isPresent())
                .orElseThrow(() -> QueryStatus.UNIMPLEMENTED.failure("Not Implemented"));
        Message.Builder message = bodyOf(request, match.route().method());
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            if (!match.variables().containsKey(field.getName())) {
                field.getValues().forEach(value -> FieldBinder.set(message, field.getName(), value));
            }
        }
        for (Map.Entry<String, String> variable : match.variables().entrySet()) {
            FieldBinder.set(message, variable.getKey(), variable.getValue());
        }
        Queries.Answer answer =
                queries.ask(match.route().method(), message.build().toByteString(), height(request));
        String read = Long.toString(answer.height());
        response.getHeaders().put(METADATA + "Content-Type", "application/grpc+cosmos-sdk-grpc-codec");
        response.getHeaders().put(METADATA + HEIGHT_HEADER, read);
        response.getHeaders().put(HEIGHT_HEADER, read);
        return writer.print(answer.message());
    }

    private Message.Builder bodyOf(Request request, String method) throws IOException {
        Message prototype = queries.request(method).orElseThrow();
        if (!HttpMethod.POST.is(request.getMethod())) {
            return prototype.newBuilderForType();
        }
        byte[] body = Bodies.read(request);
        try {
            JsonNode json = READER.readTree(body);
            return json.isMissingNode() ? prototype.newBuilderForType() : reader.read(json, prototype).toBuilder();
        } catch (JsonEOFException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure("unexpected EOF");
        } catch (JsonProcessingException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure(e.getOriginalMessage());
        } catch (ProtoJsonReader.BadJsonException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure(e.getMessage());
        }
    }

    private static String verb(Request request) {
        return HttpMethod.HEAD.is(request.getMethod()) ? "GET" : request.getMethod();
    }

    /** Escapes are undone segment by segment, so that an escaped slash divides nothing. */
    private static List<String> segments(Request request) {
        try {
            return Paths.split(request.getHttpURI().getPath()).stream()
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid URL escape");
        }
    }

    private static long height(Request request) {
        String text = Optional.ofNullable(request.getHeaders().get(HEIGHT_HEADER))
                .or(() -> Optional.ofNullable(request.getHeaders().get(METADATA + HEIGHT_HEADER)))
                .orElse("0");
        try {
            long height = Long.parseLong(text);
            if (height >= 0) {
                return height;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative one.
        }
        throw QueryStatus.INVALID_ARGUMENT.failure("invalid height header \"" + text + "\"");
    }

    /** grpc-gateway v1 runtime/errors.go: HTTPStatusFromCode. */
    private static int httpStatus(QueryStatus status) {
        return switch (status) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION -> HttpStatus.BAD_REQUEST_400;
            case NOT_FOUND -> HttpStatus.NOT_FOUND_404;
            case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED_501;
            case UNKNOWN, INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR_500;
        };
    }

    private static String error(QueryStatus status, String text) {
        return "{\"code\":" + status.code() + ",\"message\":" + GoJson.quoted(text) + ",\"details\":[]}";
    }
}
