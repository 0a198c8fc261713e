package dev.orrery.testkit.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A module as a list of sections, as far as it can be read so. */
public record Sections(byte[] header, List<Section> sections, byte[] rest) {
    private static final int HEADER_BYTES = 8;

    public record Section(int id, byte[] content) {}

    public static Sections of(byte[] module) {
        int at = Math.min(HEADER_BYTES, module.length);
        byte[] header = Arrays.copyOf(module, at);
        List<Section> sections = new ArrayList<>();
        while (at < module.length) {
            long length = 0;
            int contentAt = at + 1;
            for (int shift = 0; contentAt < module.length && shift <= 28; shift += 7) {
                int next = module[contentAt++];
                length |= (long) (next & 0x7F) << shift;
                if ((next & 0x80) == 0) {
                    break;
                }
            }
            if (contentAt + length > module.length) {
                break;
            }
            int end = (int) (contentAt + length);
            sections.add(new Section(module[at], Arrays.copyOfRange(module, contentAt, end)));
            at = end;
        }
        return new Sections(header, sections, Arrays.copyOfRange(module, at, module.length));
    }

    public byte[] toModule() {
        Bytes module = new Bytes().raw(header);
        for (Section section : sections) {
            module.raw(section.id()).sized(section.content());
        }
        return module.raw(rest).toArray();
    }
}
