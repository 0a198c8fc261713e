package dev.orrery.vm.check.compare;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages modules: bytes, lengths and whole sections. */
final class Mutants {
    private static final int HEADER_BYTES = 8;

    /** Bytes that mean something in many places: prefixes, forms, types, flags, ends, the edges of LEB128. */
    private static final int[] TELLING = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0A, 0x0B, 0x0C, 0x0E, 0x10, 0x11, 0x12, 0x1B, 0x1C,
                0x1F,
        0x20, 0x23, 0x25, 0x26, 0x28, 0x36, 0x3F, 0x40, 0x41, 0x42, 0x4E, 0x4F, 0x50, 0x5E, 0x5F, 0x60, 0x63, 0x64,
                0x65,
        0x69, 0x6A, 0x6E, 0x6F, 0x70, 0x71, 0x74, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F, 0x80, 0x81, 0xC0, 0xC4, 0xD0, 0xD1,
                0xD2,
        0xD3, 0xD6, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF
    };

    private final RandomGenerator random;

    Mutants(RandomGenerator random) {
        this.random = random;
    }

    /** A copy of {@code module} with one to four faults. */
    byte[] of(byte[] module) {
        byte[] mutant = module;
        int faults = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < faults; i++) {
            mutant = spoil(mutant);
        }
        return mutant;
    }

    private byte[] spoil(byte[] module) {
        if (module.length == 0) {
            return new byte[] {telling()};
        }
        return switch (random.nextInt(10)) {
            case 0 -> replaced(module, place(module), 0, new byte[] {telling()});
            case 1 -> replaced(module, place(module), 1, new byte[0]);
            case 2 -> Arrays.copyOf(module, place(module));
            case 3 -> sections(module);
            case 4 -> inSection(module);
            case 5 -> {
                int at = place(module);
                yield replaced(module, at, 1, new byte[] {(byte) (module[at] ^ (1 << random.nextInt(8)))});
            }
            case 6 -> {
                int at = place(module);
                yield replaced(module, at, 1, new byte[] {(byte) (module[at] + (random.nextBoolean() ? 1 : -1))});
            }
            default -> replaced(module, place(module), 1, new byte[] {telling()});
        };
    }

    private byte telling() {
        return (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : TELLING[random.nextInt(TELLING.length)]);
    }

    /** More often near the front, where the structure is. */
    private int place(byte[] module) {
        int bound = random.nextInt(3) == 0 ? Math.min(module.length, 600) : module.length;
        return random.nextInt(bound);
    }

    /** Swaps, repeats or drops a section. */
    private byte[] sections(byte[] module) {
        List<byte[]> sections = split(module);
        if (sections.size() < 2) {
            return module;
        }
        int one = random.nextInt(sections.size());
        int other = random.nextInt(sections.size());
        switch (random.nextInt(3)) {
            case 0 -> Collections.swap(sections, one, other);
            case 1 -> sections.add(other, sections.get(one));
            default -> sections.remove(one);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(module, 0, Math.min(HEADER_BYTES, module.length));
        sections.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Changes the content of a section and keeps its length right, so that the fault is in the content alone. */
    private byte[] inSection(byte[] module) {
        List<byte[]> sections = split(module);
        if (sections.isEmpty()) {
            return module;
        }
        int index = random.nextInt(sections.size());
        byte[] section = sections.get(index);
        int contentAt = contentStart(section);
        if (contentAt >= section.length) {
            return module;
        }
        byte[] content = Arrays.copyOfRange(section, contentAt, section.length);
        int at = random.nextInt(content.length);
        byte[] changed = switch (random.nextInt(3)) {
            case 0 -> replaced(content, at, 0, new byte[] {telling()});
            case 1 -> replaced(content, at, 1, new byte[0]);
            default -> replaced(content, at, Math.min(2, content.length - at), new byte[] {telling(), telling()});
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(section[0]);
        for (int rest = changed.length; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write(rest);
                break;
            }
            out.write((rest & 0x7F) | 0x80);
        }
        out.writeBytes(changed);
        sections.set(index, out.toByteArray());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(module, 0, HEADER_BYTES);
        sections.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    /** The sections with their headers; what can't be read as one ends the list. */
    private static List<byte[]> split(byte[] module) {
        List<byte[]> sections = new ArrayList<>();
        int at = HEADER_BYTES;
        while (at < module.length) {
            int contentAt = at + contentStart(Arrays.copyOfRange(module, at, Math.min(module.length, at + 6)));
            long length = 0;
            for (int i = at + 1, shift = 0; i < contentAt && i < module.length; i++, shift += 7) {
                length |= (long) (module[i] & 0x7F) << shift;
            }
            if (contentAt + length > module.length) {
                break;
            }
            sections.add(Arrays.copyOfRange(module, at, (int) (contentAt + length)));
            at = (int) (contentAt + length);
        }
        return sections;
    }

    /** Behind the id and the length. */
    private static int contentStart(byte[] section) {
        int at = 1;
        while (at < section.length && (section[at] & 0x80) != 0) {
            at++;
        }
        return at + 1;
    }

    private static byte[] replaced(byte[] module, int at, int length, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(module, 0, at);
        out.writeBytes(by);
        out.write(module, at + length, module.length - at - length);
        return out.toByteArray();
    }
}
