package dev.orrery.chain.feegrant;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.Context;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.feegrant.v1beta1.AllowedMsgAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.BasicAllowance;
import dev.orrery.proto.cosmos.feegrant.v1beta1.PeriodicAllowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be spent on fees. cosmossdk.io/x/feegrant: FeeAllowanceI. */
sealed interface Allowance permits Allowance.Basic, PeriodicLimit, Allowance.OfMessages {
    /** What the store and clients see inside an {@code Any}. */
    Message toProto();

    /**
     * Refuses what can't be meant.
     *
     * @throws ChainException if it is wrong by itself
     */
    void validate();

    Optional<Instant> expiration();

    /**
     * Pays a fee.
     *
     * @throws ChainException if the fee is refused and the allowance stays as it is
     */
    Payment pay(Context context, Coins fee, List<Message> messages);

    /** What becomes of an allowance that was asked to pay. */
    sealed interface Payment {
        /** It paid. */
        record Paid(Allowance rest) implements Payment {}

        /** It paid and nothing is left. */
        record PaidLast() implements Payment {}

        /** It didn't pay and won't any more. */
        record Over(ChainException failure) implements Payment {}
    }

    /**
     * @throws ChainException if it holds nothing, or another kind of message
     */
    static Allowance of(Any any) {
        try {
            return switch (any.getTypeUrl()) {
                case "/cosmos.feegrant.v1beta1.BasicAllowance" -> new Basic(BasicAllowance.parseFrom(any.getValue()));
                case "/cosmos.feegrant.v1beta1.PeriodicAllowance" ->
                    new PeriodicLimit(PeriodicAllowance.parseFrom(any.getValue()));
                case "/cosmos.feegrant.v1beta1.AllowedMsgAllowance" ->
                    new OfMessages(AllowedMsgAllowance.parseFrom(any.getValue()));
                case "" -> throw FeeGrantError.NO_ALLOWANCE.failure("failed to get allowance");
                default -> throw notOne(any.getTypeUrl());
            };
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    private static ChainException notOne(String typeUrl) {
        return SdkError.TX_DECODE.failure(
                "no concrete type registered for type URL " + typeUrl + " against interface *feegrant.FeeAllowanceI");
    }

    /** All kinds, for {@link KnownTypes}. */
    static List<Message> prototypes() {
        return List.of(
                BasicAllowance.getDefaultInstance(),
                PeriodicAllowance.getDefaultInstance(),
                AllowedMsgAllowance.getDefaultInstance());
    }

    default Any toAny() {
        return KnownTypes.pack(toProto());
    }

    /** Up to an amount, if there is one, and until a time, if there is one. */
    record Basic(BasicAllowance allowance) implements Allowance {
        Coins limit() {
            return Coins.ofProto(allowance.getSpendLimitList());
        }

        Basic withLimit(Coins limit) {
            return new Basic(allowance.toBuilder()
                    .clearSpendLimit()
                    .addAllSpendLimit(limit.toProto())
                    .build());
        }

        boolean isLimited() {
            return allowance.getSpendLimitCount() > 0;
        }

        boolean isOver(Instant now) {
            return expiration().filter(now::isAfter).isPresent();
        }

        @Override
        public Message toProto() {
            return allowance;
        }

        @Override
        public Optional<Instant> expiration() {
            return allowance.hasExpiration() ? Optional.of(Times.instant(allowance.getExpiration())) : Optional.empty();
        }

        @Override
        public void validate() {
            Coins limit = limit();
            if (!limit.isValid()) {
                throw SdkError.INVALID_COINS.failure("send amount is invalid: " + limit);
            }
            if (expiration().filter(time -> time.getEpochSecond() < 0).isPresent()) {
                throw FeeGrantError.INVALID_DURATION.failure("expiration time cannot be negative");
            }
        }

        @Override
        public Payment pay(Context context, Coins fee, List<Message> messages) {
            if (isOver(context.block().time())) {
                return new Payment.Over(FeeGrantError.LIMIT_EXPIRED.failure("basic allowance"));
            }
            if (!isLimited()) {
                return new Payment.Paid(this);
            }
            Coins left = limit().minus(fee);
            if (left.isAnyNegative()) {
                throw FeeGrantError.LIMIT_EXCEEDED.failure("basic allowance");
            }
            return left.isZero() ? new Payment.PaidLast() : new Payment.Paid(withLimit(left));
        }
    }

    /** Another allowance, but for some kinds of messages only. */
    record OfMessages(AllowedMsgAllowance allowance) implements Allowance {
        /** For each kind that is allowed and each message that is sent. SDK gas. filtered_fee.go: gasCostPerIteration. */
        private static final long CHECK_GAS = 10;

        private Allowance inner() {
            return Allowance.of(allowance.getAllowance());
        }

        @Override
        public Message toProto() {
            return allowance;
        }

        @Override
        public Optional<Instant> expiration() {
            return inner().expiration();
        }

        @Override
        public void validate() {
            if (!allowance.hasAllowance()) {
                throw FeeGrantError.NO_ALLOWANCE.failure("allowance should not be empty");
            }
            if (allowance.getAllowedMessagesCount() == 0) {
                throw FeeGrantError.NO_MESSAGES.failure("allowed messages shouldn't be empty");
            }
            inner().validate();
        }

        @Override
        public Payment pay(Context context, Coins fee, List<Message> messages) {
            if (!allAllowed(context, messages)) {
                throw FeeGrantError.MESSAGE_NOT_ALLOWED.failure("message does not exist in allowed messages");
            }
            return switch (inner().pay(context, fee, messages)) {
                case Payment.Paid(Allowance rest) ->
                    new Payment.Paid(new OfMessages(
                            allowance.toBuilder().setAllowance(rest.toAny()).build()));
                case Payment.PaidLast last -> last;
                case Payment.Over over -> over;
            };
        }

        private boolean allAllowed(Context context, List<Message> messages) {
            for (int i = 0; i < allowance.getAllowedMessagesCount(); i++) {
                context.gas().consume(CHECK_GAS, "check msg");
            }
            for (Message message : messages) {
                context.gas().consume(CHECK_GAS, "check msg");
                if (!allowance.getAllowedMessagesList().contains(KnownTypes.urlOf(message))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The time in the reference's struct, which is never absent. */
    static Instant timeOf(boolean present, Timestamp timestamp) {
        return present ? Times.instant(timestamp) : Instant.parse("0001-01-01T00:00:00Z");
    }
}
