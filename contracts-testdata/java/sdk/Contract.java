package sdk;

/** A contract. Implement this once, with a constructor without parameters, and the exports find it. */
public interface Contract {
    /** The first call; the message's fields are the call's. */
    Response instantiate(Call call);

    /** A call that may change the store. */
    Response execute(Call call);

    /** The answer, as JSON. */
    String query(Call call);
}
