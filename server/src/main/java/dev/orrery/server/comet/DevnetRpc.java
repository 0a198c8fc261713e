package dev.orrery.server.comet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.ProtoJsonReader;
import dev.orrery.server.devnet.DevnetMethod;
import dev.orrery.server.devnet.DevnetMethods;
import dev.orrery.server.devnet.Powers;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The powers over a chain for development as methods of the RPC, {@code orrery_snapshot} and so on: parameters and answers are the
 * messages of {@code orrery.devnet.v1} in the JSON of the chain.
 *
 * @param types what may stand inside an {@code Any}
 * @param powers whether callers may
 */
public record DevnetRpc(DevnetMethods methods, KnownTypes types, Powers powers) {
    private static final String PREFIX = "orrery_";
    private static final ObjectMapper JSON = new ObjectMapper();

    List<RpcMethod> all() {
        return methods.all().stream().map(this::method).toList();
    }

    private RpcMethod method(DevnetMethod<?> method) {
        List<Parameter> parameters = method.request().getDescriptorForType().getFields().stream()
                .map(field -> new Parameter(field.getName(), Parameter.Kind.JSON))
                .toList();
        String name = method.name().substring(0, 1).toLowerCase(Locale.ROOT)
                + method.name().substring(1);
        return new RpcMethod(PREFIX + name, parameters, arguments -> call(method, arguments), powers::refusal);
    }

    private JsonElement call(DevnetMethod<?> method, Arguments arguments) {
        try {
            Message answer = method.call(request(method, arguments));
            return JsonParser.parseString(new ProtoJson(types).print(answer));
        } catch (StatusRuntimeException e) {
            String why = Optional.ofNullable(e.getStatus().getDescription()).orElse("");
            throw e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
                    ? RpcException.invalidParams("json", why)
                    : RpcException.refused(why);
        }
    }

    private Message request(DevnetMethod<?> method, Arguments arguments) {
        JsonObject given = new JsonObject();
        for (FieldDescriptor field : method.request().getDescriptorForType().getFields()) {
            arguments.json(field.getName()).ifPresent(value -> given.add(field.getName(), value));
        }
        try {
            return new ProtoJsonReader(types).read(JSON.readTree(given.toString()), method.request());
        } catch (ProtoJsonReader.BadJsonException e) {
            throw RpcException.invalidParams("json", e.getMessage());
        } catch (JsonProcessingException e) {
            throw RpcException.invalidParams("json", e.getOriginalMessage());
        }
    }
}
