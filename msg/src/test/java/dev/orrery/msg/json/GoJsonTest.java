package dev.orrery.msg.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.msg.BankMsg;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.CosmosMsg;
import dev.orrery.msg.PayloadLimit;
import dev.orrery.msg.ReplyOn;
import dev.orrery.msg.SubMsg;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the records hold less than Go's structs, and the limits. */
class GoJsonTest {
    @Test
    void ofTwoVariantsTheOneThatWasmdActsOnCounts() {
        SubMsg message = decode(
                ContractResultJson.SUB_MSG,
                "{'id':1,'reply_on':'never','msg':{'wasm':{'clear_admin':{}},'bank':{'burn':{},'send':{}}}}");
        assertInstanceOf(BankMsg.Send.class, message.msg());
    }

    @Test
    void anUnknownVariantIsNotAnError() {
        SubMsg message = decode(ContractResultJson.SUB_MSG, "{'reply_on':'always','msg':{'future':{}}}");
        assertEquals(new CosmosMsg.Unknown(), message.msg());
    }

    @Test
    void anErrorCountsMoreThanAValue() {
        assertEquals(
                new ContractResult.Err<>("no"), decode(ContractResultJson.CONTRACT_RESULT, "{'ok':{},'error':'no'}"));
    }

    @Test
    void noAnswerIsNeitherValueNorError() {
        assertEquals(new ContractResult.Empty<>(), decode(ContractResultJson.IBC_CHANNEL_OPEN_RESULT, "{'ok':null}"));
    }

    @Test
    void aDocumentOverTheLimitIsRefusedUnread() {
        byte[] tooLong = new byte[GoJson.MAX_DOCUMENT_BYTES + 1];
        JsonException refusal =
                assertThrows(JsonException.class, () -> GoJson.decode(ContractResultJson.CONTRACT_RESULT, tooLong));
        assertEquals("JSON document too long. Got 67108865 bytes, limit 67108864", refusal.getMessage());
    }

    @Test
    void aPayloadOverTheLimitIsNamedByItsIndex() {
        SubMsg fits = withPayload(PayloadLimit.MAX_PAYLOAD_BYTES);
        assertEquals(Optional.empty(), PayloadLimit.violation(List.of(fits)));
        assertEquals(
                Optional.of("reply contains submessage at index 1 with payload larger than 131072 bytes: 131073 bytes"),
                PayloadLimit.violation(List.of(fits, withPayload(PayloadLimit.MAX_PAYLOAD_BYTES + 1))));
    }

    private static SubMsg withPayload(int bytes) {
        return new SubMsg(1, new CosmosMsg.Unknown(), Bytes.of(new byte[bytes]), Optional.empty(), ReplyOn.NEVER);
    }

    private static <T> T decode(Codec<T> codec, String singleQuoted) {
        return GoJson.decode(codec, singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
