package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.msg.Bytes;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgAddCodeUploadParamsAddresses;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgAddCodeUploadParamsAddressesResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgClearAdmin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgClearAdminResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract2;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract2Response;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgPinCodes;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgPinCodesResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgRemoveCodeUploadParamsAddresses;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgRemoveCodeUploadParamsAddressesResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreAndInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreAndInstantiateContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreAndMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreAndMigrateContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCodeResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContractResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUnpinCodes;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUnpinCodesResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateAdmin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateAdminResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateContractLabel;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateContractLabelResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateInstantiateConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateInstantiateConfigResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateParams;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateParamsResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Carries out the messages of the wasm module. wasmd x/wasm/keeper/msg_server.go. */
public final class WasmMessages {
    /** What governance hands on by default. wasmd x/wasm/keeper/keeper_cgo.go: propagateGovAuthorization. */
    private static final Set<AuthorizationPolicy.Action> HANDED_ON = Set.of(AuthorizationPolicy.Action.INSTANTIATE);

    private final WasmKeeper wasm;
    private final AddressFormat format;
    private final String authority;
    private final WasmMessageChecks checks;

    /** @param authority text of the address that may do what others may not, usually governance's */
    WasmMessages(WasmKeeper wasm, AddressFormat format, String authority) {
        this.wasm = wasm;
        this.format = format;
        this.authority = authority;
        this.checks = new WasmMessageChecks(format);
    }

    /** One of each kind of message that this module takes. */
    public static List<Message> prototypes() {
        return List.of(
                MsgStoreCode.getDefaultInstance(),
                MsgInstantiateContract.getDefaultInstance(),
                MsgInstantiateContract2.getDefaultInstance(),
                MsgExecuteContract.getDefaultInstance(),
                MsgMigrateContract.getDefaultInstance(),
                MsgUpdateAdmin.getDefaultInstance(),
                MsgClearAdmin.getDefaultInstance(),
                MsgUpdateInstantiateConfig.getDefaultInstance(),
                MsgUpdateParams.getDefaultInstance(),
                MsgSudoContract.getDefaultInstance(),
                MsgPinCodes.getDefaultInstance(),
                MsgUnpinCodes.getDefaultInstance(),
                MsgStoreAndInstantiateContract.getDefaultInstance(),
                MsgStoreAndMigrateContract.getDefaultInstance(),
                MsgAddCodeUploadParamsAddresses.getDefaultInstance(),
                MsgRemoveCodeUploadParamsAddresses.getDefaultInstance(),
                MsgUpdateContractLabel.getDefaultInstance());
    }

    /**
     * @throws ChainException if the message can't be meant
     */
    public void check(Message message) {
        checks.check(message);
    }

    /** Carries a checked message out and answers it. */
    public Message run(Context ctx, Message message) {
        return switch (message) {
            case MsgStoreCode msg -> storeCode(ctx, msg);
            case MsgInstantiateContract msg -> instantiate(ctx, msg);
            case MsgInstantiateContract2 msg -> instantiate2(ctx, msg);
            case MsgExecuteContract msg -> execute(ctx, msg);
            case MsgMigrateContract msg -> migrate(ctx, msg);
            case MsgUpdateAdmin msg -> {
                String admin = format.text(format.parse(msg.getNewAdmin()));
                setAdmin(ctx, msg.getContract(), msg.getSender(), admin);
                yield MsgUpdateAdminResponse.getDefaultInstance();
            }
            case MsgClearAdmin msg -> {
                setAdmin(ctx, msg.getContract(), msg.getSender(), "");
                yield MsgClearAdminResponse.getDefaultInstance();
            }
            case MsgUpdateInstantiateConfig msg -> {
                Access access = Access.of(msg.getNewInstantiatePermission());
                String sender = format.text(format.parse(msg.getSender()));
                wasm.codes().setAccess(ctx, msg.getCodeId(), sender, access, policy(ctx, msg.getSender()));
                yield MsgUpdateInstantiateConfigResponse.getDefaultInstance();
            }
            case MsgUpdateContractLabel msg -> {
                String sender = format.text(format.parse(msg.getSender()));
                Address contract = format.parse(msg.getContract());
                wasm.contracts().setLabel(ctx, contract, sender, msg.getNewLabel(), policy(ctx, msg.getSender()));
                yield MsgUpdateContractLabelResponse.getDefaultInstance();
            }
            case MsgStoreAndInstantiateContract msg -> storeAndInstantiate(ctx, msg);
            case MsgStoreAndMigrateContract msg -> storeAndMigrate(ctx, msg);
            default -> runForAuthority(ctx, message);
        };
    }

