package dev.orrery.vm.check;

import static dev.orrery.testkit.wasm.Type.FUNCREF;
import static dev.orrery.testkit.wasm.Type.I32;
import static dev.orrery.testkit.wasm.Type.I64;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.WasmLimits;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One module for each rule, in the order of the rules. */
class ContractRulesTest {
    private static final String STATIC = "Error calling the VM: Error during static Wasm validation: ";

    private record Case(String name, WasmBuilder module, String reason) {}

    private static Stream<Case> refused() {
        return Stream.of(
                new Case("no number as migrate version", version("1x"), "invalid digit found in string"),
                new Case("no digits", version(""), "cannot parse integer from empty string"),
                new Case("a sign alone", version("+"), "invalid digit found in string"),
                new Case("a negative version", version("-1"), "invalid digit found in string"),
                new Case("2^64", version("18446744073709551616"), "number too large to fit in target type"),
                new Case("far above 2^64", version("9".repeat(40)), "number too large to fit in target type"),
                new Case(
                        "a version that is no text",
                        Contracts.smallest().custom("cw_migrate_version", new byte[] {'1', (byte) 0xC3, '('}),
                        "invalid utf-8 sequence of 1 bytes from index 1"),
                new Case(
                        "a version with half a character",
                        Contracts.smallest().custom("cw_migrate_version", new byte[] {'1', (byte) 0xC3}),
                        "incomplete utf-8 byte sequence from index 1"),
                new Case(
                        "two tables",
                        Contracts.smallest().table(FUNCREF, 1, 1).table(FUNCREF, 1, 1),
                        "Wasm contract must not have more than 1 table section"),
                new Case(
                        "unbound table",
                        Contracts.smallest().table(1),
                        "Wasm contract must not have unbound table section"),
                new Case(
                        "large table",
                        Contracts.smallest().table(FUNCREF, 1, 2501),
                        "Wasm contract's first table section has a too large max limit"),
                new Case("no memory", Contracts.withoutMemory(), "Wasm contract must contain exactly one memory"),
                new Case(
                        "large memory",
                        Contracts.withoutMemory().memory(513),
                        "Wasm contract memory's minimum must not exceed 512 pages."),
                new Case(
                        "memory with maximum",
                        Contracts.withoutMemory().memory(1, 2),
                        "Wasm contract memory's maximum must be unset. The host will set it for you."),
                new Case(
                        "no interface version",
                        Contracts.withoutInterfaceVersion().memory(1),
                        "Wasm contract missing a required marker export: interface_version_*"),
                new Case(
                        "two interface versions",
                        Contracts.smallest().function("interface_version_9", Sig.NONE, code -> {}),
                        "Wasm contract contains more than one marker export: interface_version_*"),
                new Case(
                        "other interface version",
                        Contracts.withoutInterfaceVersion()
                                .memory(1)
                                .function("interface_version_7", Sig.NONE, code -> {}),
                        "Wasm contract has unknown interface_version_* marker export"
                                + " (see https://github.com/CosmWasm/cosmwasm/blob/main/packages/vm/README.md)"),
                new Case(
                        "no deallocate",
                        new WasmBuilder()
                                .memory(1)
                                .function("interface_version_8", Sig.NONE, code -> {})
                                .function("allocate", Sig.NONE, code -> {}),
                        "Wasm contract doesn't have required export: \"deallocate\". Exports required by VM:"
                                + " [\"allocate\", \"deallocate\"]."),
                new Case("capability", requiring("b", "a", "iterator"), missing("{\"a\", \"b\"}")),
                new Case(
                        "capabilities beyond the text's limit",
                        requiring("\u00fc".repeat(50), "x".repeat(95)),
                        missing("{\"" + "x".repeat(95) + "\", ... 1 more}")),
                new Case("capability too long to name", requiring("x".repeat(200)), missing("{... 1 elements}")),
                new Case(
                        "many parameters",
                        Contracts.smallest().function(params(101), code -> {}),
                        "Wasm contract contains function with more than 100 parameters"),
                new Case(
                        "two results",
                        Contracts.smallest()
                                .function(
                                        Sig.of().to(I32, I64),
                                        code -> code.i32(1).i64(1)),
                        "Wasm contract contains function with more than 1 results"),
                new Case(
                        "many parameters in total",
                        functions(101, params(100), code -> {}),
                        "Wasm contract contains more than 10000 function parameters in total"),
                new Case(
                        "many functions",
                        functions(20_000, Sig.NONE, code -> {}),
                        "Wasm contract contains more than 20000 functions"),
                new Case(
                        "many locals",
                        Contracts.smallest()
                                .function(Sig.NONE, code -> code.locals(60, I32).locals(41, I64)),
                        "Wasm contract contains function with more than 100 locals: 101"),
                new Case(
                        "absurdly many locals",
                        Contracts.smallest()
                                .function(
                                        Sig.NONE,
                                        code -> code.locals(0xFFFF_FFFFL, I32).locals(0xFFFF_FFFFL, I64)),
                        "Wasm contract contains function with more than 100 locals: 8589934590"),
                new Case(
                        "many locals in total",
                        functions(101, Sig.NONE, code -> code.locals(100, I32)),
                        "Wasm contract contains more than 10000 function locals in total: 10100"));
    }

