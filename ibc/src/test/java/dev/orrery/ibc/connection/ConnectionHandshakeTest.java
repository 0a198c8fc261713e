package dev.orrery.ibc.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.Handshakes;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.connection.v1.ConnectionEnd;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenAck;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenInit;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenTry;
import dev.orrery.proto.ibc.core.connection.v1.State;
import dev.orrery.proto.ibc.core.connection.v1.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionHandshakeTest {
    private final ChainPair pair = new ChainPair(core -> Map.of());
    private final Handshakes steps = pair.handshakes();
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    private ConnectionEnd end(TestChain chain, String id) {
        return chain.core().connections().require(chain.context(), id);
    }

    @Test
    void fourStepsOpenBothEnds() {
        steps.connect();
        ConnectionEnd atA = end(a, "connection-0");
        ConnectionEnd atB = end(b, "connection-0");
        assertEquals(State.STATE_OPEN, atA.getState());
        assertEquals(State.STATE_OPEN, atB.getState());
        assertEquals("connection-0", atA.getCounterparty().getConnectionId());
        assertEquals(Versions.SUPPORTED, atA.getVersionsList());
        assertEquals(
                List.of("connection-0"),
                a.core().connections().ofClient(a.context(), pair.a().client()).orElseThrow());
        assertEquals(
                IbcEvent.of(
                        "connection_open_confirm",
                        "connection_id",
                        "connection-0",
                        "client_id",
                        "99-looking-0",
                        "counterparty_client_id",
                        "99-looking-0",
                        "counterparty_connection_id",
                        "connection-0"),
                b.events().getFirst());
        assertEquals(
                IbcEvent.of("message", "module", "ibc_connection"), b.events().getLast());
    }

    @Test
    void initNeedsAnActiveClientAndAVersionThatIsSpoken() {
        MsgConnectionOpenInit init = steps.connectionInit();
        a.refuse(init.toBuilder().setClientId("09-localhost").build(), "localhost connection handshakes");
        a.refuse(
                init.toBuilder()
                        .setVersion(Version.newBuilder().setIdentifier("2").addFeatures("ORDER_ORDERED"))
                        .build(),
                "version is not supported: invalid connection version");
        a.refuse(
                init.toBuilder()
                        .setVersion(Version.newBuilder().setIdentifier("1").addFeatures("ORDER_DAG"))
                        .build(),
                "connection handshake open init failed: version is not supported");
        a.refuse(
                init.toBuilder()
                        .setCounterparty(init.getCounterparty().toBuilder().clearPrefix())
                        .build(),
                "counterparty prefix cannot be empty: invalid counterparty connection");
        a.refuse(
                init.toBuilder()
                        .setCounterparty(init.getCounterparty().toBuilder().setConnectionId("connection-7"))
                        .build(),
                "counterparty connection identifier must be empty");
        a.deliver(pair.message(pair.a(), "Misbehaviour"));
        a.refuse(init, "client (99-looking-0) status is Frozen: client state is not active");
    }

    @Test
    void tryProvesWhatTheOtherChainProposed() {
        a.deliver(steps.connectionInit());
        MsgConnectionOpenTry tried = steps.connectionTry("connection-0");
        b.refuse(tried.toBuilder().setDelayPeriod(1).build(), "another value: invalid proof");
        b.refuse(
                tried.toBuilder()
                        .setCounterparty(tried.getCounterparty().toBuilder().setConnectionId("connection-1"))
                        .build(),
                "nothing at the path: invalid proof");
        b.refuse(
                tried.toBuilder()
                        .setProofInit(ByteString.copyFromUtf8("forged"))
                        .build(),
                "failed connection state verification for client (99-looking-0): no proof: invalid proof");
        b.refuse(tried.toBuilder().clearProofInit().build(), "cannot submit an empty proof init");
        b.refuse(
                tried.toBuilder()
                        .clearCounterpartyVersions()
                        .addCounterpartyVersions(
                                Version.newBuilder().setIdentifier("2").addFeatures("ORDER_ORDERED"))
                        .build(),
                "failed to find a matching counterparty version ([identifier:\"2\" features:\"ORDER_ORDERED\" ])");
        b.refuse(tried.toBuilder().clearCounterpartyVersions().build(), "empty counterparty versions");
        b.deliver(tried);
        assertEquals(State.STATE_TRYOPEN, end(b, "connection-0").getState());
    }

    @Test
    void ackAndConfirmAreTakenOnceAndInOrder() {
        a.deliver(steps.connectionInit());
        a.refuse(steps.connectionAck("connection-0", "connection-0"), "nothing at the path");
        b.deliver(steps.connectionTry("connection-0"));
        b.refuse(steps.connectionConfirm("connection-0"), "another value");
        MsgConnectionOpenAck ack = steps.connectionAck("connection-0", "connection-0");
        a.refuse(
                ack.toBuilder()
                        .setVersion(Version.newBuilder().setIdentifier("1").addFeatures("ORDER_ORDERED"))
                        .build(),
                "another value");
        a.refuse(
                ack.toBuilder()
                        .setVersion(Version.newBuilder().setIdentifier("7").addFeatures("X"))
                        .build(),
                "the counterparty selected version identifier:\"7\" features:\"X\"  is not supported");
        a.refuse(ack.toBuilder().clearVersion().build(), "version cannot be nil");
        a.deliver(ack);
        a.refuse(ack, "connection state is not INIT (got STATE_OPEN): invalid connection state");
        b.deliver(steps.connectionConfirm("connection-0"));
        b.refuse(steps.connectionConfirm("connection-0"), "connection state is not TRYOPEN (got STATE_OPEN)");
        b.refuse(steps.connectionConfirm("connection-9"), "connection-9: connection not found");
    }

    @Test
    void everyStepNeedsALiveClient() {
        a.deliver(steps.connectionInit());
        MsgConnectionOpenTry tried = steps.connectionTry("connection-0");
        b.deliver(pair.message(pair.b(), "Misbehaviour"));
        b.refuse(
                tried,
                "cannot call verify membership on client (99-looking-0) with status Frozen: client state is not active");
    }

    @Test
    void theChainIsConnectedWithItself() {
        ConnectionEnd self = end(a, "connection-localhost");
        assertEquals(State.STATE_OPEN, self.getState());
        assertEquals("09-localhost", self.getClientId());
        assertEquals("connection-localhost", self.getCounterparty().getConnectionId());
    }
}
