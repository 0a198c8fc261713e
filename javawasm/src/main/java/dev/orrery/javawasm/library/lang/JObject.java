package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** The top of all classes. There is no {@code getClass}, and nothing to wait for. */
public class JObject {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    /** The address: no two objects share it, and none moves. */
    @Override
    public int hashCode() {
        return Memory.addressOf(this);
    }

    @Override
    public String toString() {
        return new JStringBuilder()
                .append((JString) (Object) "Object@")
                .append(hashCode())
                .toString();
    }
}
