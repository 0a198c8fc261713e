package dev.orrery.chain;

/** Why a transaction runs. */
public enum ExecutionMode {
    /** May it enter the mempool? Only the checks before its messages run. */
    CHECK,
    /** May it stay in the mempool after a block? As {@link #CHECK}, without what can't have changed. */
    RECHECK,
    /** How much gas would it use? Everything runs, nothing stays, signatures aren't verified. */
    SIMULATE,
    PREPARE_PROPOSAL,
    PROCESS_PROPOSAL,
    /** It is part of a block. */
    FINALIZE;

    /** Do limits hold that a node sets for its own mempool? */
    public boolean isCheck() {
        return this == CHECK || this == RECHECK;
    }
}
