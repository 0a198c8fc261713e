package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.PrefixStore;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfoResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.Model;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryAllContractStateRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryAllContractStateResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryBuildAddressRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryBuildAddressResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodeInfoRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodeInfoResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodeRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodeResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodesRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryCodesResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractHistoryRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractHistoryResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractsByCodeRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractsByCodeResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractsByCreatorRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractsByCreatorResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryParamsRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryParamsResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryPinnedCodesRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryPinnedCodesResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryRawContractStateRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryRawContractStateResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QuerySmartContractStateRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QuerySmartContractStateResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryWasmLimitsConfigRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryWasmLimitsConfigResponse;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.WasmLimits;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What clients ask about codes and contracts. wasmd x/wasm/keeper/querier.go.
 *
 * @param smartGasLimit SDK gas that a contract may use to answer somebody outside the chain
 * @param limits that the VM has for uploads
 */
public record WasmQueryService(WasmKeeper wasm, AddressFormat format, long smartGasLimit, WasmLimits limits) {
    private static final String SERVICE = "/cosmwasm.wasm.v1.Query/";

    /** wasmd: DefaultGasCostBuildAddress. */
    private static final long BUILD_ADDRESS = 10;

    public List<QueryRoute<?>> routes() {
        return List.of(
                route("ContractInfo", QueryContractInfoRequest.getDefaultInstance(), this::contractInfo),
                route("ContractHistory", QueryContractHistoryRequest.getDefaultInstance(), this::history),
                route("ContractsByCode", QueryContractsByCodeRequest.getDefaultInstance(), this::contractsByCode),
                route("AllContractState", QueryAllContractStateRequest.getDefaultInstance(), this::allState),
                route("RawContractState", QueryRawContractStateRequest.getDefaultInstance(), this::rawState),
                route("SmartContractState", QuerySmartContractStateRequest.getDefaultInstance(), this::smart),
                route("Code", QueryCodeRequest.getDefaultInstance(), this::code),
                route("Codes", QueryCodesRequest.getDefaultInstance(), this::codes),
                route("CodeInfo", QueryCodeInfoRequest.getDefaultInstance(), this::codeInfo),
                route("PinnedCodes", QueryPinnedCodesRequest.getDefaultInstance(), this::pinnedCodes),
                route("Params", QueryParamsRequest.getDefaultInstance(), this::params),
                route(
                        "ContractsByCreator",
                        QueryContractsByCreatorRequest.getDefaultInstance(),
                        this::contractsByCreator),
                route("WasmLimitsConfig", QueryWasmLimitsConfigRequest.getDefaultInstance(), this::limits),
                route("BuildAddress", QueryBuildAddressRequest.getDefaultInstance(), this::buildAddress));
    }

    private static <Q extends Message> QueryRoute<Q> route(
            String method, Q prototype, BiFunction<Context, Q, Message> handler) {
        return new QueryRoute<>(SERVICE + method, prototype, handler);
    }

    private Message contractInfo(Context ctx, QueryContractInfoRequest request) {
        Address contract = format.parse(request.getAddress());
        ContractInfo info = wasm.contracts().get(ctx, contract);
        return QueryContractInfoResponse.newBuilder()
                .setAddress(format.text(contract))
                .setContractInfo(info)
                .build();
    }

