package dev.orrery.chain.auth;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.auth.v1beta1.ModuleAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.ContinuousVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.DelayedVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.PeriodicVestingAccount;
import dev.orrery.proto.cosmos.vesting.v1beta1.PermanentLockedAccount;
import java.util.List;

/** An account as the chain keeps it. Every kind has a base: address, key, number, sequence. */
public sealed interface Account permits Account.Basic, Account.OfModule, VestingAccount {
    BaseAccount base();

    /** The same kind of account with another base. */
    Account withBase(BaseAccount base);

    /** What the store and clients see inside an {@code Any}. */
    Message toProto();

    /** An account of a person or a contract. */
    record Basic(BaseAccount base) implements Account {
        @Override
        public Account withBase(BaseAccount other) {
            return new Basic(other);
        }

        @Override
        public Message toProto() {
            return base;
        }
    }

    /** An account of a module, without a key. */
    record OfModule(ModuleAccount module) implements Account {
        @Override
        public BaseAccount base() {
            return module.getBaseAccount();
        }

        @Override
        public Account withBase(BaseAccount other) {
            return new OfModule(module.toBuilder().setBaseAccount(other).build());
        }

        @Override
        public Message toProto() {
            return module;
        }

        public boolean may(String permission) {
            return module.getPermissionsList().contains(permission);
        }
    }

    static Account of(Any any) {
        try {
            return switch (any.getTypeUrl()) {
                case "/cosmos.auth.v1beta1.BaseAccount" -> new Basic(BaseAccount.parseFrom(any.getValue()));
                case "/cosmos.auth.v1beta1.ModuleAccount" -> new OfModule(ModuleAccount.parseFrom(any.getValue()));
                case "/cosmos.vesting.v1beta1.ContinuousVestingAccount" ->
                    new VestingAccount.Continuous(ContinuousVestingAccount.parseFrom(any.getValue()));
                case "/cosmos.vesting.v1beta1.DelayedVestingAccount" ->
                    new VestingAccount.Delayed(DelayedVestingAccount.parseFrom(any.getValue()));
                case "/cosmos.vesting.v1beta1.PeriodicVestingAccount" ->
                    new VestingAccount.Periodic(PeriodicVestingAccount.parseFrom(any.getValue()));
                case "/cosmos.vesting.v1beta1.PermanentLockedAccount" ->
                    new VestingAccount.Permanent(PermanentLockedAccount.parseFrom(any.getValue()));
                default -> throw new IllegalArgumentException("not an account: " + any.getTypeUrl());
            };
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an account", e);
        }
    }

    /** All kinds, for {@link KnownTypes}. */
    static List<Message> prototypes() {
        return List.of(
                BaseAccount.getDefaultInstance(),
                ModuleAccount.getDefaultInstance(),
                ContinuousVestingAccount.getDefaultInstance(),
                DelayedVestingAccount.getDefaultInstance(),
                PeriodicVestingAccount.getDefaultInstance(),
                PermanentLockedAccount.getDefaultInstance());
    }

    default Any toAny() {
        return KnownTypes.pack(toProto());
    }

    default long number() {
        return base().getAccountNumber();
    }

    default long sequence() {
        return base().getSequence();
    }

    /** A new account for an address, without a number yet. */
    static Basic create(String addressText) {
        return new Basic(BaseAccount.newBuilder().setAddress(addressText).build());
    }

    /** A new account for a module, without a number yet. */
    static OfModule create(String name, List<String> permissions, String addressText) {
        return new OfModule(ModuleAccount.newBuilder()
                .setBaseAccount(BaseAccount.newBuilder().setAddress(addressText))
                .setName(name)
                .addAllPermissions(permissions)
                .build());
    }
}
