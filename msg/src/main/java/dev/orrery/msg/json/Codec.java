package dev.orrery.msg.json;

/**
 * How one Go type appears in JSON: reads it with Go's leniency, writes Go's bytes. Immutable, any thread.
 *
 * @param <T> the Java value that stands for the Go type
 */
public interface Codec<T> {
    /** The type's name as Go prints it in error texts, such as {@code []types.SubMsg}. */
    String goType();

    /** What Go's decoder leaves in a field that is absent. */
    T zero();

    /**
     * Reads the value under the cursor on top of {@code previous}. Go decodes into existing memory: a repeated key
     * merges into the object read before, and null leaves a number or struct as it was.
     */
    T read(JsonReader in, T previous);

    void write(JsonWriter out, T value);

    /** Whether Go's {@code omitempty} leaves the field out; structs are never empty. */
    default boolean isEmpty(T value) {
        return false;
    }
}
