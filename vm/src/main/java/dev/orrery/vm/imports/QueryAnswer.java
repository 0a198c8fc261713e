package dev.orrery.vm.imports;

import dev.orrery.vm.imports.SerdeJsonReader.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The answer to a query on its way from the chain to the contract: read as {@code SystemResult<ContractResult<Binary>>} and
 * written again, so that the contract sees (and pays for) the reference's own spelling of it. libwasmvm querier.rs; cosmwasm
 * std results/, errors/system_error.rs.
 */
final class QueryAnswer {
    private static final List<String> RESULT = List.of("ok", "error");

    /** The variants of {@code SystemError} with their fields, in the order in which both are declared. */
    private static final List<Variant> SYSTEM_ERRORS = List.of(
            new Variant("invalid_request", "InvalidRequest", List.of(Field.text("error"), Field.binary("request"))),
            new Variant("invalid_response", "InvalidResponse", List.of(Field.text("error"), Field.binary("response"))),
            new Variant("no_such_contract", "NoSuchContract", List.of(Field.text("addr"))),
            new Variant("no_such_code", "NoSuchCode", List.of(new Field("code_id", FieldType.U64))),
            new Variant("unknown", "Unknown", List.of()),
            new Variant("unsupported_request", "UnsupportedRequest", List.of(Field.text("kind"))));

    private static final List<String> SYSTEM_ERROR_NAMES =
            SYSTEM_ERRORS.stream().map(Variant::json).toList();

    private final SerdeJsonReader in;
    private final StringBuilder out = new StringBuilder();

    private QueryAnswer(byte[] json) {
        this.in = new SerdeJsonReader(json);
    }

    /** A variant by its name in JSON and in Rust. */
    private record Variant(String json, String rust, List<Field> fields) {}

    private record Field(String name, FieldType type) {
        static Field text(String name) {
            return new Field(name, FieldType.TEXT);
        }

        static Field binary(String name) {
            return new Field(name, FieldType.BINARY);
        }
    }

    private enum FieldType {
        TEXT,
        BINARY,
        U64
    }

    /** The same answer as the reference's serializer writes it, or an answer that says why it can't be read. */
    static byte[] rewrite(byte[] json) {
        QueryAnswer answer = new QueryAnswer(json);
        String written;
        try {
            answer.systemResult();
            answer.in.end();
            written = answer.out.toString();
        } catch (SyntaxException e) {
            written = "{\"error\":{\"invalid_response\":{\"error\":" + quote("Parsing Go response: " + e.getMessage())
                    + ",\"response\":\"" + Base64.getEncoder().encodeToString(json) + "\"}}}";
        }
        return written.getBytes(StandardCharsets.UTF_8);
    }

    private void systemResult() throws SyntaxException {
        int variant = open("SystemResult", RESULT);
        if (variant == 0) {
            int inner = open("ContractResult", RESULT);
            out.append(inner == 0 ? binary() : text());
            close();
        } else {
            structVariant(SYSTEM_ERRORS.get(open("SystemError", SYSTEM_ERROR_NAMES)));
            close();
        }
        close();
    }

    /** Takes the start of an enum value up to its content, writes it, and returns the variant's number. */
    private int open(String type, List<String> variants) throws SyntaxException {
        switch (in.peek()) {
            case '{' -> in.take();
            case '"' -> throw unitVariant(type, variants);
            case SerdeJsonReader.END -> throw in.errorAhead("EOF while parsing a value");
            default -> throw in.errorAhead("expected value");
        }
        int variant = variant(variants);
        in.colon();
        out.append("{\"").append(variants.get(variant)).append("\":");
        return variant;
    }

    private int variant(List<String> variants) throws SyntaxException {
        String name = in.string("variant identifier");
        int variant = variants.indexOf(name);
        if (variant < 0) {
            throw in.error("unknown variant `" + name + "`, expected " + alternatives(variants));
        }
        return variant;
    }

    private static String alternatives(List<String> names) {
        List<String> quoted = names.stream().map(name -> "`" + name + "`").toList();
        return quoted.size() == 2 ? String.join(" or ", quoted) : "one of " + String.join(", ", quoted);
    }

