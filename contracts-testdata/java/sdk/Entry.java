package sdk;

import java.nio.charset.StandardCharsets;

/** What the host calls: reads what it passes, calls the contract, writes what it expects. */
final class Entry {
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.UTF_8);

    private Entry() {}

    @OnlyImplementation
    private static native Contract contract();

    @Export("instantiate")
    static int instantiate(int env, int info, int message) {
        try {
            Call call = new Call(Host.json(env), sender(info), "", Host.json(message));
            return Host.pass(contract().instantiate(call).toJson());
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    @Export("execute")
    static int execute(int env, int info, int message) {
        try {
            Json.Member variant = Host.json(message).only();
            Call call = new Call(Host.json(env), sender(info), variant.name(), variant.value());
            return Host.pass(contract().execute(call).toJson());
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    @Export("query")
    static int query(int env, int message) {
        try {
            Json.Member variant = Host.json(message).only();
            Call call = new Call(Host.json(env), "", variant.name(), variant.value());
            return Host.pass("{\"ok\":\"" + base64(contract().query(call)) + "\"}");
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private static String sender(int info) {
        return Host.json(info).get("sender").text();
    }

    private static int refused(Refusal refusal) {
        return Host.pass(new JsonObject().text("error", refusal.getMessage()).toString());
    }

    private static String base64(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[(bytes.length + 2) / 3 * 4];
        int at = 0;
        for (int i = 0; i < bytes.length; i += 3) {
            int left = bytes.length - i;
            int bits = (bytes[i] & 0xFF) << 16;
            if (left > 1) {
                bits |= (bytes[i + 1] & 0xFF) << 8;
            }
            if (left > 2) {
                bits |= bytes[i + 2] & 0xFF;
            }
            out[at++] = BASE64[bits >> 18];
            out[at++] = BASE64[bits >> 12 & 63];
            out[at++] = left > 1 ? BASE64[bits >> 6 & 63] : (byte) '=';
            out[at++] = left > 2 ? BASE64[bits & 63] : (byte) '=';
        }
        return new String(out, StandardCharsets.UTF_8);
    }
}
