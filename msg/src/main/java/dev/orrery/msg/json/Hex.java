package dev.orrery.msg.json;

import static dev.orrery.msg.json.Scalars.STRING;

import dev.orrery.msg.Bytes;
import java.util.HexFormat;

/** Bytes that wasmvm writes in hexadecimal. */
final class Hex {
    /** SHA-256 of a code. Bytes. wasmvm checksum.go: ChecksumLen. */
    private static final int CHECKSUM_BYTES = 32;

    private static final HexFormat LOWER_CASE = HexFormat.of();

    static final Codec<Bytes> CHECKSUM = new ChecksumCodec(Containers.selfDecoding(STRING));

    private Hex() {}

    private record ChecksumCodec(Codec<String> text) implements Codec<Bytes> {
        @Override
        public String goType() {
            return "types.Checksum";
        }

        @Override
        public Bytes zero() {
            return Bytes.EMPTY;
        }

        @Override
        public Bytes read(JsonReader in, Bytes previous) {
            byte[] checksum = parse(text.read(in, ""));
            if (checksum.length != CHECKSUM_BYTES) {
                throw JsonReader.abort("got wrong number of bytes for checksum");
            }
            return Bytes.of(checksum);
        }

        private static byte[] parse(String text) {
            for (int c : text.codePoints().toArray()) {
                if (!HexFormat.isHexDigit(c)) {
                    throw JsonReader.abort("encoding/hex: invalid byte: " + GoText.quoteRune(c));
                }
            }
            if (text.length() % 2 != 0) {
                throw JsonReader.abort("encoding/hex: odd length hex string");
            }
            return LOWER_CASE.parseHex(text);
        }

        @Override
        public void write(JsonWriter out, Bytes value) {
            out.string(LOWER_CASE.formatHex(value.toArray()));
        }
    }
}
