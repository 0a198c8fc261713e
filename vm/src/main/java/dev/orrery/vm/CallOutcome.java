package dev.orrery.vm;

/** The end of a call; the gas report is there either way. */
public sealed interface CallOutcome {
    GasReport gas();

    /** The contract returned; {@code output} is what it wrote, usually JSON that may itself say {@code error}. */
    record Returned(byte[] output, GasReport gas) implements CallOutcome {}

    /** The call failed before the contract could return. */
    record Failed(VmError error, GasReport gas) implements CallOutcome {}
}
