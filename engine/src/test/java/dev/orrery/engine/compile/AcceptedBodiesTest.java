package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A body that is decoded again, without its types being looked at, is what validation made of it. */
class AcceptedBodiesTest {
    @Test
    void everyBodyOfEveryFixtureIsDecodedAlike() throws ModuleException {
        for (Map.Entry<String, byte[]> fixture : Generated.fixtures().entrySet()) {
            List<FunctionBody> validated = Module.parse(fixture.getValue(), Generated.PROFILE.features())
                    .model()
                    .bodies();
            List<FunctionBody> decoded = Module.accepted(fixture.getValue(), Generated.PROFILE.features())
                    .model()
                    .bodies();
            assertEquals(validated.size(), decoded.size());
            for (int i = 0; i < validated.size(); i++) {
                assertAlike(validated.get(i), decoded.get(i), fixture.getKey() + ", body " + i);
            }
        }
    }

    private static void assertAlike(FunctionBody expected, FunctionBody found, String name) {
        assertEquals(expected.type(), found.type(), name);
        assertEquals(expected.declaredLocals(), found.declaredLocals(), name);
        assertEquals(expected.start(), found.start(), name);
        assertEquals(expected.size(), found.size(), name);
        assertEquals(expected.maxHeight(), found.maxHeight(), name);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(operator(expected, i), operator(found, i), name);
        }
    }

    private static String operator(FunctionBody body, int i) {
        StringBuilder text = new StringBuilder();
        text.append(body.offset(i))
                .append(' ')
                .append(Opcode.text(body.opcode(i)))
                .append(' ');
        text.append(body.immediate(i)).append(" with ").append(body.partner(i));
        text.append(body.reachable(i) ? "" : ", dead");
        if (body.opcode(i) == Opcode.BR_TABLE) {
            for (int label = 0; label <= body.labelCount(i); label++) {
                text.append(' ').append(body.label(i, label));
            }
        }
        return text.toString();
    }
}
