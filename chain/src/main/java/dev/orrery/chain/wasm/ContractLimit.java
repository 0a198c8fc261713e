package dev.orrery.chain.wasm;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmwasm.wasm.v1.CombinedLimit;
import dev.orrery.proto.cosmwasm.wasm.v1.MaxCallsLimit;
import dev.orrery.proto.cosmwasm.wasm.v1.MaxFundsLimit;
import java.util.List;

/** How often, and with how many coins, a contract may be called for somebody. wasmd x/wasm/types/authz.go: ContractAuthzLimitX. */
sealed interface ContractLimit {
    /** What becomes of a limit by a call. */
    sealed interface Use {
        /** The limit is not for such a call. */
        record Refused() implements Use {}

        /** The call costs nothing. */
        record Unchanged() implements Use {}

        /** It was the last call. */
        record Last() implements Use {}

        record Rest(ContractLimit limit) implements Use {}
    }

    /**
     * @throws ChainException if nothing can be allowed any more
     */
    Use use(Coins funds);

    /**
     * @throws ChainException if it can't be meant
     */
    void validate();

    Message toProto();

    /** All kinds, for {@link KnownTypes}. */
    static List<Message> prototypes() {
        return List.of(
                MaxCallsLimit.getDefaultInstance(),
                MaxFundsLimit.getDefaultInstance(),
                CombinedLimit.getDefaultInstance());
    }

    /**
     * @throws ChainException if it is of another kind
     */
    static ContractLimit of(Any any) {
        try {
            return switch (any.getTypeUrl()) {
                case "/cosmwasm.wasm.v1.MaxCallsLimit" -> new Calls(MaxCallsLimit.parseFrom(any.getValue()));
                case "/cosmwasm.wasm.v1.MaxFundsLimit" -> new Funds(MaxFundsLimit.parseFrom(any.getValue()));
                case "/cosmwasm.wasm.v1.CombinedLimit" -> new Combined(CombinedLimit.parseFrom(any.getValue()));
                case "" -> new Undefined();
                default ->
                    throw SdkError.TX_DECODE.failure("no concrete type registered for type URL " + any.getTypeUrl()
                            + " against interface *types.ContractAuthzLimitX");
            };
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    /** A number of calls without coins. */
    record Calls(MaxCallsLimit limit) implements ContractLimit {
        @Override
        public Use use(Coins funds) {
            if (!funds.isEmpty()) {
                return new Use.Refused();
            }
            requireCalls(limit.getRemaining());
            return limit.getRemaining() == 1
                    ? new Use.Last()
                    : new Use.Rest(new Calls(MaxCallsLimit.newBuilder()
                            .setRemaining(limit.getRemaining() - 1)
                            .build()));
        }

        @Override
        public void validate() {
            if (limit.getRemaining() == 0) {
                throw WasmError.EMPTY.failure("remaining calls");
            }
        }

        @Override
        public Message toProto() {
            return limit;
        }
    }

    /** An amount of coins. */
    record Funds(MaxFundsLimit limit) implements ContractLimit {
        @Override
        public Use use(Coins funds) {
            if (funds.isEmpty()) {
                return new Use.Unchanged();
            }
            Coins amounts = Coins.ofProto(limit.getAmountsList());
            if (!amounts.covers(funds)) {
                return new Use.Refused();
            }
            Coins rest = amounts.minusExactly(funds);
            return rest.isZero()
                    ? new Use.Last()
                    : new Use.Rest(new Funds(MaxFundsLimit.newBuilder()
                            .addAllAmounts(rest.toProto())
                            .build()));
        }

        @Override
        public void validate() {
            Coins amounts = Coins.ofProto(limit.getAmountsList());
            amounts.fault().ifPresent(fault -> {
                throw ChainException.plain(fault);
            });
            if (amounts.isZero()) {
                throw WasmError.EMPTY.failure("amounts");
            }
        }

        @Override
        public Message toProto() {
            return limit;
        }
    }

    /** A number of calls and an amount of coins, whichever ends first. */
    record Combined(CombinedLimit limit) implements ContractLimit {
        @Override
        public Use use(Coins funds) {
            Coins amounts = Coins.ofProto(limit.getAmountsList());
            if (!amounts.covers(funds)) {
                return new Use.Refused();
            }
            requireCalls(limit.getCallsRemaining());
            Coins rest = amounts.minusExactly(funds);
            if (limit.getCallsRemaining() == 1 || rest.isZero()) {
                return new Use.Last();
            }
            return new Use.Rest(new Combined(CombinedLimit.newBuilder()
                    .setCallsRemaining(limit.getCallsRemaining() - 1)
                    .addAllAmounts(rest.toProto())
                    .build()));
        }

        @Override
        public void validate() {
            if (limit.getCallsRemaining() == 0) {
                throw WasmError.EMPTY.failure("remaining calls");
            }
            Coins amounts = Coins.ofProto(limit.getAmountsList());
            if (amounts.isZero()) {
                throw WasmError.EMPTY.failure("amounts");
            }
            amounts.fault().ifPresent(fault -> {
                throw ChainException.plain("amounts: " + fault);
            });
        }

        @Override
        public Message toProto() {
            return limit;
        }
    }

    /** None was given, so nothing is allowed. */
    record Undefined() implements ContractLimit {
        @Override
        public Use use(Coins funds) {
            throw SdkError.NOT_FOUND.failure("undefined limit");
        }

        @Override
        public void validate() {
            throw SdkError.INVALID_TYPE.failure("undefined limit");
        }

        @Override
        public Message toProto() {
            return Any.getDefaultInstance();
        }
    }

    private static void requireCalls(long remaining) {
        if (remaining == 0) {
            throw SdkError.UNAUTHORIZED.failure("no calls left");
        }
    }
}
