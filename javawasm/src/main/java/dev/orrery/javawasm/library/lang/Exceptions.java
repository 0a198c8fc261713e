package dev.orrery.javawasm.library.lang;

// The exceptions, which differ in name and parent only: one file for all of them.

class JException extends JThrowable {
    public JException() {}

    public JException(JString message) {
        super(message);
    }

    public JException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JException(JThrowable cause) {
        super(cause);
    }

    protected JException(JString message, JThrowable cause, boolean suppression, boolean stackTrace) {
        super(message, cause);
    }
}

class JError extends JThrowable {
    public JError() {}

    public JError(JString message) {
        super(message);
    }

    public JError(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JError(JThrowable cause) {
        super(cause);
    }
}

class JRuntimeException extends JException {
    public JRuntimeException() {}

    public JRuntimeException(JString message) {
        super(message);
    }

    public JRuntimeException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JRuntimeException(JThrowable cause) {
        super(cause);
    }

    protected JRuntimeException(JString message, JThrowable cause, boolean suppression, boolean stackTrace) {
        super(message, cause);
    }
}

class JIllegalArgumentException extends JRuntimeException {
    public JIllegalArgumentException() {}

    public JIllegalArgumentException(JString message) {
        super(message);
    }

    public JIllegalArgumentException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JIllegalArgumentException(JThrowable cause) {
        super(cause);
    }
}

class JNumberFormatException extends JIllegalArgumentException {
    public JNumberFormatException() {}

    public JNumberFormatException(JString message) {
        super(message);
    }

    public JNumberFormatException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JNumberFormatException(JThrowable cause) {
        super(cause);
    }
}

class JIllegalStateException extends JRuntimeException {
    public JIllegalStateException() {}

    public JIllegalStateException(JString message) {
        super(message);
    }

    public JIllegalStateException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JIllegalStateException(JThrowable cause) {
        super(cause);
    }
}

class JUnsupportedOperationException extends JRuntimeException {
    public JUnsupportedOperationException() {}

    public JUnsupportedOperationException(JString message) {
        super(message);
    }

    public JUnsupportedOperationException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JUnsupportedOperationException(JThrowable cause) {
        super(cause);
    }
}

class JArithmeticException extends JRuntimeException {
    public JArithmeticException() {}

    public JArithmeticException(JString message) {
        super(message);
    }

    public JArithmeticException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JArithmeticException(JThrowable cause) {
        super(cause);
    }
}

class JIndexOutOfBoundsException extends JRuntimeException {
    public JIndexOutOfBoundsException() {}

    public JIndexOutOfBoundsException(JString message) {
        super(message);
    }

    public JIndexOutOfBoundsException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JIndexOutOfBoundsException(JThrowable cause) {
        super(cause);
    }
}

class JNullPointerException extends JRuntimeException {
    public JNullPointerException() {}

    public JNullPointerException(JString message) {
        super(message);
    }

    public JNullPointerException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JNullPointerException(JThrowable cause) {
        super(cause);
    }
}

class JClassCastException extends JRuntimeException {
    public JClassCastException() {}

    public JClassCastException(JString message) {
        super(message);
    }

    public JClassCastException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JClassCastException(JThrowable cause) {
        super(cause);
    }
}

class JLinkageError extends JError {
    public JLinkageError() {}

    public JLinkageError(JString message) {
        super(message);
    }

    public JLinkageError(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JLinkageError(JThrowable cause) {
        super(cause);
    }
}

class JNoSuchFieldError extends JLinkageError {
    public JNoSuchFieldError() {}

    public JNoSuchFieldError(JString message) {
        super(message);
    }

    public JNoSuchFieldError(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JNoSuchFieldError(JThrowable cause) {
        super(cause);
    }
}

class JMatchException extends JRuntimeException {
    public JMatchException() {}

    public JMatchException(JString message) {
        super(message);
    }

    public JMatchException(JString message, JThrowable cause) {
        super(message, cause);
    }

    public JMatchException(JThrowable cause) {
        super(cause);
    }
}
