package dev.orrery.chain.ibchost;

import static dev.orrery.chain.ibchost.IbcContracts.contract;
import static dev.orrery.chain.ibchost.IbcContracts.sending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelResponse;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels of contracts over the chain's connection with itself: each step, and a contract that refuses it. */
class ContractChannelsTest {
    private static final String NO = "{\"error\":\"no\"}";

    private Vm vm;
    private IbcTestChain chain;
    private IbcContracts contracts;

    @BeforeEach
    void begin(@TempDir Path codes) throws VmException {
        vm = Vm.open(VmOptions.in(codes));
        chain = new IbcTestChain(vm);
        contracts = new IbcContracts(chain);
    }

    @AfterEach
    void end() {
        chain.close();
        vm.close();
    }

    /** CWA-2025-006: an error of a contract must abort the step, with nothing of it left. */
    @Test
    void aContractThatRefusesAChannelGetsNone() {
        String left = contracts.port(contract().answer("ibc_channel_open", "{\"error\":\"not with you\"}"));
        LocalhostLink link = new LocalhostLink(left, left, "v", chain.alice().text());
        ExecTxResult refused = chain.submit(link.init());
        assertTrue(refused.getLog().contains("not with you: execute wasm contract failed"), refused.getLog());
        assertEquals("wasm", refused.getCodespace());
        assertEquals(5, refused.getCode());
        assertTrue(chain.submit(link.ack()).getLog().contains("channel not found"));
    }

    @Test
    void aContractClosesOnlyItsOwnChannels() {
        String close = sending(IbcContracts.ibc("{\"close_channel\":{\"channel_id\":\"channel-0\"}}"));
        LocalhostLink link = contracts.between(
                contract().answer("execute", close), contract().answer("execute", close));
        link.open(chain);
        assertTrue(chain.submit(contracts.execute(link.right())).getLog().contains("channel not found"));
        ExecTxResult closed = chain.deliver(contracts.execute(link.left()));
        assertEquals(
                link.left(),
                IbcTestChain.attribute(closed, "channel_close_init", "port_id").orElseThrow());
        assertTrue(chain.submit(contracts.execute(link.left())).getLog().contains("channel is already CLOSED"));
    }

    private Channel channel(String port, String id) {
        return chain.ask(
                        "/ibc.core.channel.v1.Query/Channel",
                        QueryChannelRequest.newBuilder()
                                .setPortId(port)
                                .setChannelId(id)
                                .build(),
                        QueryChannelResponse.class)
                .getChannel();
    }

    private static LocalhostLink proposing(LocalhostLink link, String version) {
        return new LocalhostLink(link.left(), link.right(), version, link.signer());
    }

    @Test
    void aContractTakesTheVersionThatIsOfferedOrAnother() {
        String wants = "{\"ok\":{\"version\":\"mine\"}}";
        LocalhostLink link = contracts.between(contract().answer("ibc_channel_open", wants), contract());
        chain.deliver(link.init());
        assertEquals("mine", channel(link.left(), "channel-0").getVersion());
        chain.deliver(proposing(link, "mine").tried());
        assertEquals("mine", channel(link.right(), "channel-1").getVersion());
    }

    @Test
    void theOtherSidesVersionIsKept() {
        String wants = "{\"ok\":{\"version\":\"mine\"}}";
        LocalhostLink link = contracts.between(contract(), contract().answer("ibc_channel_open", wants));
        chain.deliver(link.init());
        assertEquals("v", channel(link.left(), "channel-0").getVersion());
        chain.deliver(link.tried());
        assertTrue(chain.submit(link.ack()).getCode() != 0);
        chain.deliver(proposing(link, "mine").ack());
        assertEquals("mine", channel(link.left(), "channel-0").getVersion());
        assertEquals("mine", channel(link.right(), "channel-1").getVersion());
    }

    @Test
    void someVersionThereMustBe() {
        LocalhostLink link = contracts.between(contract(), contract());
        ExecTxResult refused = chain.submit(proposing(link, "").init());
        assertTrue(refused.getLog().contains("version: empty"), refused.getLog());
    }

    @Test
    void aContractThatRefusesTheSecondStepGetsNoChannel() {
        LocalhostLink link = contracts.between(contract(), contract().answer("ibc_channel_open", NO));
        chain.deliver(link.init());
        refused(link.tried(), "channel open try callback failed");
        assertTrue(chain.submit(link.confirm()).getLog().contains("channel not found"));
    }

    @Test
    void aContractThatRefusesTheThirdStepStaysHalfOpen() {
        LocalhostLink link = contracts.between(contract().answer("ibc_channel_connect", NO), contract());
        chain.deliver(link.init());
        chain.deliver(link.tried());
        refused(link.ack(), "channel open ack callback failed");
        assertEquals(State.STATE_INIT, channel(link.left(), "channel-0").getState());
    }

    @Test
    void aContractThatRefusesTheLastStepStaysHalfOpen() {
        LocalhostLink link = contracts.between(contract(), contract().answer("ibc_channel_connect", NO));
        chain.deliver(link.init());
        chain.deliver(link.tried());
        chain.deliver(link.ack());
        refused(link.confirm(), "channel open confirm callback failed");
        assertEquals(State.STATE_TRYOPEN, channel(link.right(), "channel-1").getState());
    }

    @Test
    void aContractThatRefusesToCloseStaysOpen() {
        LocalhostLink link = contracts.between(contract(), contract().answer("ibc_channel_close", NO));
        link.open(chain);
        refused(
                LocalhostLink.closeInit(link.right(), "channel-1", link.signer()),
                "channel close init callback failed");
        refused(link.closeConfirm(), "channel close confirm callback failed");
        chain.deliver(LocalhostLink.closeInit(link.left(), "channel-0", link.signer()));
        assertEquals(State.STATE_CLOSED, channel(link.left(), "channel-0").getState());
        refused(link.closeConfirm(), "no: execute wasm contract failed");
        assertEquals(State.STATE_OPEN, channel(link.right(), "channel-1").getState());
    }

    @Test
    void aChannelIsClosedOnceTheOtherEndIs() {
        LocalhostLink link = contracts.between(contract(), contract());
        link.open(chain);
        refused(link.closeConfirm(), "channel handshake close confirm failed");
        chain.deliver(LocalhostLink.closeInit(link.left(), "channel-0", link.signer()));
        chain.deliver(link.closeConfirm());
        assertEquals(State.STATE_CLOSED, channel(link.right(), "channel-1").getState());
    }

    private void refused(Message step, String text) {
        ExecTxResult refused = chain.submit(step);
        assertTrue(refused.getCode() != 0 && refused.getLog().contains(text), refused.getLog());
    }
}
