package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Height;
import java.util.HexFormat;

/** Values as Go's {@code fmt} writes them in the texts of refusals. */
final class Texts {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Texts() {}

    static String hex(ByteString bytes) {
        return UPPER.formatHex(bytes.toByteArray());
    }

    static String hex(byte[] bytes) {
        return UPPER.formatHex(bytes);
    }

    /** Quirk: some texts print a height as a number, which for a struct means its fields. */
    static String fields(Height height) {
        return "{" + Long.toUnsignedString(height.revision()) + " " + Long.toUnsignedString(height.number()) + "}";
    }
}
