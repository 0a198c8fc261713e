package dev.orrery.chain.wasm;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.authz.Authorization;
import dev.orrery.chain.authz.AuthorizationKind;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractExecutionAuthorization;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractGrant;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractMigrationAuthorization;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContract;
import java.util.ArrayList;
import java.util.List;

/** Calls of contracts, or their migration, within limits and with some messages only. wasmd x/wasm/types/authz.go. */
record ContractAuthorization(Purpose purpose, List<ContractGrant> grants, AddressFormat format)
        implements Authorization {
    /** What is done with the contract. */
    enum Purpose {
        EXECUTION(MsgExecuteContract.getDefaultInstance()),
        MIGRATION(MsgMigrateContract.getDefaultInstance());

        private final Message message;

        Purpose(Message message) {
            this.message = message;
        }
    }

    /** What a message asks of a contract. */
    private record Order(String contract, ByteString message, Coins funds) {}

    ContractAuthorization {
        grants = List.copyOf(grants);
    }

    static List<AuthorizationKind<?>> kinds(AddressFormat format) {
        return List.of(
                new AuthorizationKind<>(
                        ContractExecutionAuthorization.getDefaultInstance(),
                        authorization -> read(Purpose.EXECUTION, authorization.getGrantsList(), format)),
                new AuthorizationKind<>(
                        ContractMigrationAuthorization.getDefaultInstance(),
                        authorization -> read(Purpose.MIGRATION, authorization.getGrantsList(), format)));
    }

    /** The reference finds out while it decodes that limits and filters are of no known kind. */
    private static ContractAuthorization read(Purpose purpose, List<ContractGrant> grants, AddressFormat format) {
        for (ContractGrant grant : grants) {
            ContractFilter.of(grant.getFilter());
            ContractLimit.of(grant.getLimit());
        }
        return new ContractAuthorization(purpose, grants, format);
    }

    @Override
    public String typeUrl() {
        return KnownTypes.urlOf(purpose.message);
    }

    @Override
    public Message toProto() {
        return switch (purpose) {
            case EXECUTION ->
                ContractExecutionAuthorization.newBuilder().addAllGrants(grants).build();
            case MIGRATION ->
                ContractMigrationAuthorization.newBuilder().addAllGrants(grants).build();
        };
    }

    @Override
    public void validate() {
        if (grants.isEmpty()) {
            throw WasmError.EMPTY.failure("grants");
        }
        for (int i = 0; i < grants.size(); i++) {
            try {
                validate(grants.get(i));
            } catch (ChainException e) {
                throw e.in("position " + i);
            }
        }
    }

    private void validate(ContractGrant grant) {
        Circumstances.within("contract", () -> format.parse(grant.getContract()));
        Circumstances.within("limit", () -> ContractLimit.of(grant.getLimit()).validate());
        Circumstances.within(
                "filter", () -> ContractFilter.of(grant.getFilter()).validate());
    }

    /** The first grant counts that is for the contract, the coins and the message. */
    @Override
    public Verdict accept(Context context, Message message) {
        Order order = order(message);
        if (order.message().isEmpty()) {
            throw SdkError.INVALID_TYPE.failure("empty message");
        }
        new WasmMessageChecks(format).check(message);
        for (int i = 0; i < grants.size(); i++) {
            ContractGrant grant = grants.get(i);
            if (grant.getContract().equals(order.contract())) {
                ContractLimit.Use use = use(grant, order.funds());
                if (!(use instanceof ContractLimit.Use.Refused) && accepts(context, grant, order.message())) {
                    return verdict(use, i);
                }
            }
        }
        return new Verdict.Refused();
    }

    private Order order(Message message) {
        return switch (message) {
            case MsgExecuteContract execute
            when purpose == Purpose.EXECUTION ->
                new Order(execute.getContract(), execute.getMsg(), Coins.ofProto(execute.getFundsList()));
            case MsgMigrateContract migrate
            when purpose == Purpose.MIGRATION -> new Order(migrate.getContract(), migrate.getMsg(), Coins.NONE);
            default -> throw SdkError.INVALID_TYPE.failure("type mismatch");
        };
    }

    private static ContractLimit.Use use(ContractGrant grant, Coins funds) {
        try {
            return ContractLimit.of(grant.getLimit()).use(funds);
        } catch (ChainException e) {
            throw e.in("limit");
        }
    }

    private static boolean accepts(Context context, ContractGrant grant, ByteString message) {
        try {
            return ContractFilter.of(grant.getFilter()).accepts(context, message);
        } catch (ChainException e) {
            throw e.in("filter");
        }
    }

    private Verdict verdict(ContractLimit.Use use, int position) {
        List<ContractGrant> rest = new ArrayList<>(grants);
        switch (use) {
            case ContractLimit.Use.Refused() -> {
                return new Verdict.Refused();
            }
            case ContractLimit.Use.Unchanged() -> {
                return new Verdict.Accepted();
            }
            case ContractLimit.Use.Last() -> rest.remove(position);
            case ContractLimit.Use.Rest(ContractLimit limit) ->
                rest.set(position, withLimit(grants.get(position), KnownTypes.pack(limit.toProto())));
        }
        if (rest.isEmpty()) {
            return new Verdict.AcceptedLast();
        }
        return new Verdict.Updated(new ContractAuthorization(purpose, rest, format));
    }

    private static ContractGrant withLimit(ContractGrant grant, Any limit) {
        return grant.toBuilder().setLimit(limit).build();
    }
}
