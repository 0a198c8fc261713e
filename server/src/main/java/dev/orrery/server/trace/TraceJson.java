package dev.orrery.server.trace;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.orrery.chain.trace.CallGas;
import dev.orrery.chain.trace.Data;
import dev.orrery.chain.trace.Step;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.vm.profile.CallProfile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Traces in JSON, 64-bit numbers as strings. docs/tracing.md describes the members.
 *
 * @param messages writes the messages of transactions
 */
public record TraceJson(ProtoJson messages) {
    /** Names of a call's arguments behind the env; the entry points that have more than a message. */
    private static final List<String> INFO_AND_MESSAGE = List.of("env", "info", "msg");

    public JsonObject trace(TxTrace trace) {
        JsonObject json = result(trace);
        trace.anteGas().ifPresent(gas -> json.add("ante_gas", unsigned(gas)));
        json.add("omitted_steps", unsigned(trace.omitted()));
        json.add("steps", steps(trace.steps()));
        return json;
    }

    /** The profile as a tree. */
    public JsonObject profile(TxTrace trace) {
        JsonObject json = result(trace);
        json.add("profile", node(trace.profile()));
        return json;
    }

    /** The profile as speedscope opens it. */
    public JsonObject speedscope(TxTrace trace) {
        return Speedscope.of("transaction " + Traces.text(trace.hash()), trace.profile());
    }

    /** The profile as a picture. */
    public String flameGraph(TxTrace trace) {
        return FlameGraph.svg("transaction " + Traces.text(trace.hash()), trace.profile());
    }

    private static JsonObject result(TxTrace trace) {
        ExecTxResult result = trace.result().getResult();
        JsonObject json = new JsonObject();
        json.addProperty("hash", Traces.text(trace.hash()));
        json.add("height", unsigned(trace.result().getHeight()));
        json.addProperty("index", trace.result().getIndex());
        json.addProperty("code", result.getCode());
        json.addProperty("codespace", result.getCodespace());
        json.addProperty("log", result.getLog());
        json.add("gas_wanted", unsigned(result.getGasWanted()));
        json.add("gas_used", unsigned(result.getGasUsed()));
        return json;
    }

    private static JsonObject node(CallProfile profile) {
        JsonObject json = new JsonObject();
        json.addProperty("name", profile.name());
        json.add("self", unsigned(profile.self()));
        json.add("total", unsigned(profile.total()));
        JsonArray inside = new JsonArray();
        profile.inside().forEach(each -> inside.add(node(each)));
        json.add("inside", inside);
        return json;
    }

    private JsonArray steps(List<Step> steps) {
        JsonArray json = new JsonArray();
        steps.forEach(step -> json.add(step(step)));
        return json;
    }

    private JsonObject step(Step step) {
        return switch (step) {
            case Step.Message message -> message(message);
            case Step.SubMessage message -> subMessage(message);
            case Step.Call call -> call(call);
            case Step.HostCall call -> hostCall(call);
            case Step.Debug debug -> {
                JsonObject json = typed("debug");
                json.addProperty("text", debug.text());
                json.add("gas_left", unsigned(debug.gasLeft()));
                yield json;
            }
        };
    }

    private JsonObject message(Step.Message message) {
        JsonObject json = typed("message");
        JsonObject body = JsonParser.parseString(messages.print(message.body())).getAsJsonObject();
        JsonObject named = new JsonObject();
        named.addProperty("@type", "/" + message.body().getDescriptorForType().getFullName());
        body.entrySet().forEach(member -> named.add(member.getKey(), member.getValue()));
        json.add("message", named);
        json.add("gas", unsigned(message.sdkGas()));
        message.error().ifPresent(error -> json.addProperty("error", error));
        json.add("steps", steps(message.steps()));
        return json;
    }

