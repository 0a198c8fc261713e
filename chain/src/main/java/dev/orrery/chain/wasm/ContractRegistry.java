package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.PrefixStore;
import dev.orrery.proto.cosmwasm.wasm.v1.AbsoluteTxPosition;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractCodeHistoryEntry;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractCodeHistoryOperationType;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.Model;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The contracts there are: what is known of each, its history, indexes, and its state. wasmd x/wasm/keeper/keeper.go. */
public final class ContractRegistry {
    private final AddressFormat format;

    ContractRegistry(AddressFormat format) {
        this.format = format;
    }

    public Optional<ContractInfo> find(Context ctx, Address contract) {
        return ctx.store(WasmKeys.STORE).get(WasmKeys.contract(contract)).map(Stored::contractInfo);
    }

    /**
     * @throws dev.orrery.chain.error.ChainException if there is no such contract
     */
    public ContractInfo get(Context ctx, Address contract) {
        return find(ctx, contract).orElseThrow(() -> WasmSystemError.noSuchContract(format.text(contract)));
    }

    public boolean exists(Context ctx, Address contract) {
        return ctx.store(WasmKeys.STORE).has(WasmKeys.contract(contract));
    }

    /** The contract's own keys and values. */
    public KeyValueStore state(Context ctx, Address contract) {
        return new PrefixStore(ctx.store(WasmKeys.STORE), WasmKeys.contractState(contract));
    }

    /** Enters a new contract everywhere, in the reference's order of writes. */
    void add(Context ctx, Address contract, Address creator, ContractInfo info, byte[] msg) {
        ContractCodeHistoryEntry entry = ContractCodeHistoryEntry.newBuilder()
                .setOperation(ContractCodeHistoryOperationType.CONTRACT_CODE_HISTORY_OPERATION_TYPE_INIT)
                .setCodeId(info.getCodeId())
                .setUpdated(info.getCreated())
                .setMsg(ByteString.copyFrom(msg))
                .build();
        byte[] position = TxPosition.bytes(info.getCreated());
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        store.set(WasmKeys.byCode(info.getCodeId(), position, contract), new byte[0]);
        store.set(WasmKeys.byCreator(creator, position, contract), new byte[0]);
        appendHistory(ctx, contract, entry);
        put(ctx, contract, info);
    }

    /**
     * Takes over a contract from elsewhere, with its history and state.
     *
     * @throws dev.orrery.chain.error.ChainException if it is there already or has no history
     */
    void restore(
            Context ctx,
            Address contract,
            ContractInfo info,
            List<ContractCodeHistoryEntry> history,
            List<Model> state) {
        if (exists(ctx, contract)) {
            throw WasmError.DUPLICATE.failure("contract: " + format.text(contract));
        }
        if (history.isEmpty()) {
            throw WasmError.EMPTY.failure("contract history");
        }
        Address creator = format.parse(info.getCreator());
        history.forEach(entry -> appendHistory(ctx, contract, entry));
        put(ctx, contract, info);
        ContractCodeHistoryEntry last = history.getLast();
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        store.set(WasmKeys.byCode(last.getCodeId(), TxPosition.bytes(last.getUpdated()), contract), new byte[0]);
        store.set(
                WasmKeys.byCreator(creator, TxPosition.bytes(history.getFirst().getUpdated()), contract), new byte[0]);
        KeyValueStore own = state(ctx, contract);
        for (Model entry : state) {
            byte[] key = entry.getKey().toByteArray();
            if (own.has(key)) {
                throw WasmError.DUPLICATE.failure(
                        "duplicate key: " + HexFormat.of().formatHex(key));
            }
            own.set(key, entry.getValue().toByteArray());
        }
    }

    /** Enters the contract under its new code. */
    void migrated(Context ctx, Address contract, ContractInfo info, long newCodeId, byte[] msg) {
        ContractCodeHistoryEntry last = lastHistoryEntry(ctx, contract);
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        store.delete(WasmKeys.byCode(last.getCodeId(), TxPosition.bytes(last.getUpdated()), contract));
        AbsoluteTxPosition now = TxPosition.of(ctx);
        appendHistory(
                ctx,
                contract,
                ContractCodeHistoryEntry.newBuilder()
                        .setOperation(ContractCodeHistoryOperationType.CONTRACT_CODE_HISTORY_OPERATION_TYPE_MIGRATE)
                        .setCodeId(newCodeId)
                        .setUpdated(now)
                        .setMsg(ByteString.copyFrom(msg))
                        .build());
        store.set(WasmKeys.byCode(newCodeId, TxPosition.bytes(now), contract), new byte[0]);
        put(ctx, contract, info.toBuilder().setCodeId(newCodeId).build());
    }

