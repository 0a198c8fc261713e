package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.PrefixStore;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.vm.AnalysisReport;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Uploaded code: numbered from 1, kept by the VM, with an owner and rules of its own. wasmd x/wasm/keeper/keeper.go. */
public final class CodeRegistry {
    /** Largest code after unpacking. Bytes. wasmd x/wasm/types/validation.go: MaxWasmSize. */
    static final int MAX_CODE_BYTES = 800 * 1024;

    /** Code in a genesis was accepted by a chain whose limit we don't know; this one only protects memory. */
    private static final int MAX_RESTORED_BYTES = 64 * 1024 * 1024;

    private final Vm vm;
    private final WasmParams params;

    CodeRegistry(Vm vm, WasmParams params) {
        this.vm = vm;
        this.params = params;
    }

    /** What a successful upload is told. */
    public record Created(long codeId, Checksum checksum) {}

    /**
     * Stores code, packed or not.
     *
     * @param creator text of an address
     * @param instantiate who may make contracts of it; absent: whatever the chain's parameters say
     */
    public Created create(
            Context ctx, String creator, byte[] upload, Optional<Access> instantiate, AuthorizationPolicy policy) {
        Access byDefault = Access.byDefault(params.get(ctx).instantiateDefault(), creator);
        Access access = instantiate.orElse(byDefault);
        if (!policy.mayCreateCode(params.get(ctx).upload(), byDefault, creator, access)) {
            throw SdkError.UNAUTHORIZED.failure("can not create code");
        }
        byte[] wasm = unpack(ctx, upload);
        Checksum checksum = store(ctx, wasm);
        if (ctx.mode() != ExecutionMode.SIMULATE) {
            analyze(checksum);
        }
        long codeId = Sequences.next(ctx.store(WasmKeys.STORE), WasmKeys.NEXT_CODE_ID);
        put(
                ctx,
                codeId,
                CodeInfo.newBuilder()
                        .setCodeHash(com.google.protobuf.ByteString.copyFrom(checksum.toBytes()))
                        .setCreator(creator)
                        .setInstantiateConfig(access.toProto())
                        .build());
        // Quirk: the reference means to name the required capabilities as well, but drops them on the way.
        ctx.events().emit("store_code", "code_checksum", checksum.toString(), "code_id", Long.toUnsignedString(codeId));
        return new Created(codeId, checksum);
    }

    /**
     * Takes over code that was accepted elsewhere, under its old number.
     *
     * @throws ChainException if it isn't what its description says, or the number is taken
     */
    void restore(Context ctx, long codeId, CodeInfo info, byte[] wasm) {
        Checksum checksum;
        try {
            checksum = vm.storeCodeUnchecked(Gunzip.isGzip(wasm) ? Gunzip.unpack(wasm, MAX_RESTORED_BYTES) : wasm);
        } catch (VmException e) {
            throw WasmError.CREATE_FAILED.failure(e.getMessage());
        }
        if (!checksum.equals(checksumOf(info))) {
            throw WasmError.INVALID.failure("code hashes not same");
        }
        if (find(ctx, codeId).isPresent()) {
            throw WasmError.DUPLICATE.failure("duplicate code: " + Long.toUnsignedString(codeId));
        }
        put(ctx, codeId, info);
    }

    public Optional<CodeInfo> find(Context ctx, long codeId) {
        return ctx.store(WasmKeys.STORE).get(WasmKeys.code(codeId)).map(Stored::codeInfo);
    }

    /**
     * @throws ChainException if there is no such code
     */
    public CodeInfo get(Context ctx, long codeId) {
        return find(ctx, codeId).orElseThrow(() -> WasmSystemError.noSuchCode(codeId));
    }

    /** The uploaded bytes, unpacked. */
    public Optional<byte[]> wasm(Context ctx, long codeId) {
        return find(ctx, codeId).map(info -> {
            try {
                return vm.code(checksumOf(info));
            } catch (VmException e) {
                throw ChainException.plain(e.getMessage());
            }
        });
    }

    /** The numbers of all codes that the chain itself wrote. */
    public List<Long> numbers(Context ctx) {
        return list(ctx, 1, Integer.MAX_VALUE).stream().map(Listed::codeId).toList();
    }

    /** One code in a list. */
    public record Listed(long codeId, CodeInfo info) {}

