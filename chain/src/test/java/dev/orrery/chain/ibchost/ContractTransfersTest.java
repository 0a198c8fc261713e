package dev.orrery.chain.ibchost;

import static dev.orrery.chain.ibchost.IbcContracts.contract;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashRequest;
import dev.orrery.proto.ibc.applications.transfer.v1.QueryDenomHashResponse;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers over the chain's connection with itself, in signed transactions, and contracts that send them or are told of them. */
class ContractTransfersTest {
    private static final String SUCCESS = "{\"result\":\"AQ==\"}";

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

    @Test
    void aContractTransfersItsCoins() {
        LocalhostLink link = transferLink();
        String sender = contracts.port(contract()
                .answer(
                        "execute",
                        IbcContracts.sending(
                                IbcContracts.ibc("{\"transfer\":{\"channel_id\":\"channel-0\",\"to_address\":\""
                                        + chain.bob().text()
                                        + "\",\"amount\":{\"denom\":\"ucosm\",\"amount\":\"70\"},\"timeout\":{\"block\":null,"
                                        + "\"timestamp\":\"" + chain.in(1000) + "\"},\"memo\":\"\"}}"))));
        MsgExecuteContract call = ((MsgExecuteContract) contracts.execute(sender))
                .toBuilder()
                        .addFunds(Coin.newBuilder().setDenom("ucosm").setAmount("70"))
                        .build();
        Packet packet = LocalhostLink.sent(chain.deliver(call));
        chain.deliver(link.receive(packet));
        assertEquals(70, chain.balance(chain.bob(), voucher()));
        assertTrue(chain.submit(contracts.execute(sender)).getLog().contains("insufficient funds"));
    }

    private LocalhostLink transferLink() {
        LocalhostLink link = new LocalhostLink(
                "transfer", "transfer", "ics20-1", chain.alice().text());
        link.open(chain);
        return link;
    }

    private Packet transfer(String receiver, String memo) {
        return LocalhostLink.sent(chain.deliver(MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel("channel-0")
                .setToken(Coin.newBuilder().setDenom("ucosm").setAmount("70"))
                .setSender(chain.alice().text())
                .setReceiver(receiver)
                .setTimeoutTimestamp(chain.in(1000))
                .setMemo(memo)
                .build()));
    }

    private String voucher() {
        String hash = chain.ask(
                        "/ibc.applications.transfer.v1.Query/DenomHash",
                        QueryDenomHashRequest.newBuilder()
                                .setTrace("transfer/channel-1/ucosm")
                                .build(),
                        QueryDenomHashResponse.class)
                .getHash();
        return "ibc/" + hash;
    }

    @Test
    void coinsBecomeVouchers() {
        LocalhostLink link = transferLink();
        Packet packet = transfer(chain.bob().text(), "");
        ExecTxResult received = chain.deliver(link.receive(packet));
        assertEquals(SUCCESS, LocalhostLink.written(received));
        assertEquals(70, chain.balance(chain.bob(), voucher()));
        chain.deliver(link.acknowledge(packet, SUCCESS));
    }

    @Test
    void aReceiverThatIsNoneGetsNothingAndTheCoinsComeBack() {
        LocalhostLink link = transferLink();
        long before = chain.balance(chain.alice(), "ucosm");
        Packet packet = transfer("nobody", "");
        String answer = LocalhostLink.written(chain.deliver(link.receive(packet)));
        assertEquals("{\"error\":\"ABCI code: 5: error handling packet: see events for details\"}", answer);
        chain.deliver(link.acknowledge(packet, answer));
        assertEquals(before - 3 * 100, chain.balance(chain.alice(), "ucosm"));
    }

    private static String memo(String port) {
        return "{\"dest_callback\":{\"address\":\"" + port.substring("wasm.".length()) + "\"}}";
    }

    @Test
    void aContractNamedInTheMemoIsToldWhatCame() {
        LocalhostLink link = transferLink();
        String told = contracts.port(contract().answer("ibc_destination_callback", IbcContracts.NOTHING));
        ExecTxResult received = chain.deliver(link.receive(transfer(chain.bob().text(), memo(told))));
        assertEquals(SUCCESS, LocalhostLink.written(received));
        assertEquals(
                "success",
                IbcTestChain.attribute(received, "ibc_dest_callback", "callback_result")
                        .orElseThrow());
        assertEquals(70, chain.balance(chain.bob(), voucher()));
    }

    @Test
    void aContractThatFailsInItsCallbackUndoesTheTransfer() {
        LocalhostLink link = transferLink();
        String told = contracts.port(contract().answer("ibc_destination_callback", "{\"error\":\"no\"}"));
        ExecTxResult received = chain.deliver(link.receive(transfer(chain.bob().text(), memo(told))));
        assertEquals(
                "{\"error\":\"ABCI code: 5: error handling packet: see events for details\"}",
                LocalhostLink.written(received));
        assertTrue(IbcTestChain.attribute(
                        received, "ibccallbackerror-ibc_dest_callback", "ibccallbackerror-callback_error")
                .isPresent());
    }
}