    /**
     * Gives a contract another admin, or none.
     *
     * @param admin text of an address; empty for none
     */
    public void setAdmin(Context ctx, Address contract, String caller, String admin, AuthorizationPolicy policy) {
        ContractInfo info = modifiable(ctx, contract, caller, policy);
        put(ctx, contract, info.toBuilder().setAdmin(admin).build());
        ctx.events()
                .emit("update_contract_admin", "_contract_address", format.text(contract), "new_admin_address", admin);
    }

    public void setLabel(Context ctx, Address contract, String caller, String label, AuthorizationPolicy policy) {
        ContractInfo info = modifiable(ctx, contract, caller, policy);
        put(ctx, contract, info.toBuilder().setLabel(label).build());
        ctx.events().emit("update_contract_label", "_contract_address", format.text(contract), "new_label", label);
    }

    /** Codes the contract has had, oldest first. */
    public List<ContractCodeHistoryEntry> history(Context ctx, Address contract) {
        List<ContractCodeHistoryEntry> entries = new ArrayList<>();
        try (Cursor cursor = historyOf(ctx, contract).iterate(KeyRange.ALL, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                if (isHistoryKey(cursor.key())) {
                    entries.add(Stored.historyEntry(cursor.value()));
                }
            }
        }
        return entries;
    }

    /** One contract in a list, and where the list goes on after it. */
    public record Listed(Address contract, byte[] key) {}

    /** Contracts in the order of their addresses, from a key on. */
    public List<Listed> list(Context ctx, byte[] from, int limit) {
        return listed(ctx, WasmKeys.CONTRACT, 0, from, limit);
    }

    /** Contracts of a code, in the order in which they came to it. */
    public List<Listed> listByCode(Context ctx, long codeId, byte[] from, int limit) {
        return listed(ctx, WasmKeys.byCode(codeId), WasmKeys.POSITION_BYTES, from, limit);
    }

    /** Contracts that somebody made, oldest first. */
    public List<Listed> listByCreator(Context ctx, Address creator, byte[] from, int limit) {
        return listed(ctx, WasmKeys.byCreator(creator), WasmKeys.POSITION_BYTES, from, limit);
    }

    private static List<Listed> listed(Context ctx, byte[] prefix, int skip, byte[] from, int limit) {
        List<Listed> contracts = new ArrayList<>();
        KeyValueStore index = new PrefixStore(ctx.store(WasmKeys.STORE), prefix);
        try (Cursor cursor = index.iterate(KeyRange.from(from), Direction.ASCENDING)) {
            for (; cursor.valid() && contracts.size() < limit; cursor.next()) {
                contracts.add(new Listed(Address.of(Keys.tail(cursor.key(), skip)), cursor.key()));
            }
        }
        return contracts;
    }

    private ContractInfo modifiable(Context ctx, Address contract, String caller, AuthorizationPolicy policy) {
        ContractInfo info = find(ctx, contract).orElseThrow(() -> SdkError.INVALID_REQUEST.failure("unknown contract"));
        if (!policy.mayModifyContract(admin(info), caller)) {
            throw SdkError.UNAUTHORIZED.failure("can not modify contract");
        }
        return info;
    }

    static Optional<String> admin(ContractInfo info) {
        return info.getAdmin().isEmpty() ? Optional.empty() : Optional.of(info.getAdmin());
    }

    private static void put(Context ctx, Address contract, ContractInfo info) {
        ctx.store(WasmKeys.STORE).set(WasmKeys.contract(contract), info.toByteArray());
    }

    private static void appendHistory(Context ctx, Address contract, ContractCodeHistoryEntry entry) {
        long position = 0;
        try (Cursor cursor = historyOf(ctx, contract).iterate(KeyRange.ALL, Direction.DESCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                if (isHistoryKey(cursor.key())) {
                    position = Keys.readUint64(cursor.key(), 0);
                    break;
                }
            }
        }
        ctx.store(WasmKeys.STORE).set(WasmKeys.history(contract, position + 1), entry.toByteArray());
    }

    private ContractCodeHistoryEntry lastHistoryEntry(Context ctx, Address contract) {
        try (Cursor cursor = historyOf(ctx, contract).iterate(KeyRange.ALL, Direction.DESCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                if (isHistoryKey(cursor.key())) {
                    return Stored.historyEntry(cursor.value());
                }
            }
        }
        throw new IllegalStateException("no history for " + format.text(contract));
    }

    private static KeyValueStore historyOf(Context ctx, Address contract) {
        return new PrefixStore(ctx.store(WasmKeys.STORE), WasmKeys.historyOf(contract));
    }

    /** Keys of a longer address that begins with this one's bytes look alike but are longer. */
    private static boolean isHistoryKey(byte[] key) {
        return key.length == Long.BYTES;
    }
}
