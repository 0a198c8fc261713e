package dev.orrery.ibc.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
    private record Row(String name, Consumer<String> check, String good, String bad, String text) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    "client too short",
                    Identifiers::checkClient,
                    "abcd",
                    "abc",
                    "identifier abc has invalid length: 3, must be between 4-64 characters: invalid identifier"),
            new Row(
                    "connection too short",
                    Identifiers::checkConnection,
                    "connection",
                    "connectio",
                    "identifier connectio has invalid length: 9, must be between 10-64 characters: invalid identifier"),
            new Row(
                    "channel too long",
                    Identifiers::checkChannel,
                    "c".repeat(64),
                    "c".repeat(65),
                    "identifier " + "c".repeat(65)
                            + " has invalid length: 65, must be between 8-64 characters: invalid identifier"),
            new Row(
                    "port too long",
                    Identifiers::checkPort,
                    "p".repeat(128),
                    "p".repeat(129),
                    "identifier " + "p".repeat(129)
                            + " has invalid length: 129, must be between 2-128 characters: invalid identifier"),
            new Row(
                    "separator",
                    Identifiers::checkPort,
                    "a.b_c+d-e#[f]<g>",
                    "a/b",
                    "identifier a/b cannot contain separator '/': invalid identifier"),
            new Row("blank", Identifiers::checkPort, "xx", "  ", "identifier cannot be blank: invalid identifier"),
            new Row(
                    "other letters",
                    Identifiers::checkPort,
                    "port",
                    "p(rt",
                    "identifier p(rt must contain only alphanumeric or the following characters: '.', '_', '+', '-',"
                            + " '#', '[', ']', '<', '>': invalid identifier"));

    @Test
    void namesAreWithinTheirLimits() {
        for (Row row : ROWS) {
            row.check().accept(row.good());
            IbcException refused =
                    assertThrows(IbcException.class, () -> row.check().accept(row.bad()), row.name());
            assertEquals(row.text(), refused.text());
            assertEquals(HostError.INVALID_ID, refused.kind());
        }
    }

    @Test
    void generatedNamesHaveNumbersOf64Bits() {
        assertEquals(true, Identifiers.isChannel("channel-18446744073709551615"));
        assertEquals(false, Identifiers.isChannel("channel-18446744073709551616"));
        assertEquals(false, Identifiers.isChannel("channel-"));
        assertEquals(true, Identifiers.isConnection("connection-0"));
        assertEquals(false, Identifiers.isConnection("connection-localhost"));
        assertEquals(true, Identifiers.isClient("07-tendermint-12"));
        assertEquals(true, Identifiers.isClient("09-localhost"));
        assertEquals(false, Identifiers.isClient("tendermint"));
        assertEquals("07-tendermint", Identifiers.clientType("07-tendermint-12"));
    }

    @Test
    void revisionIsTheNumberAfterTheLastDash() {
        assertEquals(4, Identifiers.revision("beta-4"));
        assertEquals(12, Identifiers.revision("my-chain-12"));
        for (String none : List.of("beta", "beta-0", "beta-04", "beta--4", "-4", "beta-4x")) {
            assertEquals(0, Identifiers.revision(none), none);
        }
    }

    @Test
    void keysAreTheReferences() {
        assertEquals("channelEnds/ports/transfer/channels/channel-0", text(PathsV1.channel("transfer", "channel-0")));
        assertEquals("nextSequenceSend/ports/p/channels/channel-1", text(PathsV1.nextSequenceSend("p", "channel-1")));
        assertEquals(
                "nextSequenceRecv/ports/p/channels/channel-1", text(PathsV1.nextSequenceReceive("p", "channel-1")));
        assertEquals(
                "nextSequenceAck/ports/p/channels/channel-1", text(PathsV1.nextSequenceAcknowledge("p", "channel-1")));
        assertEquals(
                "commitments/ports/p/channels/channel-1/sequences/18446744073709551615",
                text(PathsV1.commitment("p", "channel-1", -1)));
        assertEquals("receipts/ports/p/channels/c/sequences/1", text(PathsV1.receipt("p", "c", 1)));
        assertEquals("acks/ports/p/channels/c/sequences/1", text(PathsV1.acknowledgement("p", "c", 1)));
        assertEquals("connections/connection-3", text(PathsV1.connection("connection-3")));
        assertEquals("clients/07-tendermint-0/connections", text(PathsV1.clientConnections("07-tendermint-0")));
        assertEquals("consensusStates/4-17", text(PathsV1.consensusState(new Height(4, 17))));
        assertEquals("30372d78010000000000000102", HexFormat.of().formatHex(PathsV2.commitment("07-x", 0x102)));
        assertEquals("30372d78020000000000000001", HexFormat.of().formatHex(PathsV2.receipt("07-x", 1)));
        assertEquals("30372d78030000000000000001", HexFormat.of().formatHex(PathsV2.acknowledgement("07-x", 1)));
        assertEquals("nextSequenceSend/07-x", text(PathsV2.nextSequenceSend("07-x")));
    }

    private static String text(byte[] key) {
        return new String(key, UTF_8);
    }
}
