package dev.orrery.testkit.wasm;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages modules: bytes, lengths and whole sections. */
public final class Mutants {
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

    /** Types, functions, a table, a memory and globals for what follows to refer to. */
    private static final List<Sections.Section> FRONT = List.of(
            section(1, 3, 0x60, 0, 0, 0x60, 1, 0x7F, 1, 0x7F, 0x60, 2, 0x7F, 0x7E, 1, 0x7E),
            section(3, 1, 0),
            section(4, 1, 0x70, 1, 4, 9),
            section(5, 1, 0, 1),
            section(6, 2, 0x7F, 1, 0x41, 0, 0x0B, 0x7E, 0, 0x42, 0, 0x0B),
            section(9, 1, 0, 0x41, 0, 0x0B, 1, 0));

    private static Sections.Section section(int id, int... content) {
        return new Sections.Section(id, new Bytes().raw(content).toArray());
    }

    private final RandomGenerator random;

    public Mutants(RandomGenerator random) {
        this.random = random;
    }

    /** A copy of {@code module} with one to four faults. */
    public byte[] of(byte[] module) {
        byte[] mutant = module;
        int faults = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < faults; i++) {
            mutant = spoil(mutant);
        }
        return mutant;
    }

    /** A module whose last section is made of bytes that mean something in many places. */
    public byte[] guess() {
        Bytes module = new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
        for (Sections.Section section : FRONT.subList(0, random.nextInt(FRONT.size() + 1))) {
            module.raw(section.id()).sized(section.content());
        }
        Bytes content = new Bytes().raw(1 + random.nextInt(2));
        for (int i = random.nextInt(14); i >= 0; i--) {
            content.raw(telling());
        }
        return module.raw(random.nextInt(14)).sized(content.toArray()).toArray();
    }

    /** A module with one body made of such bytes. */
    public byte[] guessBody() {
        Bytes module = new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
        for (Sections.Section section : FRONT) {
            module.raw(section.id()).sized(section.content());
        }
        Bytes body = new Bytes().raw(random.nextInt(4) == 0 ? 1 : 0);
        for (int i = random.nextInt(20); i >= 0; i--) {
            body.raw(telling());
        }
        byte[] code = body.raw(0x0B).toArray();
        return module.raw(10).sized(new Bytes().raw(1).sized(code).toArray()).toArray();
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
        Sections split = Sections.of(module);
        List<Sections.Section> sections = split.sections();
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
        return split.toModule();
    }

    /** Changes the content of a section and keeps its length right, so that the fault is in the content alone. */
    private byte[] inSection(byte[] module) {
        Sections split = Sections.of(module);
        List<Sections.Section> sections = split.sections();
        if (sections.isEmpty()) {
            return module;
        }
        int index = random.nextInt(sections.size());
        byte[] content = sections.get(index).content();
        if (content.length == 0) {
            return module;
        }
        int at = random.nextInt(content.length);
        byte[] changed = switch (random.nextInt(3)) {
            case 0 -> replaced(content, at, 0, new byte[] {telling()});
            case 1 -> replaced(content, at, 1, new byte[0]);
            default -> replaced(content, at, Math.min(2, content.length - at), new byte[] {telling(), telling()});
        };
        sections.set(index, new Sections.Section(sections.get(index).id(), changed));
        return split.toModule();
    }

    private static byte[] replaced(byte[] module, int at, int length, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(module, 0, at);
        out.writeBytes(by);
        out.write(module, at + length, module.length - at - length);
        return out.toByteArray();
    }
}
