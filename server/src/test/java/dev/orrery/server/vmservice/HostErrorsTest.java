package dev.orrery.server.vmservice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.HostStatus;
import dev.orrery.vm.BackendError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Error texts of the chain are cut as bytes, once, and then read leniently. */
class HostErrorsTest {
    private static final int MAX_TEXT_BYTES = 8192;

    private static String textOf(byte[] error) {
        HostResponse answer = HostResponse.newBuilder()
                .setStatus(HostStatus.HOST_STATUS_USER_ERROR)
                .setError(ByteString.copyFrom(error))
                .build();
        return ((BackendError.UserError) HostErrors.of(answer, () -> "none")).message();
    }

    @Test
    void aCharacterCutInTwoIsReplaced() {
        String text = "x" + "\u00e9".repeat(5000);
        assertEquals("x" + "\u00e9".repeat(4095) + "\ufffd", textOf(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bytesThatAreNoTextMayMakeTheTextLongerThanTheLimit() {
        byte[] bytes = new byte[MAX_TEXT_BYTES + 1];
        Arrays.fill(bytes, (byte) 0xFF);
        assertEquals("\ufffd".repeat(MAX_TEXT_BYTES), textOf(bytes));
    }

    @Test
    void theTextThatIsMadeForNoneIsNotCut() {
        HostResponse answer = HostResponse.newBuilder()
                .setStatus(HostStatus.HOST_STATUS_OTHER)
                .build();
        String text = "k".repeat(MAX_TEXT_BYTES + 1);
        assertEquals(new BackendError.Unknown(text), HostErrors.of(answer, () -> text));
    }

    @Test
    void anEmptyTextIsATextAndNoTextIsNone() {
        assertEquals("", textOf(new byte[0]));
    }
}
