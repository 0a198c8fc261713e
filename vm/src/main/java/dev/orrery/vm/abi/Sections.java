package dev.orrery.vm.abi;

import dev.orrery.vm.error.CommunicationError;
import dev.orrery.vm.error.FailureException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Several byte strings in one: each followed by its length as a big-endian u32, so that the list is read from its end.
 * cosmwasm vm sections.rs.
 */
public final class Sections {
    private static final int LENGTH_BYTES = Integer.BYTES;

    private Sections() {}

    public static byte[] encode(byte[]... sections) {
        int size = Arrays.stream(sections)
                .mapToInt(section -> Math.addExact(section.length, LENGTH_BYTES))
                .reduce(0, Math::addExact);
        ByteBuffer encoded = ByteBuffer.allocate(size);
        for (byte[] section : sections) {
            encoded.put(section).putInt(section.length);
        }
        return encoded.array();
    }

    /** @throws FailureException if the lengths do not add up to {@code encoded} */
    public static List<byte[]> decode(byte[] encoded) {
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        List<byte[]> sections = new ArrayList<>();
        int end = encoded.length;
        while (end >= LENGTH_BYTES) {
            int sectionEnd = end - LENGTH_BYTES;
            long length = Integer.toUnsignedLong(buffer.getInt(sectionEnd));
            if (length > sectionEnd) {
                throw invalid("section length overflow");
            }
            end = sectionEnd - (int) length;
            sections.add(Arrays.copyOfRange(encoded, end, sectionEnd));
        }
        if (end > 0) {
            throw invalid("extra data outside of any section");
        }
        Collections.reverse(sections);
        return sections;
    }

    private static FailureException invalid(String message) {
        return FailureException.communication(new CommunicationError.InvalidSection(message));
    }
}
