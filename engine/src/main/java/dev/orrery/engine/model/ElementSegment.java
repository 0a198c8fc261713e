package dev.orrery.engine.model;

import java.util.List;

/** One entry of the element section. */
public record ElementSegment(SegmentMode mode, ValType type, List<ConstExpr> elements) {
    public ElementSegment {
        elements = List.copyOf(elements);
    }
}
