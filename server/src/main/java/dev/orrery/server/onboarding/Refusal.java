package dev.orrery.server.onboarding;

/** What was asked for is not given; the message says why, the status is HTTP's. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