    /** A variant without content, of which there are none. Quirk: serde_json places this error nowhere. */
    private SyntaxException unitVariant(String type, List<String> variants) throws SyntaxException {
        variant(variants);
        String expected = type.equals("SystemError") ? "struct variant" : "newtype variant";
        return new SyntaxException("invalid type: unit variant, expected " + expected);
    }

    private void close() throws SyntaxException {
        switch (in.peek()) {
            case '}' -> in.take();
            case SerdeJsonReader.END -> throw in.error("EOF while parsing an object");
            default -> throw in.error("expected value");
        }
        out.append('}');
    }

    private void structVariant(Variant error) throws SyntaxException {
        String expected = "struct variant SystemError::" + error.rust();
        String[] values = new String[error.fields().size()];
        switch (in.peek()) {
            case '{' -> fieldsByName(error, values);
            case '[' -> fieldsInOrder(error, values, expected);
            case SerdeJsonReader.END -> throw in.errorAhead("EOF while parsing a value");
            default -> throw in.unexpected(expected);
        }
        List<String> written = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            written.add("\"" + error.fields().get(i).name() + "\":" + values[i]);
        }
        out.append('{').append(String.join(",", written)).append('}');
    }

    private void fieldsByName(Variant error, String[] values) throws SyntaxException {
        in.take();
        for (boolean first = true; nextKey(first); first = false) {
            String name = in.string("field identifier");
            int field = error.fields().stream().map(Field::name).toList().indexOf(name);
            if (field < 0) {
                in.colon();
                in.skip();
            } else if (values[field] != null) {
                takeEnd('}');
                throw in.error("duplicate field `" + name + "`");
            } else {
                in.colon();
                values[field] = value(error.fields().get(field).type());
            }
        }
        in.take();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                throw in.error("missing field `" + error.fields().get(i).name() + "`");
            }
        }
    }

    private boolean nextKey(boolean first) throws SyntaxException {
        int next = in.peek();
        if (next == '}') {
            return false;
        }
        if (next == SerdeJsonReader.END) {
            throw in.errorAhead("EOF while parsing an object");
        }
        if (!first) {
            if (next != ',') {
                throw in.errorAhead("expected `,` or `}`");
            }
            in.take();
            next = in.peek();
            if (next == '}') {
                throw in.errorAhead("trailing comma");
            }
            if (next == SerdeJsonReader.END) {
                throw in.errorAhead("EOF while parsing a value");
            }
        }
        if (next != '"') {
            throw in.errorAhead("key must be a string");
        }
        return true;
    }

    private void fieldsInOrder(Variant error, String[] values, String expected) throws SyntaxException {
        in.take();
        for (int i = 0; i < values.length; i++) {
            if (in.peek() == ']') {
                takeEnd(']');
                String elements = values.length == 1 ? "1 element" : values.length + " elements";
                throw in.error("invalid length " + i + ", expected " + expected + " with " + elements);
            }
            if (i > 0) {
                if (in.peek() != ',') {
                    throw in.errorAhead("expected `,` or `]`");
                }
                in.take();
            }
            values[i] = value(error.fields().get(i).type());
        }
        if (in.peek() != ']') {
            throw in.errorAhead("trailing characters");
        }
        in.take();
    }

    /** serde_json finishes the container, where it ends here, before it places an error without a place. */
    private void takeEnd(char end) {
        if (in.peek() == end) {
            in.take();
        }
    }

    private String value(FieldType type) throws SyntaxException {
        return switch (type) {
            case TEXT -> text();
            case BINARY -> binary();
            case U64 -> in.unsigned();
        };
    }

    private String text() throws SyntaxException {
        return quote(in.string("a string"));
    }

    private String binary() throws SyntaxException {
        String text = in.string("valid base64 encoded string");
        byte[] bytes = LenientBase64.decode(text).orElseThrow(() -> in.error("invalid base64: " + text));
        return '"' + Base64.getEncoder().encodeToString(bytes) + '"';
    }

    /** A JSON string as serde_json writes it: only what must be escaped is. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 0xF, 16));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