    private Message runForAuthority(Context ctx, Message message) {
        return switch (message) {
            case MsgUpdateParams msg -> {
                requireAuthority(msg.getAuthority());
                wasm.params().set(ctx, WasmParams.Values.of(msg.getParams()));
                yield MsgUpdateParamsResponse.getDefaultInstance();
            }
            case MsgSudoContract msg -> {
                requireAuthority(msg.getAuthority());
                Optional<Bytes> data = wasm.calls()
                        .sudo(ctx, format.parse(msg.getContract()), msg.getMsg().toByteArray());
                yield MsgSudoContractResponse.newBuilder().setData(bytes(data)).build();
            }
            case MsgPinCodes msg -> {
                requireAuthority(msg.getAuthority());
                msg.getCodeIdsList().forEach(codeId -> wasm.codes().pin(ctx, codeId));
                yield MsgPinCodesResponse.getDefaultInstance();
            }
            case MsgUnpinCodes msg -> {
                requireAuthority(msg.getAuthority());
                msg.getCodeIdsList().forEach(codeId -> wasm.codes().unpin(ctx, codeId));
                yield MsgUnpinCodesResponse.getDefaultInstance();
            }
            case MsgAddCodeUploadParamsAddresses msg -> {
                requireAuthority(msg.getAuthority());
                changeUploaders(
                        ctx,
                        uploaders -> Stream.concat(uploaders.stream(), msg.getAddressesList().stream())
                                .distinct()
                                .toList());
                yield MsgAddCodeUploadParamsAddressesResponse.getDefaultInstance();
            }
            case MsgRemoveCodeUploadParamsAddresses msg -> {
                requireAuthority(msg.getAuthority());
                changeUploaders(
                        ctx,
                        uploaders -> uploaders.stream()
                                .filter(uploader -> !msg.getAddressesList().contains(uploader))
                                .toList());
                yield MsgRemoveCodeUploadParamsAddressesResponse.getDefaultInstance();
            }
            default -> throw new IllegalArgumentException("not a message of the wasm module: " + message.getClass());
        };
    }

    private Message storeCode(Context ctx, MsgStoreCode msg) {
        CodeRegistry.Created created = create(
                ctx,
                msg.getSender(),
                msg.getWasmByteCode(),
                msg.hasInstantiatePermission(),
                msg.getInstantiatePermission());
        return MsgStoreCodeResponse.newBuilder()
                .setCodeId(created.codeId())
                .setChecksum(ByteString.copyFrom(created.checksum().toBytes()))
                .build();
    }

    private CodeRegistry.Created create(
            Context ctx, String sender, ByteString code, boolean restricted, AccessConfig access) {
        return wasm.codes()
                .create(
                        ctx,
                        format.text(format.parse(sender)),
                        code.toByteArray(),
                        restricted ? Optional.of(Access.of(access)) : Optional.empty(),
                        policy(ctx, sender));
    }

    private Message instantiate(Context ctx, MsgInstantiateContract msg) {
        ContractCalls.Creation creation = new ContractCalls.Creation(
                msg.getCodeId(),
                format.parse(msg.getSender()),
                admin(msg.getAdmin()),
                msg.getMsg().toByteArray(),
                msg.getLabel(),
                Coins.ofProto(msg.getFundsList()),
                new ContractCalls.Placement.Classic());
        ContractCalls.Instantiated made = wasm.calls().instantiate(ctx, creation, policy(ctx, msg.getSender()));
        return MsgInstantiateContractResponse.newBuilder()
                .setAddress(format.text(made.contract()))
                .setData(bytes(made.data()))
                .build();
    }

    private Message instantiate2(Context ctx, MsgInstantiateContract2 msg) {
        ContractCalls.Creation creation = new ContractCalls.Creation(
                msg.getCodeId(),
                format.parse(msg.getSender()),
                admin(msg.getAdmin()),
                msg.getMsg().toByteArray(),
                msg.getLabel(),
                Coins.ofProto(msg.getFundsList()),
                new ContractCalls.Placement.Predictable(msg.getSalt().toByteArray(), msg.getFixMsg()));
        ContractCalls.Instantiated made = wasm.calls().instantiate(ctx, creation, policy(ctx, msg.getSender()));
        return MsgInstantiateContract2Response.newBuilder()
                .setAddress(format.text(made.contract()))
                .setData(bytes(made.data()))
                .build();
    }

