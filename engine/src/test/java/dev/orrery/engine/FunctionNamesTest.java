package dev.orrery.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FunctionNamesTest {
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;

    private static WasmBuilder module() {
        return new WasmBuilder()
                .importFunction("env", "log", Sig.NONE)
                .function("exported", Sig.NONE, code -> {})
                .function(Sig.NONE, code -> {});
    }

    private static FunctionNames names(WasmBuilder module) throws ModuleException {
        return FunctionNames.of(
                Module.parse(module.build(), new Features(Set.of())).model());
    }

    private static byte[] part(int id, int... content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(id);
        out.write(content.length);
        for (int each : content) {
            out.write(each);
        }
        return out.toByteArray();
    }

    private static byte[] names(int count, int function, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int[] content = new int[3 + text.length];
        content[0] = count;
        content[1] = function;
        content[2] = text.length;
        for (int i = 0; i < text.length; i++) {
            content[3 + i] = text[i];
        }
        return part(FUNCTIONS, content);
    }

    @Test
    void withoutANameSectionExportsHaveNamesAndOthersNumbers() throws ModuleException {
        FunctionNames names = names(module());

        assertEquals("func[0]", names.of(0));
        assertEquals("exported", names.of(1));
        assertEquals("func[2]", names.of(2));
    }

    @Test
    void theNameSectionCountsMoreThanAnExport() throws ModuleException {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.writeBytes(part(LOCALS, 0));
        section.writeBytes(names(1, 1, "token::send"));

        assertEquals(
                "token::send",
                names(module().custom("name", section.toByteArray())).of(1));
    }

    @Test
    void aBrokenNameSectionNamesWhatStandsBeforeTheBreak() throws ModuleException {
        FunctionNames names = names(module().custom("name", names(9, 2, "fine")));

        assertEquals("fine", names.of(2));
        assertEquals("exported", names.of(1));
    }
}
