package dev.orrery.ibc.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcError;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {
    private static String reencoded(String text) {
        return Acknowledgement.parse(text.getBytes(UTF_8))
                .map(envelope -> new String(envelope.encode(), UTF_8))
                .orElse("none");
    }

    @Test
    void envelopesAreReadAsLenientlyAsTheReferenceReadsThem() {
        record Row(String text, String again) {}
        for (Row row : List.of(
                new Row("{\"result\":\"AQ==\"}", "{\"result\":\"AQ==\"}"),
                new Row("{\"error\":\"a<b\"}", "{\"error\":\"a\\u003cb\"}"),
                new Row("{ \"result\" : \"AQ==\" }", "{\"result\":\"AQ==\"}"),
                new Row("{\"result\":\"AQ==\"}trailing", "{\"result\":\"AQ==\"}"),
                new Row("{\"result\":\"AQ==\",\"error\":\"x\"}", "{\"error\":\"x\"}"),
                new Row("{}", "{}"),
                new Row("null", "{}"),
                new Row("{\"result\":1}", "none"),
                new Row("{\"result\":\"?\"}", "none"),
                new Row("{\"result\":\"AQ\"}", "none"),
                new Row("{\"other\":\"x\"}", "none"),
                new Row("{\"result\":\"AQ==\"", "none"),
                new Row("[]", "none"),
                new Row("\u0001", "none"),
                new Row("", "none"))) {
            assertEquals(row.again(), reencoded(row.text()), row.text());
        }
    }

    @Test
    void deepNestingIsNoEnvelope() {
        assertTrue(Acknowledgement.parse(("{\"result\":" + "[".repeat(100_000)).getBytes(UTF_8))
                .isEmpty());
    }

    @Test
    void failuresAreToldByNumber() {
        assertEquals(
                "{\"error\":\"ABCI code: 8: error handling packet: see events for details\"}",
                new String(
                        Acknowledgement.error(IbcError.INVALID_REQUEST.failure())
                                .bytes(),
                        UTF_8));
        assertEquals(
                "{\"error\":\"ABCI error: wasm/5: error handling packet: see events for details\"}",
                new String(Acknowledgement.errorWithCodespace("wasm", 5).bytes(), UTF_8));
    }

    /** Computed from the definition in IBC's specification: sha256(be64(time) be64(revision) be64(height) sha256(data)). */
    @Test
    void aCommitmentBindsLimitsAndData() throws Exception {
        Packet.Builder packet =
                Packet.newBuilder().setData(ByteString.copyFromUtf8("hello")).setTimeoutTimestamp(3);
        packet.getTimeoutHeightBuilder().setRevisionNumber(1).setRevisionHeight(2);
        byte[] data = MessageDigest.getInstance("SHA-256").digest("hello".getBytes(UTF_8));
        byte[] expected = MessageDigest.getInstance("SHA-256")
                .digest(HexFormat.of()
                        .parseHex("000000000000000300000000000000010000000000000002"
                                + HexFormat.of().formatHex(data)));
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(Packets.commitment(packet.build())));
    }
}
