package dev.orrery.server.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.PrefixStore;
import dev.orrery.chain.wasm.CodeRegistry;
import dev.orrery.chain.wasm.ContractRegistry;
import dev.orrery.proto.contracts.v1.CodeChange;
import dev.orrery.proto.contracts.v1.CodeInfo;
import dev.orrery.proto.contracts.v1.ContractInfo;
import dev.orrery.proto.contracts.v1.GetCodeRequest;
import dev.orrery.proto.contracts.v1.GetCodeResponse;
import dev.orrery.proto.contracts.v1.GetContractResponse;
import dev.orrery.proto.contracts.v1.GetStateRequest;
import dev.orrery.proto.contracts.v1.GetStateResponse;
import dev.orrery.proto.contracts.v1.ListCodesRequest;
import dev.orrery.proto.contracts.v1.ListCodesResponse;
import dev.orrery.proto.contracts.v1.ListContractsRequest;
import dev.orrery.proto.contracts.v1.ListContractsResponse;
import dev.orrery.proto.contracts.v1.StateEntry;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractCodeHistoryEntry;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractCodeHistoryOperationType;
import dev.orrery.vm.AnalysisReport;
import dev.orrery.vm.EntryPoint;
import java.util.List;
import java.util.function.Function;

/** Says which codes and contracts there are and what is in them. */
final class ContractListing {
    /** Keys and values in one answer, so that it fits a gRPC message. Bytes. */
    private static final int MAX_STATE_BYTES = 2 * 1024 * 1024;

    private final Contracts chain;
    private final CodeRegistry codes;
    private final ContractRegistry contracts;

    ContractListing(Contracts chain) {
        this.chain = chain;
        this.codes = chain.wasm().codes();
        this.contracts = chain.wasm().contracts();
    }

    ListCodesResponse codes(ListCodesRequest request) {
        int limit = Requests.page(request.getLimit());
        return read(ctx -> {
            List<CodeRegistry.Listed> listed = codes.list(ctx, request.getAfter() + 1, limit + 1);
            ListCodesResponse.Builder response = ListCodesResponse.newBuilder().setMore(listed.size() > limit);
            listed.stream().limit(limit).forEach(code -> response.addCodes(code(code.codeId(), code.info())));
            return response.build();
        });
    }

    GetCodeResponse code(GetCodeRequest request) {
        return read(ctx -> {
            var info = requireCode(ctx, request.getCodeId());
            GetCodeResponse.Builder response = GetCodeResponse.newBuilder().setInfo(code(request.getCodeId(), info));
            if (request.getWithWasm()) {
                response.setWasm(
                        ByteString.copyFrom(codes.wasm(ctx, request.getCodeId()).orElseThrow()));
            }
            return response.build();
        });
    }

    ListContractsResponse contracts(ListContractsRequest request) {
        int limit = Requests.page(request.getLimit());
        byte[] from = request.getPageToken().toByteArray();
        return read(ctx -> {
            List<ContractRegistry.Listed> listed = request.getCodeId() == 0
                    ? contracts.list(ctx, from, limit + 1)
                    : contracts.listByCode(ctx, request.getCodeId(), from, limit + 1);
            ListContractsResponse.Builder response = ListContractsResponse.newBuilder();
            listed.stream()
                    .limit(limit)
                    .forEach(
                            entry -> response.addContracts(contract(entry.contract(), require(ctx, entry.contract()))));
            if (listed.size() > limit) {
                response.setNextPageToken(ByteString.copyFrom(listed.getLast().key()));
            }
            return response.build();
        });
    }

    GetContractResponse contract(Address contract) {
        return read(ctx -> {
            GetContractResponse.Builder response =
                    GetContractResponse.newBuilder().setInfo(contract(contract, require(ctx, contract)));
            contracts.history(ctx, contract).forEach(entry -> response.addHistory(change(entry)));
            return response.build();
        });
    }

    GetStateResponse state(Address contract, GetStateRequest request) {
        int limit = Requests.page(request.getLimit());
        byte[] prefix = request.getPrefix().toByteArray();
        KeyRange range = KeyRange.from(request.getPageToken().toByteArray());
        return read(ctx -> {
            require(ctx, contract);
            GetStateResponse.Builder response = GetStateResponse.newBuilder();
            int bytes = 0;
            try (Cursor cursor =
                    new PrefixStore(contracts.state(ctx, contract), prefix).iterate(range, Direction.ASCENDING)) {
                for (; cursor.valid(); cursor.next()) {
                    byte[] key = Keys.concat(prefix, cursor.key());
                    byte[] value = cursor.value();
                    bytes += key.length + value.length;
                    boolean full = response.getEntriesCount() == limit || bytes > MAX_STATE_BYTES;
                    if (full && response.getEntriesCount() > 0) {
                        return response.setNextPageToken(ByteString.copyFrom(cursor.key()))
                                .build();
                    }
                    response.addEntries(StateEntry.newBuilder()
                            .setKey(ByteString.copyFrom(key))
                            .setValue(ByteString.copyFrom(value)));
                }
            }
            return response.build();
        });
    }

    /** What is known of a contract that must exist. */
    dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo require(Context ctx, Address contract) {
        return contracts.get(ctx, contract);
    }

    /** What is known of a code that must exist. */
    dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo requireCode(Context ctx, long codeId) {
        return codes.get(ctx, codeId);
    }

    private CodeInfo code(long codeId, dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo info) {
        AnalysisReport report = codes.analyze(info);
        return CodeInfo.newBuilder()
                .setCodeId(codeId)
                .setChecksum(info.getCodeHash())
                .setCreator(info.getCreator())
                .addAllRequiredCapabilities(report.requiredCapabilities())
                .addAllEntryPoints(
                        report.entryPoints().stream().map(EntryPoint::export).toList())
                .build();
    }

    private ContractInfo contract(Address contract, dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo info) {
        return ContractInfo.newBuilder()
                .setContract(chain.format().text(contract))
                .setCodeId(info.getCodeId())
                .setCreator(info.getCreator())
                .setAdmin(info.getAdmin())
                .setLabel(info.getLabel())
                .setCreatedAt(info.getCreated().getBlockHeight())
                .build();
    }

    private static CodeChange change(ContractCodeHistoryEntry entry) {
        boolean migrated =
                entry.getOperation() == ContractCodeHistoryOperationType.CONTRACT_CODE_HISTORY_OPERATION_TYPE_MIGRATE;
        return CodeChange.newBuilder()
                .setOperation(migrated ? "migrate" : "init")
                .setCodeId(entry.getCodeId())
                .setHeight(entry.getUpdated().getBlockHeight())
                .setMsg(entry.getMsg())
                .build();
    }

    private <T> T read(Function<Context, T> question) {
        return chain.read(question);
    }
}
