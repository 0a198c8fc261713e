package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.Block;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What surrounds a message to a contract: gas and block. */
final class CallOptions {
    private static final long NANOS = 1_000_000_000L;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--gas",
            paramLabel = "LIMIT",
            description = "CosmWasm gas that the call may use. Default: the server's usual limit.")
    private Optional<Long> gas = Optional.empty();

    @Option(
            names = "--height",
            paramLabel = "N",
            description = "Block height that the contract sees; only a query may choose. Default: the chain's.")
    private Optional<Long> height = Optional.empty();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description =
                    "Block time that the contract sees, as 2026-01-31T12:00:00Z or in nanoseconds. Unless it is for a"
                            + " query it must be later than the newest block, and the chain's clock runs on from there.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--chain-id",
            paramLabel = "ID",
            description = "Chain id that the contract sees; only a query may choose. Default: the chain's.")
    private Optional<String> chainId = Optional.empty();

    /** 0 for the server's usual limit. */
    long gasLimit() {
        return gas.orElse(0L);
    }

    Block block() {
        Block.Builder block = Block.newBuilder();
        height.ifPresent(block::setHeight);
        time.map(this::nanos).ifPresent(block::setTimeNanos);
        chainId.ifPresent(block::setChainId);
        return block.build();
    }

    private long nanos(String text) {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseLong(text);
            }
            Instant instant = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--time takes a time such as 2026-01-31T12:00:00Z, or nanoseconds: " + text, e);
        }
    }
}
