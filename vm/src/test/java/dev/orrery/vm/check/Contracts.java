package dev.orrery.vm.check;

import static dev.orrery.testkit.wasm.Type.I32;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.util.function.Consumer;

/** The smallest contract and its parts, to be spoilt in one respect each. */
final class Contracts {
    private Contracts() {}

    /** Has all that the checks ask for. */
    static WasmBuilder smallest() {
        return withoutMemory().memory(1);
    }

    static WasmBuilder withoutMemory() {
        return withoutInterfaceVersion().function("interface_version_8", Sig.NONE, code -> {});
    }

    static WasmBuilder withoutInterfaceVersion() {
        return new WasmBuilder()
                .function("allocate", Sig.of(I32).to(I32), code -> code.i32(0))
                .function("deallocate", Sig.of(I32), code -> {});
    }

    /** The smallest contract with one function more. */
    static byte[] with(Consumer<Code> body) {
        return smallest().function(Sig.NONE, body).build();
    }
}
