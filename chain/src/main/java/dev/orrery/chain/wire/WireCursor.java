package dev.orrery.chain.wire;

import java.util.Arrays;

/** Walks the fields of an encoded message without knowing its type. Errors are worded as Go's protowire words them. */
public final class WireCursor {
    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int START_GROUP = 3;
    public static final int END_GROUP = 4;
    public static final int FIXED32 = 5;

    private static final int MAX_VARINT_BYTES = 10;
    private static final long MAX_FIELD_NUMBER = (1L << 29) - 1;

    /** Groups inside groups; nothing of ours has any. */
    private static final int MAX_GROUP_DEPTH = 100;

    private final byte[] bytes;
    private final int end;
    private int position;

    public WireCursor(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private WireCursor(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** A field's number and wire type. */
    public record Tag(int number, int type) {}

    /** Why reading stopped, in Go's words. */
    public static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(String text) {
            super(text, null, false, false);
        }
    }

    public boolean atEnd() {
        return position == end;
    }

    public int position() {
        return position;
    }

    public Tag readTag() {
        long tag = readVarint();
        long number = tag >>> 3;
        if (number < 1 || number > MAX_FIELD_NUMBER) {
            throw new MalformedException("proto: invalid field number");
        }
        return new Tag((int) number, (int) (tag & 7));
    }

    /** Unsigned. */
    public long readVarint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (position == end) {
                throw new MalformedException("unexpected EOF");
            }
            byte b = bytes[position++];
            if (i == MAX_VARINT_BYTES - 1 && b > 1) {
                break;
            }
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedException("proto: variable length integer overflow");
    }

    /** The content of a length-delimited field. */
    public WireCursor readBytes() {
        int length = readLength();
        WireCursor content = new WireCursor(bytes, position, position + length);
        position += length;
        return content;
    }

    /** What is left, as a copy. */
    public byte[] toArray() {
        return Arrays.copyOfRange(bytes, position, end);
    }

    public void skip(Tag tag) {
        skip(tag, 0);
    }

    private void skip(Tag tag, int depth) {
        switch (tag.type()) {
            case VARINT -> readVarint();
            case FIXED64 -> skipBytes(8);
            case BYTES -> skipBytes(readLength());
            case START_GROUP -> skipGroup(tag.number(), depth);
            case END_GROUP -> throw new MalformedException("proto: mismatching end group marker");
            case FIXED32 -> skipBytes(4);
            default -> throw new MalformedException("proto: cannot parse reserved wire type");
        }
    }

    private void skipGroup(int number, int depth) {
        if (depth == MAX_GROUP_DEPTH) {
            throw new MalformedException("proto: parse error");
        }
        Tag tag = readTag();
        while (tag.type() != END_GROUP) {
            skip(tag, depth + 1);
            tag = readTag();
        }
        if (tag.number() != number) {
            throw new MalformedException("proto: mismatching end group marker");
        }
    }

    private int readLength() {
        long length = readVarint();
        if (length < 0 || length > end - position) {
            throw new MalformedException("unexpected EOF");
        }
        return (int) length;
    }

    private void skipBytes(int count) {
        if (count > end - position) {
            throw new MalformedException("unexpected EOF");
        }
        position += count;
    }
}
