package dev.orrery.ibc;

/** Where events go. */
@FunctionalInterface
public interface EventSink {
    void emit(IbcEvent event);

    /** Emits an event and, as the reference does after each, who it is from. */
    default void emit(IbcEvent event, String module) {
        emit(event);
        emit(IbcEvent.of("message", "module", module));
    }
}
