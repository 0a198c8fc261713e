package dev.orrery.javawasm.samples;

/** Exceptions that are thrown and caught. */
public final class Exceptions {
    private Exceptions() {}

    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(String text, int code) {
            super(text);
            this.code = code;
        }
    }

    private static long risky(long a, long b) throws Refused {
        if ((a & 3) == 1) {
            throw new Refused("refused " + b, (int) b);
        }
        if ((a & 3) == 2) {
            throw new IllegalStateException("state " + a);
        }
        return a + b;
    }

    private static long nested(long a, long b, StringBuilder log) throws Refused {
        log.append('(');
        try {
            log.append(risky(a, b));
            return risky(a >> 2, b);
        } finally {
            log.append(')');
        }
    }

    @Export("caught")
    public static long caught(long a, long b) {
        StringBuilder log = new StringBuilder();
        long result = 0;
        for (int i = 0; i < 3; i++) {
            try {
                result += nested(a >> i, b, log) * 3 + risky(a >> (i + 1), b);
            } catch (Refused e) {
                result += e.code + e.getMessage().length();
                continue;
            } catch (IllegalStateException | ArithmeticException e) {
                log.append(e.getMessage());
            } finally {
                result *= 5;
            }
            log.append(i);
        }
        return result * 31 + log.toString().hashCode();
    }

    @Export("rethrown")
    public static long rethrown(long a, long b) {
        try {
            try {
                return risky(a, b);
            } catch (Refused e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        } catch (IllegalArgumentException e) {
            return e.getCause() instanceof Refused refused ? refused.code : -1;
        } catch (RuntimeException e) {
            return e.getMessage().hashCode();
        }
    }

    @Export("exact")
    public static long exact(long a, long b) {
        try {
            return Math.addExact(a, b) - Math.subtractExact(b, a) + Math.toIntExact(a);
        } catch (ArithmeticException e) {
            return e.getMessage().length();
        }
    }

    @Export("resources")
    public static long resources(long a, long b) {
        StringBuilder log = new StringBuilder();
        long result = 0;
        try {
            result = inner(log, a, b);
        } catch (Refused e) {
            log.append("caught");
        } catch (RuntimeException e) {
            log.append(e.getMessage());
        }
        return result ^ log.toString().hashCode();
    }

    private static long inner(StringBuilder log, long a, long b) throws Refused {
        int step = 0;
        try {
            step = 1;
            long first = risky(a, b);
            step = 2;
            return first + risky(b, a);
        } finally {
            log.append("step ").append(step);
        }
    }
}
