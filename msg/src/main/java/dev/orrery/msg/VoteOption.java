package dev.orrery.msg;

/** How to vote on a proposal. */
public enum VoteOption {
    /** The contract said nothing; only possible inside a weighted vote. */
    UNSET(""),
    YES("yes"),
    NO("no"),
    ABSTAIN("abstain"),
    NO_WITH_VETO("no_with_veto");

    private final String wireName;

    VoteOption(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
