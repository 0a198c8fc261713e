package dev.orrery.msg.json;

import java.nio.charset.StandardCharsets;

/** Encodes and decodes whole documents as Go's {@code json.Marshal} and {@code json.Unmarshal} do. */
public final class GoJson {
    /** Most bytes of one document. VM.md §2.3: the largest result a contract can return. */
    public static final int MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

    private GoJson() {}

    public static <T> byte[] encode(Codec<T> codec, T value) {
        JsonWriter out = new JsonWriter();
        codec.write(out, value);
        return out.toByteArray();
    }

    /**
     * @throws JsonException with Go's text if Go would refuse the document
     */
    public static <T> T decode(Codec<T> codec, byte[] document) {
        if (document.length > MAX_DOCUMENT_BYTES) {
            throw new JsonException(
                    "JSON document too long. Got " + document.length + " bytes, limit " + MAX_DOCUMENT_BYTES);
        }
        SyntaxCheck.check(document);
        return JsonReader.readDocument(codec, document, 0, document.length);
    }

    /** Whether the bytes are one well-formed document, as {@code json.Valid} sees it. */
    public static boolean isValid(byte[] document) {
        try {
            SyntaxCheck.check(document);
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    /**
     * The document with sorted keys and with numbers as Go's float64, which is how wallets sign contract messages.
     *
     * @throws JsonException if it is not JSON, or nested too deeply
     */
    public static byte[] sorted(byte[] document) {
        return SortedDocument.of(document);
    }

    /** A quoted string with Go's escapes. */
    public static String quoted(String text) {
        JsonWriter out = new JsonWriter();
        out.string(text);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
