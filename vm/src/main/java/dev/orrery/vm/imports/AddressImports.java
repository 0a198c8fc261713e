package dev.orrery.vm.imports;

import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.abi.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Addresses, as text and as bytes. A user error of the chain goes back into the contract as a text. */
final class AddressImports {
    /** Longest address as text. Bytes. cosmwasm vm imports.rs: MAX_LENGTH_HUMAN_ADDRESS. */
    private static final int MAX_HUMAN_BYTES = 256;

    /** Longest address as bytes. cosmwasm vm imports.rs: MAX_LENGTH_CANONICAL_ADDRESS. */
    private static final int MAX_CANONICAL_BYTES = 64;

    /** The null pointer where an error text could be. */
    private static final int NO_ERROR = 0;

    private AddressImports() {}

    static long validate(Host host, long[] args) {
        return withText(
                host,
                (int) args[0],
                human -> host.prices().validatesByRoundTrip()
                        ? compare(host, human)
                        : answer(host, () -> host.backend().api().validate(human), valid -> NO_ERROR));
    }

    /** How 1.x validates: a valid address is what its canonical form is written as. */
    private static long compare(Host host, String human) {
        return answer(
                host,
                () -> host.backend().api().canonicalize(human),
                canonical -> answer(
                        host,
                        () -> host.backend().api().humanize(canonical),
                        normalized ->
                                normalized.equals(human) ? NO_ERROR : giveText(host, "Address is not normalized")));
    }

    static long canonicalize(Host host, long[] args) {
        int destination = (int) args[1];
        return withText(
                host,
                (int) args[0],
                human -> answer(
                        host,
                        () -> host.backend().api().canonicalize(human),
                        canonical -> written(host, destination, canonical)));
    }

    static long humanize(Host host, long[] args) {
        byte[] canonical = host.memory().read((int) args[0], MAX_CANONICAL_BYTES);
        int destination = (int) args[1];
        return answer(
                host,
                () -> host.backend().api().humanize(canonical),
                human -> written(host, destination, human.getBytes(StandardCharsets.UTF_8)));
    }

    private static long written(Host host, int destination, byte[] address) {
        host.memory().write(destination, address);
        return NO_ERROR;
    }

    /** Reads the text at {@code pointer} for {@code use}, or answers why it is none. */
    private static long withText(Host host, int pointer, TextUse use) {
        byte[] bytes = host.memory().read(pointer, MAX_HUMAN_BYTES);
        if (bytes.length == 0) {
            return giveText(host, "Input is empty");
        }
        host.gas().charge(host.prices().host().stringFromBytes().of(bytes.length));
        Optional<String> text = Utf8.strict(bytes);
        return text.isPresent() ? use.apply(text.get()) : giveText(host, "Input is not valid UTF-8");
    }

    private static <T> long answer(Host host, Supplier<BackendResult<T>> question, ToLongFunction<T> onSuccess) {
        return switch (host.askLeniently(question)) {
            case BackendResult.Ok<T> ok -> onSuccess.applyAsLong(ok.value());
            case BackendResult.Err<T> refused -> {
                if (refused.error() instanceof BackendError.UserError error) {
                    yield giveText(host, error.message());
                }
                throw host.refusal(refused.error());
            }
        };
    }

    private static long giveText(Host host, String text) {
        return host.give(text.getBytes(StandardCharsets.UTF_8));
    }

    @FunctionalInterface
    private interface TextUse {
        long apply(String text);
    }
}
