package dev.orrery.chain.ibchost;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.ibc.IbcErrorCode;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.SdkError;
import java.util.function.Supplier;

/** Carries failures over the border between the chain and IBC, in both directions, with their codes and texts. */
public final class HostFailures {
    private HostFailures() {}

    /** A kind of IBC's, as the chain sees it. */
    private record FromIbc(IbcErrorCode kind) implements ErrorCode {
        @Override
        public String codespace() {
            return kind.codespace();
        }

        @Override
        public int code() {
            return kind.code();
        }

        @Override
        public String text() {
            return kind.text();
        }
    }

    /** A failure of the chain's, as IBC sees it. */
    private record FromChain(ChainException origin) implements IbcErrorCode {
        @Override
        public String codespace() {
            return origin.kind().codespace();
        }

        @Override
        public int code() {
            return origin.kind().code();
        }

        @Override
        public String text() {
            return origin.kind().text();
        }
    }

    /** Runs a step of IBC for the chain. */
    public static <T> T forChain(Supplier<T> step) {
        try {
            return step.get();
        } catch (IbcException refused) {
            throw toChain(refused);
        } catch (IbcQueryException refused) {
            throw toChain(refused);
        }
    }

    public static void forChain(Runnable step) {
        forChain(() -> {
            step.run();
            return true;
        });
    }

    /** Runs a step of the chain for IBC. */
    public static <T> T forIbc(Supplier<T> step) {
        try {
            return step.get();
        } catch (ChainException refused) {
            throw toIbc(refused);
        }
    }

    public static void forIbc(Runnable step) {
        forIbc(() -> {
            step.run();
            return true;
        });
    }

    static ChainException toChain(IbcException refused) {
        if (refused.kind() instanceof FromChain(ChainException origin)) {
            return origin.text().equals(refused.text()) ? origin : rebuilt(origin.kind(), refused.text());
        }
        return switch (refused.kind()) {
            case SdkError.INTERNAL -> ChainException.plain(refused.text());
            case SdkError.PANIC -> dev.orrery.chain.error.SdkError.PANIC.failure(refused.text());
            default -> rebuilt(new FromIbc(refused.kind()), refused.text());
        };
    }

    /** Texts end in what their kind says, after the circumstances. */
    private static ChainException rebuilt(ErrorCode kind, String text) {
        String end = ": " + kind.text();
        if (text.endsWith(end)) {
            return kind.failure(text.substring(0, text.length() - end.length()));
        }
        return text.equals(kind.text()) ? kind.failure() : ChainException.plain(text);
    }

    static IbcException toIbc(ChainException refused) {
        return new FromChain(refused).failureSaying(refused.text());
    }

    private static QueryException toChain(IbcQueryException refused) {
        QueryStatus status = switch (refused.status()) {
            case UNKNOWN -> QueryStatus.UNKNOWN;
            case INVALID_ARGUMENT -> QueryStatus.INVALID_ARGUMENT;
            case NOT_FOUND -> QueryStatus.NOT_FOUND;
            case FAILED_PRECONDITION -> QueryStatus.FAILED_PRECONDITION;
            case INTERNAL -> QueryStatus.INTERNAL;
            case UNIMPLEMENTED -> QueryStatus.UNIMPLEMENTED;
        };
        return status.failure(refused.text());
    }
}
