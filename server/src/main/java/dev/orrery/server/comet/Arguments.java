package dev.orrery.server.comet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of a call's parameters; what was left out is absent, or has the value that Go gives it. */
final class Arguments {
    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws RpcException if a value doesn't fit its parameter */
    static Arguments fromJson(List<Parameter> parameters, Optional<JsonElement> params) {
        return params.isEmpty()
                ? new Arguments(Map.of())
                : switch (params.get()) {
                    case JsonObject object -> byName(parameters, object);
                    case JsonArray array -> byPosition(parameters, array);
                    default ->
                        throw RpcException.invalidParams("json", "unknown type for JSON params: expected map or array");
                };
    }

    /**
     * @param find the text of a parameter, empty if it is not there
     * @throws RpcException if a value doesn't fit its parameter
     */
    static Arguments fromUrl(List<Parameter> parameters, Function<String, String> find) {
        Map<String, Object> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            String text = find.apply(parameter.name());
            if (!text.isEmpty()) {
                try {
                    values.put(parameter.name(), parameter.fromUrl(text));
                } catch (IllegalArgumentException e) {
                    throw RpcException.invalidParams("http", e.getMessage());
                }
            }
        }
        return new Arguments(values);
    }

    Optional<Long> integer(String name) {
        return value(name, Long.class);
    }

    String text(String name) {
        return value(name, String.class).orElse("");
    }

    Optional<JsonElement> json(String name) {
        return value(name, JsonElement.class);
    }

    boolean flag(String name) {
        return value(name, Boolean.class).orElse(false);
    }

    ByteString bytes(String name) {
        return value(name, byte[].class).map(ByteString::copyFrom).orElse(ByteString.EMPTY);
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    private static Arguments byName(List<Parameter> parameters, JsonObject object) {
        Map<String, Object> values = new HashMap<>();
        for (Parameter parameter : parameters) {
            put(values, parameter, object.get(parameter.name()));
        }
        return new Arguments(values);
    }

    private static Arguments byPosition(List<Parameter> parameters, JsonArray array) {
        if (array.size() != parameters.size()) {
            String names = parameters.stream().map(Parameter::name).collect(Collectors.joining(" ", "[", "]"));
            throw RpcException.invalidParams(
                    "json", "expected " + parameters.size() + " parameters (" + names + "), got " + array.size());
        }
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            put(values, parameters.get(i), array.get(i));
        }
        return new Arguments(values);
    }

    private static void put(Map<String, Object> values, Parameter parameter, JsonElement json) {
        if (json != null && !json.isJsonNull()) {
            try {
                values.put(parameter.name(), parameter.fromJson(json));
            } catch (IllegalArgumentException e) {
                throw RpcException.invalidParams("json", e.getMessage());
            }
        }
    }
}
