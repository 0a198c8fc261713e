package dev.orrery.ibc;

import java.util.List;

/** Work that is kept only if it is committed. */
public interface IbcBranch {
    IbcContext context();

    /** Keeps what was written, and passes the events on. */
    void commit();

    /** What was emitted so far; the last word of a branch that is dropped. */
    List<IbcEvent> events();
}
