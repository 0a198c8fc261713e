package dev.orrery.chain.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.TestContext;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.authz.Authorization.Verdict;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wasm.ContractAuthorization.Purpose;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.proto.cosmwasm.wasm.v1.AcceptedMessageKeysFilter;
import dev.orrery.proto.cosmwasm.wasm.v1.AcceptedMessagesFilter;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import dev.orrery.proto.cosmwasm.wasm.v1.AllowAllMessagesFilter;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeGrant;
import dev.orrery.proto.cosmwasm.wasm.v1.CombinedLimit;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractGrant;
import dev.orrery.proto.cosmwasm.wasm.v1.MaxCallsLimit;
import dev.orrery.proto.cosmwasm.wasm.v1.MaxFundsLimit;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.vm.Checksum;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContractAuthorizationTest {
    private static final AddressFormat FORMAT = AddressFormats.of("wasm").account();
    private static final String SENDER = FORMAT.text(Address.ofModule("sender"));
    private static final String CONTRACT = FORMAT.text(Address.of(new byte[32]));
    private static final Message ALL = AllowAllMessagesFilter.getDefaultInstance();
    private static final byte[] WASM = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final Context context = TestContext.at(Instant.EPOCH, "wasm");

    private static ContractGrant grant(Message limit, Message filter) {
        return ContractGrant.newBuilder()
                .setContract(CONTRACT)
                .setLimit(KnownTypes.pack(limit))
                .setFilter(KnownTypes.pack(filter))
                .build();
    }

    private static ContractAuthorization execution(ContractGrant... grants) {
        return new ContractAuthorization(Purpose.EXECUTION, List.of(grants), FORMAT);
    }

    private static MaxCallsLimit calls(long remaining) {
        return MaxCallsLimit.newBuilder().setRemaining(remaining).build();
    }

    private static MaxFundsLimit funds(long amount) {
        return MaxFundsLimit.newBuilder()
                .addAmounts(Coin.of("ucosm", amount).toProto())
                .build();
    }

    private static MsgExecuteContract call(String message, long funds) {
        return MsgExecuteContract.newBuilder()
                .setSender(SENDER)
                .setContract(CONTRACT)
                .setMsg(ByteString.copyFromUtf8(message))
                .addAllFunds((funds == 0 ? Coins.NONE : Coins.of(Coin.of("ucosm", funds))).toProto())
                .build();
    }

    private Verdict ask(ContractAuthorization authorization, String message, long funds) {
        return authorization.accept(context, call(message, funds));
    }

    private static ContractGrant only(Verdict verdict) {
        ContractAuthorization rest = (ContractAuthorization) ((Verdict.Updated) verdict).rest();
        assertEquals(1, rest.grants().size());
        return rest.grants().getFirst();
    }

    @Test
    void callsAreCountedAndBringNoCoins() {
        ContractAuthorization two = execution(grant(calls(2), ALL));

        assertEquals(grant(calls(1), ALL), only(ask(two, "{}", 0)));
        assertInstanceOf(Verdict.AcceptedLast.class, ask(execution(grant(calls(1), ALL)), "{}", 0));
        assertInstanceOf(Verdict.Refused.class, ask(two, "{}", 1));
    }

    @Test
    void coinsAreCountedWhereThereAreAny() {
        ContractAuthorization ten = execution(grant(funds(10), ALL));

        assertInstanceOf(Verdict.Accepted.class, ask(ten, "{}", 0));
        assertEquals(grant(funds(6), ALL), only(ask(ten, "{}", 4)));
        assertInstanceOf(Verdict.AcceptedLast.class, ask(ten, "{}", 10));
        assertInstanceOf(Verdict.Refused.class, ask(ten, "{}", 11));
    }

    @Test
    void callsAndCoinsEndWithWhicheverEndsFirst() {
        CombinedLimit limit = CombinedLimit.newBuilder()
                .setCallsRemaining(2)
                .addAmounts(Coin.of("ucosm", 10).toProto())
                .build();
        ContractAuthorization both = execution(grant(limit, ALL));

        assertEquals(grant(limit.toBuilder().setCallsRemaining(1).build(), ALL), only(ask(both, "{}", 0)));
        assertInstanceOf(Verdict.AcceptedLast.class, ask(both, "{}", 10));
    }

    @Test
    void theFirstGrantThatFitsIsUsed() {
        Message release =
                AcceptedMessageKeysFilter.newBuilder().addKeys("release").build();
        ContractAuthorization either = execution(grant(calls(1), release), grant(calls(5), ALL));

        assertEquals(grant(calls(5), ALL), only(ask(either, "{\"release\":{}}", 0)));
        Verdict.Updated other = (Verdict.Updated) ask(either, "{\"other\":{}}", 0);
        assertEquals(
                List.of(grant(calls(1), release), grant(calls(4), ALL)),
                ((ContractAuthorization) other.rest()).grants());
    }

    @Test
    void onlyObjectsWithOneAcceptedKeyPassAFilterOfKeys() {
        Message keys = AcceptedMessageKeysFilter.newBuilder()
                .addKeys("release")
                .addKeys("burn")
                .build();
        ContractAuthorization authorization = execution(grant(calls(5), keys));

        assertInstanceOf(Verdict.Updated.class, ask(authorization, "{\"burn\":{\"other\":[1]}}", 0));
        assertInstanceOf(Verdict.Updated.class, ask(authorization, "{\"\\u0062urn\":1}", 0));
        assertInstanceOf(Verdict.Refused.class, ask(authorization, "{\"other\":1}", 0));
        assertInstanceOf(Verdict.Refused.class, ask(authorization, "{\"burn\":1,\"release\":1}", 0));
        assertInstanceOf(Verdict.Refused.class, ask(authorization, "[\"burn\"]", 0));
        assertInstanceOf(Verdict.Refused.class, ask(authorization, "{}", 0));
    }

    @Test
    void aFilterOfKeysCostsGasForEachByte() {
        Message keys = AcceptedMessageKeysFilter.newBuilder().addKeys("burn").build();
        long before = context.gas().consumed();

        ask(execution(grant(calls(5), keys)), "{\"burn\":1}", 0);

        assertEquals(10, context.gas().consumed() - before);
    }

    @Test
    void aFilterOfMessagesWantsTheSameBytes() {
        Message messages = AcceptedMessagesFilter.newBuilder()
                .addMessages(ByteString.copyFromUtf8("{\"burn\":1}"))
                .build();
        ContractAuthorization authorization = execution(grant(calls(5), messages));

        assertInstanceOf(Verdict.Updated.class, ask(authorization, "{\"burn\":1}", 0));
        assertInstanceOf(Verdict.Refused.class, ask(authorization, "{\"burn\": 1}", 0));
    }

    @Test
    void anotherContractAndAnotherPurposeAreRefused() {
        ContractAuthorization authorization = execution(grant(calls(5), ALL));
        MsgExecuteContract other = call("{}", 0).toBuilder()
                .setContract(FORMAT.text(Address.ofModule("other")))
                .build();

        assertInstanceOf(Verdict.Refused.class, authorization.accept(context, other));
        assertThrows(
                ChainException.class, () -> authorization.accept(context, MsgMigrateContract.getDefaultInstance()));
    }

    @Test
    void whatIsWrongWithAGrantIsNamed() {
        assertEquals(
                "grants: empty",
                assertThrows(ChainException.class, execution()::validate).text());
        assertEquals(
                "position 1: limit: remaining calls: empty",
                assertThrows(ChainException.class, execution(grant(calls(1), ALL), grant(calls(0), ALL))::validate)
                        .text());
        assertEquals(
                "position 0: limit: undefined limit: invalid type",
                assertThrows(
                                ChainException.class,
                                execution(grant(calls(1), ALL).toBuilder()
                                        .setLimit(Any.getDefaultInstance())
                                        .build())::validate)
                        .text());
    }

    private static StoreCodeAuthorization upload(ByteString code, AccessType... permission) {
        CodeGrant.Builder grant = CodeGrant.newBuilder().setCodeHash(code);
        for (AccessType type : permission) {
            grant.setInstantiatePermission(AccessConfig.newBuilder().setPermission(type));
        }
        return new StoreCodeAuthorization(
                dev.orrery.proto.cosmwasm.wasm.v1.StoreCodeAuthorization.newBuilder()
                        .addGrants(grant)
                        .build(),
                FORMAT);
    }

    @Test
    void onlyTheGrantedCodeIsUploaded() {
        MsgStoreCode store = MsgStoreCode.newBuilder()
                .setWasmByteCode(ByteString.copyFrom(WASM))
                .build();
        ByteString checksum = ByteString.copyFrom(Checksum.generate(WASM).toBytes());

        assertInstanceOf(Verdict.Accepted.class, upload(checksum).accept(context, store));
        assertInstanceOf(
                Verdict.Accepted.class,
                upload(ByteString.copyFrom("*", StandardCharsets.UTF_8)).accept(context, store));
        assertInstanceOf(
                Verdict.Refused.class,
                upload(ByteString.copyFrom("other", StandardCharsets.UTF_8)).accept(context, store));
        assertEquals(
                "checksum: invalid request",
                assertThrows(
                                ChainException.class,
                                () -> upload(checksum).accept(context, MsgStoreCode.getDefaultInstance()))
                        .text());
    }

    @Test
    void aCodeIsNotOpenedToMoreThanGranted() {
        MsgStoreCode.Builder store = MsgStoreCode.newBuilder().setWasmByteCode(ByteString.copyFrom(WASM));
        StoreCodeAuthorization forNobody =
                upload(ByteString.copyFrom("*", StandardCharsets.UTF_8), AccessType.ACCESS_TYPE_NOBODY);

        assertInstanceOf(
                Verdict.Refused.class,
                forNobody.accept(
                        context,
                        store.setInstantiatePermission(
                                        AccessConfig.newBuilder().setPermission(AccessType.ACCESS_TYPE_EVERYBODY))
                                .build()));
        assertInstanceOf(
                Verdict.Accepted.class,
                forNobody.accept(
                        context,
                        store.setInstantiatePermission(
                                        AccessConfig.newBuilder().setPermission(AccessType.ACCESS_TYPE_NOBODY))
                                .build()));
    }
}
