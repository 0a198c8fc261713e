package dev.orrery.chain.fork;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.proto.cosmwasm.wasm.v1.CodeInfo;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;

/**
 * Sees to it that the VM has a code before the fork knows of it.
 *
 * @param vm takes what another chain once accepted by rules of its own
 */
record ForkedCodes(Original original, Vm vm) {
    /** A prefix of one byte comes before the number. */
    private static final int PREFIX_BYTES = 1;

    /** @param info what stands under the key */
    void bring(byte[] key, byte[] info) {
        if (key.length != PREFIX_BYTES + Long.BYTES) {
            throw new UnavailableException("the original of this fork has a code without a number");
        }
        long codeId = number(key);
        Checksum checksum = checksum(codeId, info);
        if (!isThere(checksum)) {
            store(codeId, checksum, original.code(codeId));
        }
    }

    static long number(byte[] key) {
        return Keys.readUint64(key, PREFIX_BYTES);
    }

    private static Checksum checksum(long codeId, byte[] info) {
        try {
            return Checksum.of(CodeInfo.parseFrom(info).getCodeHash().toByteArray());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw unusable(codeId, e.getMessage(), e);
        }
    }

    private boolean isThere(Checksum checksum) {
        try {
            vm.code(checksum);
            return true;
        } catch (VmException e) {
            return false;
        }
    }

    private void store(long codeId, Checksum checksum, byte[] wasm) {
        if (!Checksum.generate(wasm).equals(checksum)) {
            throw unusable(codeId, "its bytes don't have the hash " + checksum, null);
        }
        try {
            vm.storeCodeUnchecked(wasm);
        } catch (VmException e) {
            throw unusable(codeId, e.getMessage(), e);
        }
    }

    private static UnavailableException unusable(long codeId, String why, Throwable cause) {
        return new UnavailableException(
                "code " + Long.toUnsignedString(codeId) + " of the original of this fork can't be used: " + why, cause);
    }
}
