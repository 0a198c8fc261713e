package dev.orrery.server.cli.trace;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** A trace as a tree for a terminal. Gas of messages is SDK gas, gas of contracts and below is CosmWasm gas. */
record TraceTree(PrintWriter out) {
    /** Characters of one value, so that a line stays a line. */
    private static final int MAX_VALUE = 160;

    private static final String BRANCH = "├─ ";
    private static final String LAST = "└─ ";
    private static final String PASSING = "│  ";
    private static final String PASSED = "   ";

    void print(JsonObject trace) {
        out.println("tx " + text(trace, "hash") + "  block " + text(trace, "height") + "  code " + text(trace, "code")
                + "  " + gas(trace, "gas_used") + " of " + gas(trace, "gas_wanted") + " SDK gas");
        if (!text(trace, "log").isEmpty()) {
            out.println("failed: " + Terminal.printable(text(trace, "log")));
        }
        if (trace.has("ante_gas")) {
            out.println(BRANCH + "before the messages  " + gas(trace, "ante_gas") + " SDK gas");
        }
        steps(trace.getAsJsonArray("steps"), "");
        if (!text(trace, "omitted_steps").equals("0")) {
            out.println(gas(trace, "omitted_steps") + " more steps were too many to be kept");
        }
    }

    private void steps(JsonArray steps, String indent) {
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            step(steps.get(i).getAsJsonObject(), indent, last);
        }
    }

    private void step(JsonObject step, String indent, boolean last) {
        String inner = indent + (last ? PASSED : PASSING);
        out.println(indent + (last ? LAST : BRANCH) + headline(step));
        JsonArray inside = step.has("steps") ? step.getAsJsonArray("steps") : new JsonArray();
        String detail = inner + (inside.isEmpty() ? PASSED : PASSING);
        if (text(step, "type").equals("call")) {
            out.println(detail + "msg " + data(step.getAsJsonObject("args").get("msg")));
        }
        if (step.has("output")) {
            out.println(detail + "→ " + data(step.get("output")));
        }
        if (step.has("error")) {
            out.println(detail + "✗ " + Terminal.printable(text(step, "error"), MAX_VALUE));
        }
        steps(inside, inner);
    }

    private static String headline(JsonObject step) {
        return switch (text(step, "type")) {
            case "message" -> text(step.getAsJsonObject("message"), "@type") + "  " + gas(step, "gas") + " SDK gas";
            case "submessage" ->
                "submessage " + text(step, "id") + ", reply " + text(step, "reply_on") + "  " + gas(step, "gas")
                        + " SDK gas";
            case "call" -> {
                JsonObject gas = step.getAsJsonObject("gas");
                yield text(step, "entry") + " " + text(step, "contract") + "  " + gas(gas, "total") + " gas: "
                        + gas(gas, "wasm") + " wasm, " + gas(gas, "host") + " host, " + gas(gas, "storage")
                        + " storage, " + gas(gas, "queries") + " queries";
            }
            case "debug" -> "debug: " + Terminal.printable(text(step, "text"), MAX_VALUE);
            default -> host(step);
        };
    }

    private static String host(JsonObject step) {
        JsonObject gas = step.getAsJsonObject("gas");
        StringBuilder line = new StringBuilder(text(step, "import"));
        for (Map.Entry<String, JsonElement> member : step.entrySet()) {
            switch (member.getKey()) {
                case "key", "value", "start", "end", "request", "answer" ->
                    line.append("  ").append(member.getKey()).append(' ').append(data(member.getValue()));
                case "iterator" -> line.append("  #").append(member.getValue());
                default -> {}
            }
        }
        return line + "  " + gas(gas, "host") + " host + " + gas(gas, "chain") + " chain";
    }

    private static String data(JsonElement data) {
        JsonObject object = data.getAsJsonObject();
        String shown = object.has("json")
                ? object.get("json").toString()
                : object.has("hex") ? "0x" + text(object, "hex") : text(object, "text");
        return Terminal.printable(shown, MAX_VALUE)
                + (object.has("length") ? " (of " + text(object, "length") + " bytes)" : "");
    }

    private static String gas(JsonObject json, String member) {
        String digits = text(json, member);
        return digits.length() > 18 ? digits : String.format(Locale.ROOT, "%,d", Long.parseLong(digits));
    }

    private static String text(JsonObject json, String member) {
        return json.get(member).getAsString();
    }
}