    /** Codes in the order of their numbers, from one number on. */
    public List<Listed> list(Context ctx, long from, int limit) {
        List<Listed> codes = new ArrayList<>();
        KeyValueStore store = new PrefixStore(ctx.store(WasmKeys.STORE), WasmKeys.CODE);
        try (Cursor cursor = store.iterate(KeyRange.from(Keys.uint64(from)), Direction.ASCENDING)) {
            for (; cursor.valid() && codes.size() < limit; cursor.next()) {
                codes.add(new Listed(Keys.readUint64(cursor.key(), 0), Stored.codeInfo(cursor.value())));
            }
        }
        return codes;
    }

    /** Writes the codes that the state names, each once. */
    public void export(Context ctx, DataOutput out) throws IOException {
        for (Checksum checksum : checksums(ctx)) {
            byte[] wasm;
            try {
                wasm = vm.code(checksum);
            } catch (VmException e) {
                throw new IOException("code " + checksum + " is lost: " + e.getMessage(), e);
            }
            out.writeInt(wasm.length);
            out.write(wasm);
        }
    }

    /**
     * Keeps the codes that the state names, as they were exported where it is the same.
     *
     * @throws IOException if these are others
     */
    public void takeOver(Context ctx, DataInput in) throws IOException {
        for (Checksum checksum : checksums(ctx)) {
            int length = in.readInt();
            if (length < 0 || length > MAX_RESTORED_BYTES) {
                throw new IOException("a code of " + length + " bytes");
            }
            byte[] wasm = new byte[length];
            in.readFully(wasm);
            if (!Checksum.generate(wasm).equals(checksum)) {
                throw new IOException("code " + checksum + " is another one");
            }
            try {
                vm.storeCodeUnchecked(wasm);
            } catch (VmException e) {
                throw new IOException("code " + checksum + " can't be kept: " + e.getMessage(), e);
            }
        }
    }

    /** Of all codes, in the order of the first that has each. */
    private Set<Checksum> checksums(Context ctx) {
        Set<Checksum> checksums = new LinkedHashSet<>();
        list(ctx, 1, Integer.MAX_VALUE).forEach(code -> checksums.add(checksumOf(code.info())));
        return checksums;
    }

    static Checksum checksumOf(CodeInfo info) {
        return Checksum.of(info.getCodeHash().toByteArray());
    }

    /**
     * @throws ChainException if the VM can't tell
     */
    public AnalysisReport analyze(CodeInfo info) {
        try {
            return vm.analyze(checksumOf(info));
        } catch (VmException e) {
            throw WasmError.VM.failure(e.getMessage());
        }
    }

