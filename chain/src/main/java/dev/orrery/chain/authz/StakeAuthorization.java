package dev.orrery.chain.authz;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgBeginRedelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgCancelUnbondingDelegation;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUndelegate;
import java.math.BigInteger;
import java.util.List;

/** One kind of staking message, to some validators, up to an amount. Cosmos SDK x/staking/types/authz.go. */
record StakeAuthorization(dev.orrery.proto.cosmos.staking.v1beta1.StakeAuthorization authorization)
        implements Authorization {
    static final AuthorizationKind<?> KIND = new AuthorizationKind<>(
            dev.orrery.proto.cosmos.staking.v1beta1.StakeAuthorization.getDefaultInstance(), StakeAuthorization::new);

    /** For each validator that is looked at. SDK gas. authz.go: gasCostPerIteration. */
    private static final long LOOK_GAS = 10;

    /** The validator and the amount that a message is about. */
    private record Order(String validator, Coin amount) {}

    @Override
    public String typeUrl() {
        return switch (authorization.getAuthorizationType()) {
            case AUTHORIZATION_TYPE_DELEGATE -> KnownTypes.urlOf(MsgDelegate.getDefaultInstance());
            case AUTHORIZATION_TYPE_UNDELEGATE -> KnownTypes.urlOf(MsgUndelegate.getDefaultInstance());
            case AUTHORIZATION_TYPE_REDELEGATE -> KnownTypes.urlOf(MsgBeginRedelegate.getDefaultInstance());
            case AUTHORIZATION_TYPE_CANCEL_UNBONDING_DELEGATION ->
                KnownTypes.urlOf(MsgCancelUnbondingDelegation.getDefaultInstance());
            // The reference ends the transaction with a panic.
            case AUTHORIZATION_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException(
                        "cannot normalize authz type with types.AuthorizationType: " + AuthzError.UNKNOWN_TYPE.text());
        };
    }

    @Override
    public void validate() {
        if (authorization.hasMaxTokens()
                && Coin.of(authorization.getMaxTokens()).isNegative()) {
            throw AuthzError.NEGATIVE_MAX_TOKENS.failure(
                    "negative coin amount: " + Coin.of(authorization.getMaxTokens()));
        }
        if (authorization.getAuthorizationTypeValue() == 0) {
            throw AuthzError.UNKNOWN_TYPE.failure();
        }
    }

    @Override
    public Verdict accept(Context context, Message message) {
        Order order = order(message);
        checkValidator(context, order.validator());
        if (!authorization.hasMaxTokens()) {
            return new Verdict.Updated(this);
        }
        Coin limit = Coin.of(authorization.getMaxTokens());
        if (!limit.denom().equals(order.amount().denom())) {
            throw ChainException.plain("invalid coin denoms: " + limit.denom() + ", "
                    + order.amount().denom());
        }
        BigInteger left = limit.amount().subtract(order.amount().amount());
        if (left.signum() < 0) {
            throw ChainException.plain("negative coin amount: " + new Coin(limit.denom(), left));
        }
        if (left.signum() == 0) {
            return new Verdict.AcceptedLast();
        }
        return new Verdict.Updated(new StakeAuthorization(authorization.toBuilder()
                .setMaxTokens(new Coin(limit.denom(), left).toProto())
                .build()));
    }

    private static Order order(Message message) {
        return switch (message) {
            case MsgDelegate m -> new Order(m.getValidatorAddress(), Coin.of(m.getAmount()));
            case MsgUndelegate m -> new Order(m.getValidatorAddress(), Coin.of(m.getAmount()));
            case MsgBeginRedelegate m -> new Order(m.getValidatorDstAddress(), Coin.of(m.getAmount()));
            case MsgCancelUnbondingDelegation m -> new Order(m.getValidatorAddress(), Coin.of(m.getAmount()));
            default -> throw SdkError.INVALID_REQUEST.failure("unknown msg type");
        };
    }

    private void checkValidator(Context context, String validator) {
        List<String> allowed = authorization.getAllowList().getAddressList();
        boolean isAllowed = isListed(context, allowed, validator);
        boolean isDenied = isListed(context, authorization.getDenyList().getAddressList(), validator);
        if (isDenied || (!allowed.isEmpty() && !isAllowed)) {
            throw SdkError.UNAUTHORIZED.failure("cannot delegate/undelegate to " + validator + " validator");
        }
    }

    private static boolean isListed(Context context, List<String> list, String validator) {
        for (String each : list) {
            context.gas().consume(LOOK_GAS, "stake authorization");
            if (each.equals(validator)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Message toProto() {
        return authorization;
    }
}
