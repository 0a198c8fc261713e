package dev.orrery.chain.wasm;

import dev.orrery.chain.gas.GasMeter;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.Event;
import dev.orrery.msg.Reply;
import java.util.List;

/**
 * What contracts cost, in SDK gas, and how that converts to the VM's gas. wasmd x/wasm/types/gas_register.go with its default
 * prices; keeper/api.go for addresses and results.
 */
final class GasRegister {
    /** VM gas for one SDK gas. */
    static final long MULTIPLIER = 140_000;

    /** A meter or call without limit. */
    static final long UNLIMITED = GasMeter.UNLIMITED;

    /** VM gas for each byte of a contract's answer that is read. */
    static final long DESERIALIZE_PER_BYTE = MULTIPLIER;

    /** VM gas for each byte of uploaded code. wasmvm lib_libwasmvm.go: compileCost. */
    static final long COMPILE_PER_BYTE = 3 * MULTIPLIER;

    static final long PIN = 500_000;
    static final long UNPIN = 500_000;

    private static final long INSTANCE = 60_000;
    private static final long INSTANCE_DISCOUNTED = 2_000;
    private static final long EVENT = 20;
    private static final long ATTRIBUTE = 10;
    private static final long ATTRIBUTE_BYTE = 1;
    private static final long FREE_ATTRIBUTE_BYTES = 100;
    private static final long UNCOMPRESS_NUMERATOR = 15;
    private static final long UNCOMPRESS_DENOMINATOR = 100;

    private GasRegister() {}

    /**
     * VM gas for SDK gas.
     *
     * @throws GasMeter.GasOverflowException as the reference panics; it takes only a result below its argument for an overflow
     */
    static long toVm(long sdkGas) {
        long vmGas = sdkGas * MULTIPLIER;
        if (Long.compareUnsigned(vmGas, sdkGas) < 0) {
            throw new GasMeter.GasOverflowException("ToWasmVMGas");
        }
        return vmGas;
    }

    /** SDK gas for VM gas, rounded down. */
    static long toSdk(long vmGas) {
        return Long.divideUnsigned(vmGas, MULTIPLIER);
    }

    static long uncompress(int compressedBytes) {
        return compressedBytes * UNCOMPRESS_NUMERATOR / UNCOMPRESS_DENOMINATOR;
    }

    /** To make a contract ready; cheaper where it can be assumed to be in memory already. */
    static long setup(boolean discount) {
        return discount ? INSTANCE_DISCOUNTED : INSTANCE;
    }

    /** To tell a contract of the outcome of its message. */
    static long reply(Reply reply) {
        long events = 0;
        if (reply.result() instanceof ContractResult.Ok<Reply.Success> ok) {
            List<Event> reported = ok.value().events();
            for (Event event : reported) {
                events += bytes(event.type()) * ATTRIBUTE_BYTE;
            }
            List<Attribute> attributes = reported.stream()
                    .flatMap(event -> event.attributes().stream())
                    .toList();
            events += events(attributes, List.of());
        }
        return events + setup(true);
    }

    /** To keep what a contract reports; the first bytes of attributes are free. */
    static long events(List<Attribute> attributes, List<Event> events) {
        FreeTier free = new FreeTier();
        long gas = free.cost(attributes);
        for (Event event : events) {
            gas += EVENT + bytes(event.type()) * ATTRIBUTE_BYTE + free.cost(event.attributes());
        }
        return gas;
    }

    private static long bytes(String text) {
        return GoStrings.bytes(text);
    }

    /** Counts the free bytes down over several events. */
    private static final class FreeTier {
        private long left = FREE_ATTRIBUTE_BYTES;

        long cost(List<Attribute> attributes) {
            long stored = 0;
            for (Attribute attribute : attributes) {
                stored += bytes(attribute.key()) + bytes(attribute.value());
            }
            long free = Math.min(stored, left);
            left -= free;
            return (stored - free) * ATTRIBUTE_BYTE + attributes.size() * ATTRIBUTE;
        }
    }
}
