package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.WasmQuery;
import dev.orrery.msg.WasmResponse;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.QueryResponseJson;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What contracts ask about and of other contracts. wasmd x/wasm/keeper/query_plugins.go: WasmQuerier. */
final class WasmQueries {
    private final CodeRegistry codes;
    private final ContractRegistry contracts;
    private final AddressFormat format;
    private final SmartQuery smart;

    /** Asks a contract. */
    @FunctionalInterface
    interface SmartQuery {
        byte[] query(Context ctx, Address contract, byte[] msg);
    }

    WasmQueries(CodeRegistry codes, ContractRegistry contracts, AddressFormat format, SmartQuery smart) {
        this.codes = codes;
        this.contracts = contracts;
        this.format = format;
        this.smart = smart;
    }

    byte[] answer(Context ctx, WasmQuery question) {
        return switch (question) {
            case WasmQuery.Smart query -> smart(ctx, query);
            case WasmQuery.Raw query ->
                contracts
                        .state(ctx, AskedAddress.parse(format, query.contractAddress()))
                        .get(query.key().toArray())
                        .orElse(new byte[0]);
            case WasmQuery.ContractInfo query -> contractInfo(ctx, query);
            case WasmQuery.CodeInfo query -> codeInfo(ctx, query);
            case WasmQuery.RawRange query -> rawRange(ctx, query);
            case WasmQuery.Unknown query -> throw WasmSystemError.unsupported("unknown WasmQuery variant");
        };
    }

    private byte[] smart(Context ctx, WasmQuery.Smart query) {
        Address contract = AskedAddress.parse(format, query.contractAddress());
        byte[] msg = query.msg().toArray();
        if (!ContractMessages.isJson(msg)) {
            throw WasmError.INVALID.failure("json msg");
        }
        return smart.query(ctx, contract, msg);
    }

    private byte[] contractInfo(Context ctx, WasmQuery.ContractInfo query) {
        ContractInfo info = contracts
                .find(ctx, AskedAddress.parse(format, query.contractAddress()))
                .orElseThrow(() -> WasmSystemError.noSuchContract(query.contractAddress()));
        return GoJson.encode(
                QueryResponseJson.CONTRACT_INFO,
                new WasmResponse.ContractInfo(
                        info.getCodeId(),
                        info.getCreator(),
                        info.getAdmin(),
                        codes.isPinned(ctx, info.getCodeId()),
                        info.getIbcPortId(),
                        info.getIbc2PortId()));
    }

    private byte[] codeInfo(Context ctx, WasmQuery.CodeInfo query) {
        if (query.codeId() == 0) {
            throw WasmError.EMPTY.failure("code id");
        }
        CodeInfo info = codes.get(ctx, query.codeId());
        return GoJson.encode(
                QueryResponseJson.CODE_INFO,
                new WasmResponse.CodeInfo(
                        query.codeId(),
                        info.getCreator(),
                        Bytes.of(info.getCodeHash().toByteArray())));
    }

    private byte[] rawRange(Context ctx, WasmQuery.RawRange query) {
        Address contract = AskedAddress.parse(format, query.contractAddress());
        Direction direction = switch (query.order()) {
            case "ascending" -> Direction.ASCENDING;
            case "descending" -> Direction.DESCENDING;
            default -> throw SdkError.INVALID_REQUEST.failure("unknown order " + query.order());
        };
        KeyRange range = new KeyRange(bound(query.start()), bound(query.end()));
        List<WasmResponse.Entry> entries = new ArrayList<>();
        try (Cursor cursor = contracts.state(ctx, contract).iterate(range, direction)) {
            for (; cursor.valid() && entries.size() < query.limit(); cursor.next()) {
                entries.add(new WasmResponse.Entry(Bytes.of(cursor.key()), Bytes.of(cursor.value())));
            }
            Optional<Bytes> next = cursor.valid() ? Optional.of(Bytes.of(cursor.key())) : Optional.empty();
            return GoJson.encode(QueryResponseJson.RAW_RANGE, new WasmResponse.RawRange(entries, next));
        }
    }

    private static Optional<byte[]> bound(Bytes bound) {
        return bound.isEmpty() ? Optional.empty() : Optional.of(bound.toArray());
    }
}
