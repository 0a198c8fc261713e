package dev.orrery.vm.check;

import static dev.orrery.testkit.wasm.Type.FUNCREF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Operators that are valid and still not for contracts, in the words of the reference's compiler. */
class GatekeeperTest {
    private static final String GATEKEEPER = "Error calling the VM: Error compiling Wasm: Could not compile:"
            + " WebAssembly translation error: Error in middleware Gatekeeper: ";

    private record Case(String operator, Consumer<Code> body) {}

    private static final Stream<Case> REFERENCES = Stream.of(
            new Case(
                    "RefNull { hty: Abstract { shared: false, ty: Func } }",
                    code -> code.op(0xD0, 0x70).drop()),
            new Case("RefIsNull", code -> code.unreachable().op(0xD1).drop()),
            new Case(
                    "RefFunc { function_index: 0 }",
                    code -> code.indexed(0xD2, 0).drop()),
            new Case(
                    "TypedSelect { ty: I32 }",
                    code -> code.i32(1).i32(2).i32(3).op(0x1C, 1, 0x7F).drop()),
            new Case(
                    "TypedSelect { ty: Ref(funcref) }",
                    code -> code.unreachable().op(0x1C, 1, 0x70).drop()),
            new Case(
                    "TableGet { table: 0 }",
                    code -> code.i32(0).indexed(0x25, 0).drop()),
            new Case("TableSet { table: 0 }", code -> code.unreachable().indexed(0x26, 0)),
            new Case(
                    "TableGrow { table: 0 }",
                    code -> code.unreachable().extended(15, 0).drop()),
            new Case("TableSize { table: 0 }", code -> code.extended(16, 0).drop()),
            new Case("TableFill { table: 0 }", code -> code.unreachable().extended(17, 0)));

    private static final Stream<Case> BULK = Stream.of(
            new Case(
                    "MemoryInit { data_index: 0, mem: 0 }",
                    code -> code.unreachable().extended(8, 0, 0)),
            new Case("DataDrop { data_index: 0 }", code -> code.extended(9, 0)),
            new Case(
                    "MemoryCopy { dst_mem: 0, src_mem: 0 }",
                    code -> code.unreachable().extended(10, 0, 0)),
            new Case("MemoryFill { mem: 0 }", code -> code.unreachable().extended(11, 0)),
            new Case(
                    "TableInit { elem_index: 0, table: 0 }",
                    code -> code.unreachable().extended(12, 0, 0)),
            new Case("ElemDrop { elem_index: 0 }", code -> code.extended(13, 0)),
            new Case(
                    "TableCopy { dst_table: 0, src_table: 0 }",
                    code -> code.unreachable().extended(14, 0, 0)));

    @TestFactory
    Stream<DynamicTest> referenceOperatorsAreRefusedByTheCompiler() {
        return REFERENCES.map(refused -> DynamicTest.dynamicTest(
                refused.operator(),
                () -> assertEquals(
                        GATEKEEPER + "Reference type operation detected: " + refused.operator()
                                + ". Reference types are not supported.",
                        assertThrows(VmException.class, () -> CodeCheck.wasmd().check(module(refused.body())))
                                .error()
                                .text())));
    }

    /** The parser of new code does not know them at all; so only code that skips it comes this far. */
    @TestFactory
    Stream<DynamicTest> bulkOperatorsAreRefusedInUncheckedCode() {
        return BULK.map(refused -> DynamicTest.dynamicTest(
                refused.operator(),
                () -> assertEquals(
                        GATEKEEPER + "Bulk memory operation detected: " + refused.operator()
                                + ". Bulk memory operations are not supported.",
                        assertThrows(VmException.class, () -> CodeCheck.wasmd().checkUnchecked(module(refused.body())))
                                .error()
                                .text())));
    }

    private static byte[] module(Consumer<Code> body) {
        WasmBuilder module = Contracts.smallest()
                .table(FUNCREF, 1, 1)
                .elements(0, 0)
                .data(0, new byte[1])
                .withDataCount();
        return module.function(Sig.NONE, body).build();
    }
}
