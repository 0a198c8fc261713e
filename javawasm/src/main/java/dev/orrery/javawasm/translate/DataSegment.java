package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.LibraryMethods;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What memory holds when a call begins: the string literals, each once, as objects. The heap begins behind it. */
final class DataSegment {
    /** Four bytes that are always zero: the class number of nothing. Nothing else is kept below {@link #START}. */
    static final int ZERO = 8;

    static final int START = 16;
    private static final int ALIGNMENT = 8;

    private final Layout layout;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final Map<String, Integer> strings = new HashMap<>();

    DataSegment(Layout layout) {
        this.layout = layout;
    }

    /** Address of the string. */
    int string(String text) {
        Integer known = strings.get(text);
        if (known == null) {
            known = place(text);
            strings.put(text, known);
        }
        return known;
    }

    private int place(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int array = append(little(8 + utf8.length)
                .putInt(layout.number("[B"))
                .putInt(utf8.length)
                .put(utf8));
        ByteBuffer object = little(layout.fieldsOf(LibraryMethods.STRING).bytes());
        object.putInt(0, layout.number(LibraryMethods.STRING));
        object.putInt(layout.offset(LibraryMethods.STRING, "utf8"), array);
        return append(object);
    }

    /** Address of a table of addresses. */
    int table(int[] addresses) {
        ByteBuffer table = little(4 * addresses.length);
        for (int address : addresses) {
            table.putInt(address);
        }
        return append(table);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int append(ByteBuffer bytes) {
        while (content.size() % 4 != 0) {
            content.write(0);
        }
        int address = START + content.size();
        bytes.rewind();
        while (bytes.hasRemaining()) {
            content.write(bytes.get());
        }
        return address;
    }

    byte[] content() {
        return content.toByteArray();
    }

    /** First address that is free for the heap. */
    int end() {
        return (START + content.size() + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
