package dev.orrery.server.lane;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Linux's futex(2): sleeps until somebody else, in any process, says that a word of memory has changed. Hot path. There is no
 * function for it in libc, so it goes through {@code syscall}.
 */
final class Futex {
    private static final long WAIT = 0;
    private static final long WAKE = 1;

    /** Longest sleep: whoever wakes then looks around again, so that a wake-up lost by a peer's fault costs no more. */
    private static final long NAP_SECONDS = 1;

    /** A timespec: seconds, nanoseconds. */
    private static final MemorySegment NAP = Arena.global().allocateFrom(ValueLayout.JAVA_LONG, NAP_SECONDS, 0);

    private final MethodHandle syscall;
    private final long number;

    private Futex(MethodHandle syscall, long number) {
        this.syscall = syscall;
        this.number = number;
    }

    /** Empty where there is no futex, or none that we know the number of. */
    @SuppressWarnings("restricted")
    static Optional<Futex> find() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Optional<Long> number = switch (System.getProperty("os.arch")) {
            case "amd64" -> Optional.of(202L);
            case "aarch64" -> Optional.of(98L);
            default -> Optional.empty();
        };
        Linker linker = Linker.nativeLinker();
        return number.flatMap(n -> linker.defaultLookup()
                .find("syscall")
                .map(function -> new Futex(
                        linker.downcallHandle(
                                function,
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.ADDRESS),
                                Linker.Option.firstVariadicArg(1)),
                        n)));
    }

    /** Sleeps if the word is {@code expected}, until it is woken, at most a second. */
    void await(MemorySegment word, int expected) {
        call(word, WAIT, expected, NAP);
    }

    /** Wakes who sleeps on the word. */
    void wake(MemorySegment word) {
        call(word, WAKE, 1, MemorySegment.NULL);
    }

    /** What it returns is of no use: the caller looks at the memory again in every case. */
    private void call(MemorySegment word, long operation, long value, MemorySegment patience) {
        try {
            long _ = (long) syscall.invokeExact(number, word, operation, value, patience);
        } catch (Throwable e) {
            throw new IllegalStateException("syscall has no other arguments", e);
        }
    }
}