    private Message execute(Context ctx, MsgExecuteContract msg) {
        Optional<Bytes> data = wasm.calls()
                .execute(
                        ctx,
                        format.parse(msg.getContract()),
                        format.parse(msg.getSender()),
                        msg.getMsg().toByteArray(),
                        Coins.ofProto(msg.getFundsList()));
        return MsgExecuteContractResponse.newBuilder().setData(bytes(data)).build();
    }

    private Message migrate(Context ctx, MsgMigrateContract msg) {
        Optional<Bytes> data = wasm.calls()
                .migrate(
                        ctx,
                        format.parse(msg.getContract()),
                        format.parse(msg.getSender()),
                        msg.getCodeId(),
                        msg.getMsg().toByteArray(),
                        policy(ctx, msg.getSender()));
        return MsgMigrateContractResponse.newBuilder().setData(bytes(data)).build();
    }

    private void setAdmin(Context ctx, String contract, String sender, String admin) {
        wasm.contracts()
                .setAdmin(ctx, format.parse(contract), format.text(format.parse(sender)), admin, policy(ctx, sender));
    }

    private Message storeAndInstantiate(Context ctx, MsgStoreAndInstantiateContract msg) {
        CodeRegistry.Created created = create(
                ctx,
                msg.getAuthority(),
                msg.getWasmByteCode(),
                msg.hasInstantiatePermission(),
                msg.getInstantiatePermission());
        ContractCalls.Creation creation = new ContractCalls.Creation(
                created.codeId(),
                format.parse(msg.getAuthority()),
                admin(msg.getAdmin()),
                msg.getMsg().toByteArray(),
                msg.getLabel(),
                Coins.ofProto(msg.getFundsList()),
                new ContractCalls.Placement.Classic());
        ContractCalls.Instantiated made = wasm.calls().instantiate(ctx, creation, policy(ctx, msg.getAuthority()));
        return MsgStoreAndInstantiateContractResponse.newBuilder()
                .setAddress(format.text(made.contract()))
                .setData(bytes(made.data()))
                .build();
    }

    private Message storeAndMigrate(Context ctx, MsgStoreAndMigrateContract msg) {
        CodeRegistry.Created created = create(
                ctx,
                msg.getAuthority(),
                msg.getWasmByteCode(),
                msg.hasInstantiatePermission(),
                msg.getInstantiatePermission());
        Optional<Bytes> data = wasm.calls()
                .migrate(
                        ctx,
                        format.parse(msg.getContract()),
                        format.parse(msg.getAuthority()),
                        created.codeId(),
                        msg.getMsg().toByteArray(),
                        policy(ctx, msg.getAuthority()));
        return MsgStoreAndMigrateContractResponse.newBuilder()
                .setCodeId(created.codeId())
                .setChecksum(ByteString.copyFrom(created.checksum().toBytes()))
                .setData(bytes(data))
                .build();
    }

    /** Changes who may upload, where that is a list. */
    private void changeUploaders(Context ctx, UnaryOperator<List<String>> change) {
        WasmParams.Values params = wasm.params().get(ctx);
        if (params.upload().permission() != AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES) {
            throw WasmError.INVALID.failure("permission");
        }
        Access upload = new Access(
                params.upload().permission(), change.apply(params.upload().addresses()));
        wasm.params().set(ctx, new WasmParams.Values(upload, params.instantiateDefault()));
    }

    /** Governance may do more; messages of contracts follow the rules of what the contracts were called for. */
    private AuthorizationPolicy policy(Context ctx, String actor) {
        return actor.equals(authority)
                ? new AuthorizationPolicy.Governance(HANDED_ON)
                : ctx.carried(CallContext.POLICY).orElseGet(AuthorizationPolicy.Default::new);
    }

    private void requireAuthority(String actor) {
        if (!actor.equals(authority)) {
            throw WasmError.INVALID.failure("invalid authority; expected " + authority + ", got " + actor);
        }
    }

    private String admin(String text) {
        return text.isEmpty() ? "" : format.text(format.parse(text));
    }

    private static ByteString bytes(Optional<Bytes> data) {
        return data.map(bytes -> ByteString.copyFrom(bytes.toArray())).orElse(ByteString.EMPTY);
    }
}
