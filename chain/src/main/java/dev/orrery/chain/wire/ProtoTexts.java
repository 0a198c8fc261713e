package dev.orrery.chain.wire;

import com.google.protobuf.InvalidProtocolBufferException;

/** What Go says about malformed protobuf. */
final class ProtoTexts {
    private ProtoTexts() {}

    /** Go's generated code ends most complaints with {@code unexpected EOF}; finer shades are not told apart. */
    static String of(InvalidProtocolBufferException e) {
        String java = String.valueOf(e.getMessage());
        if (java.contains("too many levels of nesting")) {
            return "recursion limit reached";
        }
        if (java.contains("UTF-8")) {
            return "string field contains invalid UTF-8";
        }
        return "unexpected EOF";
    }
}