    private static WasmBuilder version(String text) {
        return Contracts.smallest().custom("cw_migrate_version", text.getBytes(StandardCharsets.UTF_8));
    }

    private static WasmBuilder requiring(String... capabilities) {
        WasmBuilder module = Contracts.smallest();
        for (String capability : capabilities) {
            module.function("requires_" + capability, Sig.NONE, code -> {});
        }
        return module;
    }

    private static String missing(String capabilities) {
        return "Wasm contract requires unavailable capabilities: " + capabilities;
    }

    private static Sig params(int count) {
        return Sig.of(Collections.nCopies(count, I32).toArray(Type[]::new));
    }

    private static WasmBuilder functions(int count, Sig type, Consumer<Code> body) {
        WasmBuilder module = Contracts.smallest();
        for (int i = 0; i < count; i++) {
            module.function(type, body);
        }
        return module;
    }

    @TestFactory
    Stream<DynamicTest> eachRuleHasItsText() {
        return refused()
                .map(broken -> DynamicTest.dynamicTest(
                        broken.name(),
                        () -> assertEquals(
                                STATIC + broken.reason(),
                                reason(CodeCheck.wasmd(), broken.module().build()))));
    }

    @Test
    void uncheckedCodeNeedsToObeyNoneOfTheRules() {
        byte[] module = new WasmBuilder()
                .memory(1, 2)
                .table(FUNCREF, 1, 1)
                .table(5000)
                .function(params(101), code -> code.locals(101, I32))
                .build();
        assertDoesNotThrow(() -> CodeCheck.wasmd().checkUnchecked(module));
    }

    @Test
    void uncheckedCodeStillHasToHaveAReadableMigrateVersion() {
        byte[] module = version("one").build();
        VmException refused =
                assertThrows(VmException.class, () -> CodeCheck.wasmd().checkUnchecked(module));
        assertEquals(STATIC + "invalid digit found in string", refused.error().text());
    }

    @Test
    void faultInABodyIsReportedLast() {
        byte[] module = Contracts.withoutMemory()
                .memory(1, 2)
                .function(Sig.NONE, code -> code.drop())
                .build();
        assertEquals(
                STATIC + "Wasm contract memory's maximum must be unset. The host will set it for you.",
                reason(CodeCheck.wasmd(), module));
    }

    @Test
    void capabilityThatTheChainHasIsNoReason() {
        CodeCheck richer = new CodeCheck(Set.of("a", "b", "iterator"), WasmLimits.DEFAULT);
        assertDoesNotThrow(
                () -> richer.check(requiring("a", "b", "", "iterator").build()));
    }

    @Test
    void limitsAreTheChainsAndSoAreTheNumbersInTheTexts() {
        WasmLimits limits =
                WasmLimits.DEFAULT.withInitialMemoryPages(3).withFunctions(5).withFunctionLocals(200);
        CodeCheck chain = new CodeCheck(VmOptions.WASMD_CAPABILITIES, limits);
        assertEquals(
                STATIC + "Wasm contract memory's minimum must not exceed 3 pages.",
                reason(chain, Contracts.withoutMemory().memory(4).build()));
        assertEquals(
                STATIC + "Wasm contract contains more than 5 functions",
                reason(chain, functions(3, Sig.NONE, code -> {}).build()));
        assertDoesNotThrow(() -> chain.check(
                functions(1, Sig.NONE, code -> code.locals(200, I32)).build()));
    }

    private static String reason(CodeCheck checks, byte[] module) {
        return assertThrows(VmException.class, () -> checks.check(module))
                .error()
                .text();
    }
}