    private JsonObject subMessage(Step.SubMessage message) {
        JsonObject json = typed("submessage");
        json.add("id", unsigned(message.id()));
        json.addProperty("reply_on", lower(message.replyOn()));
        message.gasLimit().ifPresent(limit -> json.add("gas_limit", unsigned(limit)));
        json.add("message", DataJson.of(message.message()));
        json.add("gas", unsigned(message.sdkGas()));
        message.error().ifPresent(error -> json.addProperty("error", error));
        json.add("steps", steps(message.steps()));
        return json;
    }

    private JsonObject call(Step.Call call) {
        JsonObject json = typed("call");
        json.addProperty("entry", call.entry().export());
        json.addProperty("contract", call.contract());
        json.addProperty("code_checksum", call.code().toString());
        JsonObject args = new JsonObject();
        for (int i = 0; i < call.args().size(); i++) {
            args.add(nameOf(i, call), DataJson.of(call.args().get(i)));
        }
        json.add("args", args);
        json.add("gas", gas(call.gas()));
        call.output().ifPresent(output -> json.add("output", DataJson.of(output)));
        call.error().ifPresent(error -> json.addProperty("error", error));
        json.add("steps", steps(call.steps()));
        return json;
    }

    private static String nameOf(int argument, Step.Call call) {
        return switch (call.entry()) {
            case EXECUTE, INSTANTIATE -> INFO_AND_MESSAGE.get(argument);
            default -> List.of("env", "msg", "migrate_info").get(argument);
        };
    }

    private static JsonObject gas(CallGas gas) {
        JsonObject json = new JsonObject();
        json.add("total", unsigned(gas.total()));
        json.add("wasm", unsigned(gas.wasm()));
        json.add("host", unsigned(gas.host()));
        json.add("storage", unsigned(gas.storage()));
        json.add("queries", unsigned(gas.queries()));
        json.add("limit", unsigned(gas.limit()));
        return json;
    }

    private JsonObject hostCall(Step.HostCall call) {
        JsonObject json = typed("host");
        json.addProperty("import", call.name());
        JsonObject gas = new JsonObject();
        gas.add("host", unsigned(call.hostGas()));
        gas.add("chain", unsigned(call.chainGas()));
        json.add("gas", gas);
        about(json, call.about());
        if (!call.steps().isEmpty()) {
            json.add("steps", steps(call.steps()));
        }
        return json;
    }

    private static void about(JsonObject json, Step.Subject subject) {
        switch (subject) {
            case Step.Subject.Computation ignored -> {}
            case Step.Subject.Read(Data key, Optional<Data> value) -> {
                json.add("key", DataJson.of(key));
                value.ifPresent(found -> json.add("value", DataJson.of(found)));
            }
            case Step.Subject.Write(Data key, Data value) -> {
                json.add("key", DataJson.of(key));
                json.add("value", DataJson.of(value));
            }
            case Step.Subject.Remove(Data key) -> json.add("key", DataJson.of(key));
            case Step.Subject.Scan(Optional<Data> start, Optional<Data> end, boolean ascending, int iterator) -> {
                start.ifPresent(from -> json.add("start", DataJson.of(from)));
                end.ifPresent(to -> json.add("end", DataJson.of(to)));
                json.addProperty("order", ascending ? "ascending" : "descending");
                json.addProperty("iterator", iterator);
            }
            case Step.Subject.Next(int iterator, Optional<Data> key, Optional<Data> value) -> {
                json.addProperty("iterator", iterator);
                key.ifPresent(found -> json.add("key", DataJson.of(found)));
                value.ifPresent(found -> json.add("value", DataJson.of(found)));
            }
            case Step.Subject.Query(Data request, Data answer) -> {
                json.add("request", DataJson.of(request));
                json.add("answer", DataJson.of(answer));
            }
            case Step.Subject.Refused(String why) -> json.addProperty("error", why);
        }
    }

    private static JsonObject typed(String type) {
        JsonObject json = new JsonObject();
        json.addProperty("type", type);
        return json;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonElement unsigned(long number) {
        return new JsonPrimitive(Long.toUnsignedString(number));
    }
}
