package dev.orrery.chain.bank;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.authz.Authorization;
import dev.orrery.chain.authz.AuthorizationKind;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import java.util.HashSet;
import java.util.Set;

/** Coins up to an amount, to some recipients or to all. Cosmos SDK x/bank/types/send_authorization.go. */
record SendAuthorization(dev.orrery.proto.cosmos.bank.v1beta1.SendAuthorization authorization)
        implements Authorization {
    static final AuthorizationKind<?> KIND = new AuthorizationKind<>(
            dev.orrery.proto.cosmos.bank.v1beta1.SendAuthorization.getDefaultInstance(), SendAuthorization::new);

    /** For each recipient that is looked at. SDK gas. send_authorization.go: gasCostPerIteration. */
    private static final long LOOK_GAS = 10;

    private Coins limit() {
        return Coins.ofProto(authorization.getSpendLimitList());
    }

    @Override
    public String typeUrl() {
        return KnownTypes.urlOf(MsgSend.getDefaultInstance());
    }

    @Override
    public void validate() {
        if (authorization.getSpendLimitCount() == 0) {
            throw SdkError.INVALID_COINS.failure("spend limit cannot be nil");
        }
        if (!limit().isAllPositive()) {
            throw SdkError.INVALID_COINS.failure("spend limit must be positive");
        }
        Set<String> seen = new HashSet<>();
        if (!authorization.getAllowListList().stream().allMatch(seen::add)) {
            throw BankError.DUPLICATE_ENTRY.failure();
        }
    }

    @Override
    public Verdict accept(Context context, Message message) {
        if (!(message instanceof MsgSend send)) {
            throw SdkError.INVALID_TYPE.failure("type mismatch");
        }
        Coins left = limit().minus(Coins.ofProto(send.getAmountList()));
        if (left.isAnyNegative()) {
            throw SdkError.INSUFFICIENT_FUNDS.failure("requested amount is more than spend limit");
        }
        if (!isListed(context, send.getToAddress()) && authorization.getAllowListCount() > 0) {
            throw SdkError.UNAUTHORIZED.failure("cannot send to " + send.getToAddress() + " address");
        }
        if (left.isZero()) {
            return new Verdict.AcceptedLast();
        }
        return new Verdict.Updated(new SendAuthorization(authorization.toBuilder()
                .clearSpendLimit()
                .addAllSpendLimit(left.toProto())
                .build()));
    }

    private boolean isListed(Context context, String recipient) {
        for (String allowed : authorization.getAllowListList()) {
            context.gas().consume(LOOK_GAS, "send authorization");
            if (allowed.equals(recipient)) {
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
