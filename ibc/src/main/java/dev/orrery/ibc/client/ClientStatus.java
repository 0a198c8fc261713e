package dev.orrery.ibc.client;

/** Whether a client may be used. ibc-go modules/core/exported: Status. */
public enum ClientStatus {
    ACTIVE("Active"),
    FROZEN("Frozen"),
    EXPIRED("Expired"),
    UNKNOWN("Unknown"),
    UNAUTHORIZED("Unauthorized");

    private final String word;

    ClientStatus(String word) {
        this.word = word;
    }

    /** As in answers and error texts. */
    public String word() {
        return word;
    }
}
