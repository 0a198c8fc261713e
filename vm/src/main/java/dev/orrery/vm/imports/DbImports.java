package dev.orrery.vm.imports;

import dev.orrery.vm.Storage;
import dev.orrery.vm.abi.Sections;
import dev.orrery.vm.error.CommunicationError;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import java.util.Optional;

/** The contract's own store. Hot path. */
final class DbImports {
    /** Longest key that a contract may use. Bytes. cosmwasm vm imports.rs: MAX_LENGTH_DB_KEY. */
    private static final int MAX_KEY_BYTES = 64 * 1024;

    /** Longest value that a contract may write. Bytes. cosmwasm vm imports.rs: MAX_LENGTH_DB_VALUE. */
    private static final int MAX_VALUE_BYTES = 128 * 1024;

    /** What the guest calls {@code Order::Ascending} and {@code Order::Descending}. cosmwasm std iterator.rs. */
    private static final int ASCENDING = 1;

    private static final int DESCENDING = 2;

    /** The null pointer: nothing there. */
    private static final int ABSENT = 0;

    private DbImports() {}

    static long read(Host host, long[] args) {
        byte[] key = host.memory().read((int) args[0], MAX_KEY_BYTES);
        return giveIfPresent(host, host.ask(() -> host.backend().storage().get(key)));
    }

    static long write(Host host, long[] args) {
        requireWritable(host);
        byte[] key = readForWriting(host, (int) args[0], MAX_KEY_BYTES, "Key");
        byte[] value = readForWriting(host, (int) args[1], MAX_VALUE_BYTES, "Value");
        host.ask(() -> host.backend().storage().set(key, value));
        return 0;
    }

    static long remove(Host host, long[] args) {
        requireWritable(host);
        byte[] key = host.memory().read((int) args[0], MAX_KEY_BYTES);
        host.ask(() -> host.backend().storage().remove(key));
        return 0;
    }

    static long scan(Host host, long[] args) {
        Optional<byte[]> start = host.memory().readOptional((int) args[0], MAX_KEY_BYTES);
        Optional<byte[]> end = host.memory().readOptional((int) args[1], MAX_KEY_BYTES);
        Storage.Order order = order((int) args[2]);
        return host.ask(() -> host.backend().storage().scan(start, end, order));
    }

    /** Quirk: the end is told by two empty sections, which an empty key with an empty value looks like. */
    static long next(Host host, long[] args) {
        int iterator = (int) args[0];
        byte[] answer = host.ask(() -> host.backend().storage().next(iterator))
                .map(entry -> Sections.encode(entry.key(), entry.value()))
                .orElseGet(() -> Sections.encode(new byte[0], new byte[0]));
        return host.give(answer);
    }

    static long nextKey(Host host, long[] args) {
        int iterator = (int) args[0];
        return giveIfPresent(host, host.ask(() -> host.backend().storage().nextKey(iterator)));
    }

    static long nextValue(Host host, long[] args) {
        int iterator = (int) args[0];
        return giveIfPresent(host, host.ask(() -> host.backend().storage().nextValue(iterator)));
    }

    private static long giveIfPresent(Host host, Optional<byte[]> answer) {
        return answer.isPresent() ? host.give(answer.get()) : ABSENT;
    }

    private static void requireWritable(Host host) {
        if (!host.mayWrite()) {
            throw new FailureException(new Failure.WriteAccessDenied());
        }
    }

    /** Quirk: only a write says in plain words that something is too long. */
    private static byte[] readForWriting(Host host, int pointer, int maxBytes, String what) {
        try {
            return host.memory().read(pointer, maxBytes);
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Communication communication
                    && communication.error() instanceof CommunicationError.RegionLengthTooBig tooBig) {
                throw new FailureException(new Failure.Generic(what + " too big. Tried to write " + tooBig.length()
                        + " bytes to storage, limit is " + tooBig.limit() + "."));
            }
            throw e;
        }
    }

    private static Storage.Order order(int value) {
        return switch (value) {
            case ASCENDING -> Storage.Order.ASCENDING;
            case DESCENDING -> Storage.Order.DESCENDING;
            default -> throw FailureException.communication(new CommunicationError.InvalidOrder(value));
        };
    }
}
