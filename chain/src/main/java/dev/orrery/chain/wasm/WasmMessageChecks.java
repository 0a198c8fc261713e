package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.error.SdkError;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgAddCodeUploadParamsAddresses;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgClearAdmin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract2;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgPinCodes;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgRemoveCodeUploadParamsAddresses;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreAndInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreAndMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUnpinCodes;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateAdmin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateContractLabel;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateInstantiateConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateParams;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is wrong with a message before anybody looks at the state, in the reference's order of questions. wasmd x/wasm/types/tx.go:
 * the methods ValidateBasic.
 */
final class WasmMessageChecks {
    /** Codes in one message. wasmd x/wasm/types/tx.go: maxCodeIDCount. */
    private static final int MAX_CODE_IDS = 50;

    /** The name of an image, and maybe its tag or digest. github.com/distribution/reference. */
    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:/@-]{0,254}");

    private final AddressFormat format;

    WasmMessageChecks(AddressFormat format) {
        this.format = format;
    }

    /**
     * @throws ChainException saying what is wrong
     */
    void check(Message message) {
        switch (message) {
            case MsgStoreCode msg -> {
                format.parse(msg.getSender());
                code(msg.getWasmByteCode());
                access(msg.hasInstantiatePermission(), msg.getInstantiatePermission());
            }
            case MsgInstantiateContract msg -> {
                address("sender", msg.getSender());
                codeId(msg.getCodeId());
                ContractMessages.requireLabel(msg.getLabel());
                funds(msg.getFundsList());
                optionalAddress("admin", msg.getAdmin());
                ContractMessages.requireJson(msg.getMsg().toByteArray());
            }
            case MsgInstantiateContract2 msg -> {
                address("sender", msg.getSender());
                codeId(msg.getCodeId());
                ContractMessages.requireLabel(msg.getLabel());
                funds(msg.getFundsList());
                optionalAddress("admin", msg.getAdmin());
                ContractMessages.requireJson(msg.getMsg().toByteArray());
                ContractMessages.requireSalt(msg.getSalt().toByteArray());
            }
            case MsgExecuteContract msg -> {
                address("sender", msg.getSender());
                address("contract", msg.getContract());
                funds(msg.getFundsList());
                ContractMessages.requireJson(msg.getMsg().toByteArray());
            }
            case MsgMigrateContract msg -> {
                codeId(msg.getCodeId());
                address("sender", msg.getSender());
                address("contract", msg.getContract());
                ContractMessages.requireJson(msg.getMsg().toByteArray());
            }
            case MsgUpdateAdmin msg -> {
                address("sender", msg.getSender());
                address("contract", msg.getContract());
                address("new admin", msg.getNewAdmin());
                if (msg.getSender()
                        .toLowerCase(Locale.ROOT)
                        .equals(msg.getNewAdmin().toLowerCase(Locale.ROOT))) {
                    throw WasmError.INVALID.failure("new admin is the same as the old");
                }
            }
            case MsgClearAdmin msg -> {
                address("sender", msg.getSender());
                address("contract", msg.getContract());
            }
            case MsgUpdateInstantiateConfig msg -> {
                address("sender", msg.getSender());
                codeId(msg.getCodeId());
                if (!msg.hasNewInstantiatePermission()) {
                    throw SdkError.INVALID_REQUEST.failure("instantiate permission is required");
                }
                access(true, msg.getNewInstantiatePermission());
            }
            case MsgUpdateContractLabel msg -> {
                address("sender", msg.getSender());
                ContractMessages.requireLabel(msg.getNewLabel());
                address("contract", msg.getContract());
            }
            default -> checkOfGovernance(message);
        }
    }

    private void checkOfGovernance(Message message) {
        switch (message) {
            case MsgUpdateParams msg -> {
                address("authority", msg.getAuthority());
                WasmParams.Values params = WasmParams.Values.of(msg.getParams());
                permission(params.instantiateDefault());
                Circumstances.within("upload access", () -> params.upload().validate(format));
            }
            case MsgPinCodes msg -> {
                address("authority", msg.getAuthority());
                codeIds(msg.getCodeIdsList());
            }
            case MsgUnpinCodes msg -> {
                address("authority", msg.getAuthority());
                codeIds(msg.getCodeIdsList());
            }
            case MsgSudoContract msg -> {
                address("authority", msg.getAuthority());
                address("contract", msg.getContract());
                ContractMessages.requireJson(msg.getMsg().toByteArray());
            }
            case MsgStoreAndInstantiateContract msg -> {
                address("authority", msg.getAuthority());
                ContractMessages.requireLabel(msg.getLabel());
                funds(msg.getFundsList());
                optionalAddress("admin", msg.getAdmin());
                Circumstances.within("code verification info", () -> provenance(msg));
                ContractMessages.requireJson(msg.getMsg().toByteArray());
                code(msg.getWasmByteCode());
                access(msg.hasInstantiatePermission(), msg.getInstantiatePermission());
            }
            case MsgStoreAndMigrateContract msg -> {
                address("authority", msg.getAuthority());
                address("contract", msg.getContract());
                ContractMessages.requireJson(msg.getMsg().toByteArray());
                code(msg.getWasmByteCode());
                access(msg.hasInstantiatePermission(), msg.getInstantiatePermission());
            }
            case MsgAddCodeUploadParamsAddresses msg -> {
                address("authority", msg.getAuthority());
                Access.validateAddresses(msg.getAddressesList(), format);
            }
            case MsgRemoveCodeUploadParamsAddresses msg -> {
                address("authority", msg.getAuthority());
                Access.validateAddresses(msg.getAddressesList(), format);
            }
            default -> throw new IllegalArgumentException("not a message of the wasm module: " + message.getClass());
        }
    }

    private void address(String what, String text) {
        Circumstances.within(what, () -> format.parse(text));
    }

    private void optionalAddress(String what, String text) {
        if (!text.isEmpty()) {
            address(what, text);
        }
    }

    private static void codeId(long codeId) {
        if (codeId == 0) {
            throw SdkError.INVALID_REQUEST.failure("code id is required");
        }
    }

    private static void code(ByteString wasm) {
        if (wasm.isEmpty()) {
            throw SdkError.INVALID_REQUEST.failure("code bytes is required: " + WasmError.EMPTY.text());
        }
        if (wasm.size() > CodeRegistry.MAX_CODE_BYTES) {
            throw SdkError.INVALID_REQUEST.failure("code bytes cannot be longer than " + CodeRegistry.MAX_CODE_BYTES
                    + " bytes: " + WasmError.LIMIT.text());
        }
    }

    private void access(boolean present, AccessConfig config) {
        if (present) {
            Circumstances.within(
                    "instantiate permission", () -> Access.of(config).validate(format));
        }
    }

    private static void permission(AccessType permission) {
        switch (permission) {
            case ACCESS_TYPE_NOBODY, ACCESS_TYPE_EVERYBODY, ACCESS_TYPE_ANY_OF_ADDRESSES -> {}
            case ACCESS_TYPE_UNSPECIFIED ->
                throw WasmError.EMPTY.failure("type").in("instantiate default permission");
            case UNRECOGNIZED -> throw WasmError.INVALID.failure("unknown type").in("instantiate default permission");
        }
    }

    private static void funds(List<Coin> funds) {
        Coins.ofProto(funds).fault().ifPresent(fault -> {
            throw ChainException.plain("funds: " + fault);
        });
    }

    private static void codeIds(List<Long> ids) {
        if (ids.isEmpty()) {
            throw SdkError.INVALID_REQUEST.failure("empty code ids");
        }
        if (ids.size() > MAX_CODE_IDS) {
            throw SdkError.INVALID_REQUEST.failure("total number of code ids is greater than " + MAX_CODE_IDS);
        }
        if (new HashSet<>(ids).size() != ids.size()) {
            throw SdkError.INVALID_REQUEST.failure("duplicate code ids");
        }
    }

    /** Where code comes from: either all of it is said, or nothing. */
    private static void provenance(MsgStoreAndInstantiateContract msg) {
        if (msg.getSource().isEmpty()
                && msg.getBuilder().isEmpty()
                && msg.getCodeHash().isEmpty()) {
            return;
        }
        if (msg.getSource().isEmpty()) {
            throw ChainException.plain("source is required");
        }
        if (!isAbsoluteUri(msg.getSource())) {
            throw ChainException.plain("source: invalid URI for request");
        }
        if (msg.getBuilder().isEmpty()) {
            throw ChainException.plain("builder is required");
        }
        if (!IMAGE.matcher(msg.getBuilder()).matches()) {
            throw ChainException.plain("builder: invalid reference format");
        }
        if (msg.getCodeHash().isEmpty()) {
            throw ChainException.plain("code hash is required");
        }
    }

    private static boolean isAbsoluteUri(String text) {
        try {
            return text.startsWith("/") || new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
