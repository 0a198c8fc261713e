package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Bytes as Go's {@code %X} writes them in the texts of refusals. */
final class Hex {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Hex() {}

    static String of(byte[] bytes) {
        return UPPER.formatHex(bytes);
    }

    static String of(ByteString bytes) {
        return of(bytes.toByteArray());
    }
}
