package sdk;

/** The contract says no. Thrown from anywhere, it becomes the error of the call, and everything the call did is undone. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String reason) {
        super(reason);
    }
}
