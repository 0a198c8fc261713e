package dev.orrery.javawasm.library.lang;

import dev.orrery.javawasm.library.Memory;

/** Above all exceptions. They know their text and their cause, not where they come from. */
public class JThrowable {
    private final JString message;
    private final JThrowable cause;

    public JThrowable() {
        this(null, null);
    }

    public JThrowable(JString message) {
        this(message, null);
    }

    public JThrowable(JString message, JThrowable cause) {
        this.message = message;
        this.cause = cause;
    }

    public JThrowable(JThrowable cause) {
        this(cause == null ? null : (JString) (Object) cause.toString(), cause);
    }

    protected JThrowable(JString message, JThrowable cause, boolean suppression, boolean stackTrace) {
        this(message, cause);
    }

    public JString getMessage() {
        return message;
    }

    public JThrowable getCause() {
        return cause;
    }

    @Override
    public String toString() {
        JString name = Memory.exceptionName(this);
        if (message == null) {
            return (String) (Object) name;
        }
        return new JStringBuilder()
                .append(name)
                .append((JString) (Object) ": ")
                .append(message)
                .toString();
    }
}
