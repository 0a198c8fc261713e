package dev.orrery.msg;

/** For which outcome of a sub-message the contract wants a reply. */
public enum ReplyOn {
    /** The contract said nothing. */
    UNSET(""),
    ALWAYS("always"),
    SUCCESS("success"),
    ERROR("error"),
    NEVER("never");

    private final String wireName;

    ReplyOn(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
