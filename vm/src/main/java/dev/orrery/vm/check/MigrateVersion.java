package dev.orrery.vm.check;

import dev.orrery.engine.ModuleOutline;
import dev.orrery.engine.model.CustomSection;
import dev.orrery.vm.abi.Utf8;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import java.util.Arrays;
import java.util.Optional;

/** A contract's version of its own state: decimal digits in a custom section. cosmwasm vm parsed_wasm.rs. */
public final class MigrateVersion {
    private static final String SECTION = "cw_migrate_version";

    private MigrateVersion() {}

    /** The version that the last such section of the module states; unsigned. */
    public static Optional<Long> of(byte[] wasm, ModuleOutline module) {
        return module.customSections().stream()
                .flatMap(section -> of(wasm, section).stream())
                .reduce((earlier, last) -> last);
    }

    /**
     * The version in {@code section}, if that is what the section is for; unsigned.
     *
     * @throws FailureException if it holds no number
     */
    static Optional<Long> of(byte[] wasm, CustomSection section) {
        if (!section.name().equals(SECTION)) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(wasm, section.start(), section.start() + section.length());
        Optional<String> fault = Utf8.fault(content);
        if (fault.isPresent()) {
            throw refused(fault.get());
        }
        return Optional.of(parse(content));
    }

    /** Rust's {@code str::parse::<u64>}: one plus sign may stand in front. */
    private static long parse(byte[] digits) {
        if (digits.length == 0) {
            throw refused("cannot parse integer from empty string");
        }
        int start = digits.length > 1 && digits[0] == '+' ? 1 : 0;
        long value = 0;
        for (int i = start; i < digits.length; i++) {
            int digit = digits[i] - '0';
            if (digit < 0 || digit > 9) {
                throw refused("invalid digit found in string");
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 10)) > 0) {
                throw refused("number too large to fit in target type");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static FailureException refused(String reason) {
        return new FailureException(new Failure.StaticValidation(reason));
    }
}
