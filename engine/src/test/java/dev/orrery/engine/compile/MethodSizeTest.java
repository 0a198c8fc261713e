package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.ModuleException;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planned to fit does fit: no generated method is larger than the limit, so that HotSpot compiles all of them. */
class MethodSizeTest {
    @ParameterizedTest
    @ValueSource(ints = {CodeSize.MAX_METHOD_BYTES, 1_500})
    void noMethodIsLargerThanTheLimit(int methodLimit) throws ModuleException {
        List<String> tooLarge = new ArrayList<>();
        int methods = 0;
        for (Map.Entry<String, byte[]> fixture : Generated.fixtures().entrySet()) {
            for (MethodModel method : Generated.methods(Generated.image(fixture.getValue(), methodLimit))) {
                methods++;
                int bytes = ((CodeAttribute) method.code().orElseThrow()).codeLength();
                if (method.methodName().stringValue().startsWith("f") && bytes > methodLimit) {
                    tooLarge.add(fixture.getKey() + " " + method.methodName() + ": " + bytes);
                }
                if (bytes > CodeSize.MAX_METHOD_BYTES) {
                    tooLarge.add(fixture.getKey() + " " + method.methodName() + ": " + bytes);
                }
            }
        }
        assertEquals(List.of(), tooLarge);
        assertTrue(methods > 10_000, "only " + methods);
    }
}