    private Message history(Context ctx, QueryContractHistoryRequest request) {
        Address contract = format.parse(request.getAddress());
        var page = WasmPages.of(
                list(ctx, WasmKeys.historyOf(contract)),
                request.getPagination(),
                (key, value) -> Stored.historyEntry(value));
        return QueryContractHistoryResponse.newBuilder()
                .addAllEntries(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message contractsByCode(Context ctx, QueryContractsByCodeRequest request) {
        requireCodeId(request.getCodeId());
        Page<String> page = indexed(ctx, WasmKeys.byCode(request.getCodeId()), request.getPagination());
        return QueryContractsByCodeResponse.newBuilder()
                .addAllContracts(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message contractsByCreator(Context ctx, QueryContractsByCreatorRequest request) {
        Address creator = format.parse(request.getCreatorAddress());
        Page<String> page = indexed(ctx, WasmKeys.byCreator(creator), request.getPagination());
        return QueryContractsByCreatorResponse.newBuilder()
                .addAllContractAddresses(page.items())
                .setPagination(page.response())
                .build();
    }

    /** Addresses at the end of an index's keys, behind positions in time. */
    private Page<String> indexed(Context ctx, byte[] index, PageRequest request) {
        return WasmPages.of(
                list(ctx, index),
                request,
                (key, value) -> format.text(Address.of(Keys.tail(key, WasmKeys.POSITION_BYTES))));
    }

    private Message allState(Context ctx, QueryAllContractStateRequest request) {
        Address contract = existing(ctx, request.getAddress());
        Page<Model> page = WasmPages.of(
                wasm.contracts().state(ctx, contract),
                request.getPagination(),
                (key, value) -> Model.newBuilder()
                        .setKey(ByteString.copyFrom(key))
                        .setValue(ByteString.copyFrom(value))
                        .build());
        return QueryAllContractStateResponse.newBuilder()
                .addAllModels(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message rawState(Context ctx, QueryRawContractStateRequest request) {
        Address contract = existing(ctx, request.getAddress());
        QueryRawContractStateResponse.Builder response = QueryRawContractStateResponse.newBuilder();
        if (!request.getQueryData().isEmpty()) {
            wasm.contracts()
                    .state(ctx, contract)
                    .get(request.getQueryData().toByteArray())
                    .ifPresent(value -> response.setData(ByteString.copyFrom(value)));
        }
        return response.build();
    }

    private Message smart(Context ctx, QuerySmartContractStateRequest request) {
        byte[] question = request.getQueryData().toByteArray();
        if (!ContractMessages.isJson(question)) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid query data");
        }
        Address contract = format.parse(request.getAddress());
        long left = ctx.gas().remaining();
        GasMeter meter = GasMeter.limitedTo(Long.compareUnsigned(left, smartGasLimit) < 0 ? left : smartGasLimit);
        return QuerySmartContractStateResponse.newBuilder()
                .setData(ByteString.copyFrom(ask(ctx.withGas(meter), contract, question)))
                .build();
    }

    /** Whatever goes wrong inside is an ordinary refusal outside. */
    private byte[] ask(Context ctx, Address contract, byte[] question) {
        try {
            return wasm.calls().query(ctx, contract, question);
        } catch (ChainException | QueryException e) {
            throw e;
        } catch (OutOfGasException e) {
            throw SdkError.OUT_OF_GAS.failure("out of gas in location: " + e.location() + "; gasWanted: "
                    + Long.toUnsignedString(ctx.gas().limit()) + ", gasUsed: "
                    + Long.toUnsignedString(ctx.gas().consumed()));
        } catch (RuntimeException e) {
            throw SdkError.PANIC.failure();
        }
    }

    private Message code(Context ctx, QueryCodeRequest request) {
        requireCodeId(request.getCodeId());
        CodeInfo info = wasm.codes().get(ctx, request.getCodeId());
        try {
            return QueryCodeResponse.newBuilder()
                    .setCodeInfo(described(request.getCodeId(), info))
                    .setData(wasm.codes()
                            .wasm(ctx, request.getCodeId())
                            .map(ByteString::copyFrom)
                            .orElse(ByteString.EMPTY))
                    .build();
        } catch (ChainException e) {
            throw e.in("loading wasm code");
        }
    }

    private Message codes(Context ctx, QueryCodesRequest request) {
        var page = WasmPages.of(
                list(ctx, WasmKeys.CODE),
                request.getPagination(),
                (key, value) -> described(Keys.readUint64(key, 0), Stored.codeInfo(value)));
        return QueryCodesResponse.newBuilder()
                .addAllCodeInfos(page.items())
                .setPagination(page.response())
                .build();
    }

    private static CodeInfoResponse described(long codeId, CodeInfo info) {
        return CodeInfoResponse.newBuilder()
                .setCodeId(codeId)
                .setCreator(info.getCreator())
                .setDataHash(info.getCodeHash())
                .setInstantiatePermission(info.getInstantiateConfig())
                .build();
    }

    private Message codeInfo(Context ctx, QueryCodeInfoRequest request) {
        requireCodeId(request.getCodeId());
        CodeInfo info = wasm.codes().get(ctx, request.getCodeId());
        return QueryCodeInfoResponse.newBuilder()
                .setCodeId(request.getCodeId())
                .setCreator(info.getCreator())
                .setChecksum(info.getCodeHash())
                .setInstantiatePermission(info.getInstantiateConfig())
                .build();
    }

    private Message pinnedCodes(Context ctx, QueryPinnedCodesRequest request) {
        Page<Long> page = WasmPages.of(
                list(ctx, WasmKeys.PINNED), request.getPagination(), (key, value) -> Keys.readUint64(key, 0));
        return QueryPinnedCodesResponse.newBuilder()
                .addAllCodeIds(page.items())
                .setPagination(page.response())
                .build();
    }

    private Message params(Context ctx, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(wasm.params().get(ctx).toProto())
                .build();
    }

    private Message limits(Context ctx, QueryWasmLimitsConfigRequest request) {
        return QueryWasmLimitsConfigResponse.newBuilder()
                .setConfig(WasmLimitsJson.of(limits))
                .build();
    }

    private Message buildAddress(Context ctx, QueryBuildAddressRequest request) {
        try {
            byte[] hash = hex("invalid code hash", request.getCodeHash());
            Address creator =
                    Circumstances.within("invalid creator address", () -> format.parse(request.getCreatorAddress()));
            byte[] salt = hex("invalid salt", request.getSalt());
            if (salt.length == 0) {
                throw QueryStatus.INVALID_ARGUMENT.failure("empty salt");
            }
            byte[] msg = request.getInitArgs().toByteArray();
            if (msg.length > 0 && !ContractMessages.isJson(msg)) {
                throw WasmError.INVALID.failure();
            }
            return QueryBuildAddressResponse.newBuilder()
                    .setAddress(format.text(ContractAddresses.predictable(checksum(hash), creator, salt, msg)))
                    .build();
        } finally {
            ctx.gas().consume(BUILD_ADDRESS, "build address");
        }
    }

    private static Checksum checksum(byte[] hash) {
        try {
            return Checksum.of(hash);
        } catch (IllegalArgumentException e) {
            throw SdkError.PANIC.failure();
        }
    }

    private static byte[] hex(String circumstances, String text) {
        return Circumstances.within(circumstances, () -> GoStrings.parseHex(text));
    }

    private Address existing(Context ctx, String text) {
        Address contract = format.parse(text);
        if (!wasm.contracts().exists(ctx, contract)) {
            throw WasmSystemError.noSuchContract(format.text(contract));
        }
        return contract;
    }

    private static void requireCodeId(long codeId) {
        if (codeId == 0) {
            throw WasmError.INVALID.failure("code id");
        }
    }

    private static KeyValueStore list(Context ctx, byte[] prefix) {
        return new PrefixStore(ctx.store(WasmKeys.STORE), prefix);
    }
}
