package dev.orrery.vm;

import dev.orrery.vm.check.UploadCheck;
import java.util.Set;

/**
 * Says whether code could be stored, as {@link Vm#storeCode} would, without a directory to store it in: for tools. Any
 * thread.
 */
public final class CodeCheck {
    private final UploadCheck checks;

    /** @param capabilities what contracts may require of the chain */
    public CodeCheck(Set<String> capabilities, WasmLimits limits) {
        checks = new UploadCheck(capabilities, limits);
    }

    /** What a chain with wasmd's settings would say. */
    public static CodeCheck wasmd() {
        return new CodeCheck(VmOptions.WASMD_CAPABILITIES, WasmLimits.DEFAULT);
    }

    /** @throws VmException with the reason why {@link Vm#storeCode} would refuse the code */
    public Checksum check(byte[] wasm) throws VmException {
        return ErrorBorder.attempt(() -> {
            checks.check(wasm);
            return Checksum.generate(wasm);
        });
    }

    /** @throws VmException with the reason why {@link Vm#storeCodeUnchecked} would refuse the code */
    public Checksum checkUnchecked(byte[] wasm) throws VmException {
        return ErrorBorder.attempt(() -> {
            UploadCheck.checkUnchecked(wasm);
            return Checksum.generate(wasm);
        });
    }
}
