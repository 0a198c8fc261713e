package dev.orrery.engine.run;

import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.DataSegment;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.SegmentMode;
import dev.orrery.engine.model.WasmModule;
import java.util.Optional;

/** Works out, once per module, what its own memory holds before anything runs. */
final class InitialMemory {
    private InitialMemory() {}

    /** The image of the module's own memory; empty if it defines none. */
    static Optional<MemoryImage> image(WasmModule model, int pageLimit) {
        if (model.memories().isEmpty()) {
            return Optional.empty();
        }
        ExternType.Memory memory = model.memories().getFirst();
        int minPages = Math.toIntExact(memory.limits().min());
        int maxPages = (int) Math.min(memory.limits().max().orElse(pageLimit), pageLimit);
        return Optional.of(
                dataInImage(model)
                        ? withData(model, minPages, maxPages)
                        : new MemoryImage(0, new byte[0], minPages, maxPages));
    }

    /**
     * Whether every active segment goes to a known place inside the module's own memory. Otherwise they are copied at each
     * instantiation, one after the other, since one that traps leaves the earlier ones copied.
     */
    static boolean dataInImage(WasmModule model) {
        if (model.memories().isEmpty()) {
            return false;
        }
        long size = model.memories().getFirst().limits().min() * LinearMemory.PAGE_BYTES;
        return model.data().stream()
                .filter(segment -> segment.mode() instanceof SegmentMode.Active)
                .allMatch(segment -> offset(segment) >= 0 && offset(segment) + segment.length() <= size);
    }

    private static MemoryImage withData(WasmModule model, int minPages, int maxPages) {
        long start = Long.MAX_VALUE;
        long end = 0;
        for (DataSegment segment : model.data()) {
            if (offset(segment) >= 0 && segment.length() > 0) {
                start = Math.min(start, offset(segment));
                end = Math.max(end, offset(segment) + segment.length());
            }
        }
        int first = end == 0 ? 0 : Math.toIntExact(start);
        byte[] content = new byte[Math.toIntExact(end) - first];
        for (DataSegment segment : model.data()) {
            if (offset(segment) >= 0 && segment.length() > 0) {
                int at = Math.toIntExact(offset(segment)) - first;
                System.arraycopy(model.bytes(), segment.start(), content, at, segment.length());
            }
        }
        return new MemoryImage(first, content, minPages, maxPages);
    }

    /** Where an active segment goes if that is known before linking, otherwise −1. */
    private static long offset(DataSegment segment) {
        return segment.mode() instanceof SegmentMode.Active active && active.offset() instanceof ConstExpr.Const known
                ? known.bits() & 0xFFFF_FFFFL
                : -1;
    }
}
