package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.Circumstances;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmwasm.wasm.v1.Code;
import dev.orrery.proto.cosmwasm.wasm.v1.Contract;
import dev.orrery.proto.cosmwasm.wasm.v1.GenesisState;
import dev.orrery.proto.cosmwasm.wasm.v1.Model;
import dev.orrery.proto.cosmwasm.wasm.v1.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a chain begins with: rules, codes and contracts with their state. wasmd x/wasm/keeper/genesis.go: InitGenesis. */
public record WasmGenesis(WasmKeeper wasm, AddressFormat format) {
    /**
     * @throws ChainException naming what is wrong
     */
    public void init(Context ctx, GenesisState genesis) {
        wasm.params().set(ctx, WasmParams.Values.of(genesis.getParams()));
        long lastCode = 0;
        for (int i = 0; i < genesis.getCodesCount(); i++) {
            Code code = genesis.getCodes(i);
            Circumstances.within(
                    "code " + i + " with id: " + Long.toUnsignedString(code.getCodeId()), () -> restore(ctx, code));
            lastCode = Long.compareUnsigned(code.getCodeId(), lastCode) > 0 ? code.getCodeId() : lastCode;
        }
        for (int i = 0; i < genesis.getContractsCount(); i++) {
            Contract contract = genesis.getContracts(i);
            Circumstances.within("contract number " + i, () -> restore(ctx, contract));
        }
        for (int i = 0; i < genesis.getSequencesCount(); i++) {
            Sequence sequence = genesis.getSequences(i);
            Circumstances.within("sequence number " + i, () -> restore(ctx, sequence));
        }
        requireUnused(ctx, lastCode);
    }

    private void restore(Context ctx, Code code) {
        wasm.codes()
                .restore(
                        ctx,
                        code.getCodeId(),
                        code.getCodeInfo(),
                        code.getCodeBytes().toByteArray());
        if (code.getPinned()) {
            wasm.codes().pin(ctx, code.getCodeId());
        }
    }

    private void restore(Context ctx, Contract contract) {
        if (wasm.codes().find(ctx, contract.getContractInfo().getCodeId()).isEmpty()) {
            throw WasmSystemError.noSuchCode(contract.getContractInfo().getCodeId());
        }
        wasm.contracts()
                .restore(
                        ctx,
                        format.parse(contract.getContractAddress()),
                        contract.getContractInfo(),
                        contract.getContractCodeHistoryList(),
                        contract.getContractStateList());
    }

    private static void restore(Context ctx, Sequence sequence) {
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        byte[] key = sequence.getIdKey().toByteArray();
        if (store.has(key)) {
            throw WasmError.DUPLICATE.failure(
                    "autoincrement id: " + sequence.getIdKey().toStringUtf8());
        }
        store.set(key, Keys.uint64(sequence.getValue()));
    }

    /** The next code and the next contract must get numbers that nobody has. */
    private void requireUnused(Context ctx, long lastCode) {
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        long nextCode = Sequences.peek(store, WasmKeys.NEXT_CODE_ID);
        if (Long.compareUnsigned(nextCode, lastCode) <= 0) {
            throw WasmError.INVALID.failure("seq " + text(WasmKeys.NEXT_CODE_ID) + " with value: "
                    + Long.toUnsignedString(nextCode) + " must be greater than: " + Long.toUnsignedString(lastCode)
                    + " ");
        }
        // Quirk: the reference looks only at the address of a code that has the same number as the instance.
        long nextInstance = Sequences.peek(store, WasmKeys.NEXT_INSTANCE_ID);
        Address next = ContractAddresses.classic(nextInstance, nextInstance);
        if (wasm.contracts().exists(ctx, next)) {
            throw WasmError.INVALID.failure("value: " + Long.toUnsignedString(nextInstance) + " for seq "
                    + text(WasmKeys.NEXT_INSTANCE_ID) + " was used already");
        }
    }

    /** What {@link #init} makes the same state of; nothing if it never ran. wasmd x/wasm/keeper/genesis.go: ExportGenesis. */
    public Optional<StreamedMessage> export(Context ctx) {
        KeyValueStore store = ctx.store(WasmKeys.STORE);
        if (!store.has(WasmKeys.PARAMS)) {
            return Optional.empty();
        }
        return Optional.of(new StreamedMessage(
                GenesisState.newBuilder()
                        .setParams(wasm.params().get(ctx).toProto())
                        .addSequences(sequence(store, WasmKeys.NEXT_CODE_ID))
                        .addSequences(sequence(store, WasmKeys.NEXT_INSTANCE_ID))
                        .build(),
                Map.of("codes", taker -> exportCodes(ctx, taker), "contracts", taker -> exportContracts(ctx, taker))));
    }

    private static Sequence sequence(KeyValueStore store, byte[] key) {
        return Sequence.newBuilder()
                .setIdKey(ByteString.copyFrom(key))
                .setValue(Sequences.peek(store, key))
                .build();
    }

    private void exportCodes(Context ctx, Consumer<StreamedMessage> taker) {
        for (CodeRegistry.Listed code : wasm.codes().list(ctx, 1, Integer.MAX_VALUE)) {
            taker.accept(StreamedMessage.of(Code.newBuilder()
                    .setCodeId(code.codeId())
                    .setCodeInfo(code.info())
                    .setCodeBytes(ByteString.copyFrom(
                            wasm.codes().wasm(ctx, code.codeId()).orElseThrow()))
                    .setPinned(wasm.codes().isPinned(ctx, code.codeId()))
                    .build()));
        }
    }

    private void exportContracts(Context ctx, Consumer<StreamedMessage> taker) {
        for (ContractRegistry.Listed listed : wasm.contracts().list(ctx, new byte[0], Integer.MAX_VALUE)) {
            Address contract = listed.contract();
            taker.accept(new StreamedMessage(
                    Contract.newBuilder()
                            .setContractAddress(format.text(contract))
                            .setContractInfo(wasm.contracts().get(ctx, contract))
                            .addAllContractCodeHistory(wasm.contracts().history(ctx, contract))
                            .build(),
                    Map.of("contract_state", entries -> exportState(ctx, contract, entries))));
        }
    }

    private void exportState(Context ctx, Address contract, Consumer<StreamedMessage> taker) {
        try (Cursor cursor = wasm.contracts().state(ctx, contract).iterate(KeyRange.ALL, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                taker.accept(StreamedMessage.of(Model.newBuilder()
                        .setKey(ByteString.copyFrom(cursor.key()))
                        .setValue(ByteString.copyFrom(cursor.value()))
                        .build()));
            }
        }
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
