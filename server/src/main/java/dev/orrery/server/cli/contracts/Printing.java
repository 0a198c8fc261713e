package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.orrery.proto.contracts.v1.Attribute;
import dev.orrery.proto.contracts.v1.CallResult;
import dev.orrery.proto.contracts.v1.EmittedMessage;
import dev.orrery.proto.contracts.v1.Event;
import dev.orrery.proto.contracts.v1.Gas;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** How answers look in a terminal, and as JSON for programs. */
final class Printing {
    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().omittingInsignificantWhitespace().preservingProtoFieldNames();

    private Printing() {}

    /** Protobuf's JSON in one line: bytes are base64, 64-bit numbers are strings. */
    static String json(Message answer) {
        try {
            return JSON.print(answer);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no Any in an answer", e);
        }
    }

    static void result(PrintWriter out, CallResult result) {
        if (result.hasData()) {
            line(out, "data", text(result.getData()));
        }
        for (Event event : result.getEventsList()) {
            line(out, "event", event.getType() + "  " + attributes(event));
        }
        for (EmittedMessage message : result.getMessagesList()) {
            line(
                    out,
                    "emits",
                    message.getMessage() + "  (id " + message.getId() + ", reply " + message.getReplyOn() + ")");
        }
        line(out, "gas", gas(result.getGas()));
        line(out, "block", Long.toUnsignedString(result.getBlock().getHeight()));
    }

    static String gas(Gas gas) {
        return grouped(gas.getUsedInternally()) + " in the VM, " + grouped(gas.getUsedExternally())
                + " for storage and queries; " + grouped(gas.getSdkUsed()) + " SDK gas on a chain";
    }

    static void line(PrintWriter out, String name, String value) {
        out.println(name + " ".repeat(Math.max(1, 9 - name.length())) + value);
    }

    /** As text where it is text, else in hexadecimal. */
    static String text(ByteString bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? hex(bytes) : text;
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
    }

    static String hex(ByteString bytes) {
        return "0x" + HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static String attributes(Event event) {
        return event.getAttributesList().stream().map(Printing::attribute).collect(Collectors.joining("  "));
    }

    private static String attribute(Attribute attribute) {
        return attribute.getKey() + "=" + attribute.getValue();
    }

    private static String grouped(long unsigned) {
        return unsigned < 0 ? Long.toUnsignedString(unsigned) : String.format(Locale.ROOT, "%,d", unsigned);
    }
}