    /** Changes who may make contracts of a code. */
    public void setAccess(Context ctx, long codeId, String caller, Access access, AuthorizationPolicy policy) {
        CodeInfo info = get(ctx, codeId);
        boolean isSubset = Access.isSubset(access.permission(), params.get(ctx).instantiateDefault());
        if (!policy.mayModifyAccess(info.getCreator(), caller, isSubset)) {
            throw SdkError.UNAUTHORIZED.failure("can not modify code access config");
        }
        put(ctx, codeId, info.toBuilder().setInstantiateConfig(access.toProto()).build());
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("code_permission", WasmParams.word(access.permission())));
        attributes.add(new Attribute("code_id", Long.toUnsignedString(codeId)));
        if (!access.addresses().isEmpty()) {
            attributes.add(new Attribute("authorized_addresses", String.join(",", access.addresses())));
        }
        ctx.events().emit(new Event("update_code_access_config", attributes));
    }

    /** Keeps a code ready in memory, on every node. */
    public void pin(Context ctx, long codeId) {
        CodeInfo info = get(ctx, codeId);
        ctx.gas().consume(GasRegister.PIN, "Loading CosmWasm module: pin code");
        List<Checksum> checksums = pinned(ctx, OptionalLong.empty());
        checksums.add(checksumOf(info));
        sync(ctx, checksums);
        ctx.store(WasmKeys.STORE).set(WasmKeys.pinned(codeId), new byte[] {1});
        ctx.events().emit("pin_code", "code_id", Long.toUnsignedString(codeId));
    }

    public void unpin(Context ctx, long codeId) {
        get(ctx, codeId);
        ctx.gas().consume(GasRegister.UNPIN, "Loading CosmWasm module: unpin code");
        sync(ctx, pinned(ctx, OptionalLong.of(codeId)));
        ctx.store(WasmKeys.STORE).delete(WasmKeys.pinned(codeId));
        ctx.events().emit("unpin_code", "code_id", Long.toUnsignedString(codeId));
    }

    public boolean isPinned(Context ctx, long codeId) {
        return ctx.store(WasmKeys.STORE).has(WasmKeys.pinned(codeId));
    }

    /** The numbers of pinned codes. */
    public List<Long> pinnedIds(Context ctx) {
        List<Long> ids = new ArrayList<>();
        KeyValueStore store = new PrefixStore(ctx.store(WasmKeys.STORE), WasmKeys.PINNED);
        try (Cursor cursor = store.iterate(KeyRange.ALL, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                ids.add(Keys.readUint64(cursor.key(), 0));
            }
        }
        return ids;
    }

    /** Makes the VM hold what the state says is pinned; at the start of a node. */
    public void restorePins(Context ctx) {
        List<Checksum> checksums = pinned(ctx, OptionalLong.empty());
        if (checksums.isEmpty()) {
            return;
        }
        try {
            vm.syncPinnedCodes(checksums);
        } catch (VmException e) {
            throw WasmError.PIN_FAILED.failure(e.getMessage());
        }
    }

    /** Whether making the code ready is cheaper now. Notes that it is being used. */
    boolean discount(Context ctx, Checksum code, boolean pinned) {
        return pinned
                || ctx.carried(CallContext.CODES_USED)
                        .map(used -> used.usedBefore(code))
                        .orElse(false);
    }

    private byte[] unpack(Context ctx, byte[] upload) {
        if (!Gunzip.isGzip(upload)) {
            return upload;
        }
        ctx.gas().consume(GasRegister.uncompress(upload.length), "Uncompress gzip bytecode");
        try {
            return Gunzip.unpack(upload, MAX_CODE_BYTES);
        } catch (ChainException e) {
            throw WasmError.CREATE_FAILED.failure("uncompress wasm archive: " + e.text());
        }
    }

    private Checksum store(Context ctx, byte[] wasm) {
        long price = wasm.length * GasRegister.COMPILE_PER_BYTE;
        boolean affordable = Long.compareUnsigned(RuntimeGas.limit(ctx), price) >= 0;
        try {
            if (!affordable) {
                throw new VmException(new VmError.OutOfGas());
            }
            Checksum checksum = ctx.mode() == ExecutionMode.SIMULATE ? vm.simulateStoreCode(wasm) : vm.storeCode(wasm);
            RuntimeGas.consume(ctx, price);
            return checksum;
        } catch (VmException e) {
            RuntimeGas.consume(ctx, price);
            throw WasmError.CREATE_FAILED.failure(e.getMessage());
        }
    }

    /** What can't be analyzed is refused before it is announced. */
    private void analyze(Checksum checksum) {
        try {
            vm.analyze(checksum);
        } catch (VmException e) {
            throw WasmError.CREATE_FAILED.failure(e.getMessage());
        }
    }

    private List<Checksum> pinned(Context ctx, OptionalLong without) {
        List<Checksum> checksums = new ArrayList<>();
        KeyValueStore store = new PrefixStore(ctx.store(WasmKeys.STORE), WasmKeys.PINNED);
        try (Cursor cursor = store.iterate(KeyRange.ALL, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                long codeId = Keys.readUint64(cursor.key(), 0);
                if (without.isEmpty() || without.getAsLong() != codeId) {
                    checksums.add(checksumOf(get(ctx, codeId)));
                }
            }
        }
        return checksums;
    }

    private void sync(Context ctx, List<Checksum> checksums) {
        if (ctx.isReplay()) {
            return; // what is pinned now is another matter
        }
        try {
            vm.syncPinnedCodes(checksums);
        } catch (VmException e) {
            throw WasmError.SYNC_PINNED_CODES_FAILED.failure(e.getMessage());
        }
    }

    private static void put(Context ctx, long codeId, CodeInfo info) {
        ctx.store(WasmKeys.STORE).set(WasmKeys.code(codeId), info.toByteArray());
    }
}
