package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.server.cli.CommandFailure;
import java.util.HexFormat;

/** Keys of a contract's state as users write them: text, or hexadecimal behind 0x. */
public final class Keys {
    private static final String HEX = "0x";

    private Keys() {}

    public static ByteString parse(String text) {
        if (!text.startsWith(HEX)) {
            return ByteString.copyFromUtf8(text);
        }
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text.substring(HEX.length())));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("not hexadecimal: " + text, e);
        }
    }
}
