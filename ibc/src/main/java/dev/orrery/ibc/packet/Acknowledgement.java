package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.orrery.ibc.GoJsonText;
import dev.orrery.ibc.IbcException;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * What an application answers to a packet.
 *
 * @param bytes as the other chain gets them
 * @param success whether what the application did stays
 */
public record Acknowledgement(byte[] bytes, boolean success) {
    private static final JsonFactory JSON = new JsonFactory();

    /** ibc-go 04-channel types/acknowledgement.go: ackErrorString. */
    private static final String SEE_EVENTS = ": error handling packet: see events for details";

    /** The envelope most applications answer in. ibc-go 04-channel: Acknowledgement. */
    public sealed interface Envelope {
        byte[] encode();
    }

    public record Result(byte[] value) implements Envelope {
        @Override
        public byte[] encode() {
            return ("{\"result\":\"" + Base64.getEncoder().encodeToString(value) + "\"}").getBytes(UTF_8);
        }
    }

    public record Failure(String text) implements Envelope {
        @Override
        public byte[] encode() {
            return ("{\"error\":" + GoJsonText.quote(text) + "}").getBytes(UTF_8);
        }
    }

    /** An envelope with nothing in it. */
    public record Nothing() implements Envelope {
        @Override
        public byte[] encode() {
            return "{}".getBytes(UTF_8);
        }
    }

    public static Acknowledgement result(byte... value) {
        return new Acknowledgement(new Result(value).encode(), true);
    }

    public static Acknowledgement error(String text) {
        return new Acknowledgement(new Failure(text).encode(), false);
    }

    /** Only the number of the failure is told: its text need not be the same on all nodes. */
    public static Acknowledgement error(IbcException failure) {
        return error("ABCI code: " + failure.kind().code() + SEE_EVENTS);
    }

    /** The same with where the number is from. */
    public static Acknowledgement errorWithCodespace(String codespace, int code) {
        return error("ABCI error: " + codespace + "/" + code + SEE_EVENTS);
    }

    /**
     * Reads an envelope; empty if the bytes are none. As lenient as the reference: keys may repeat, anything may follow. What is
     * accepted only so doesn't encode to the same bytes again.
     */
    public static Optional<Envelope> parse(byte[] bytes) {
        try (JsonParser json = JSON.createParser(new String(bytes, UTF_8))) {
            if (json.nextToken() == JsonToken.VALUE_NULL) {
                return Optional.of(new Nothing());
            }
            return json.currentToken() == JsonToken.START_OBJECT ? Optional.of(fields(json)) : Optional.empty();
        } catch (IOException | IllegalArgumentException noEnvelope) {
            return Optional.empty();
        }
    }

    private static Envelope fields(JsonParser json) throws IOException {
        Envelope envelope = new Nothing();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            boolean isNull = json.nextToken() == JsonToken.VALUE_NULL;
            if (!isNull && json.currentToken() != JsonToken.VALUE_STRING) {
                throw new IllegalArgumentException("not a text: " + key);
            }
            String value = isNull ? "" : json.getText();
            envelope = switch (key) {
                case "result" -> new Result(base64(value));
                case "error" -> new Failure(value);
                default -> throw new IllegalArgumentException("unknown key: " + key);
            };
        }
        return envelope;
    }

    /** Go passes over line ends and insists on padding, which Java's decoder doesn't. */
    private static byte[] base64(String text) {
        String digits = text.replaceAll("[\r\n]", "");
        if (digits.length() % 4 != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return Base64.getDecoder().decode(digits);
    }
}
