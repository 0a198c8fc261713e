package dev.orrery.chain.ibchost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.ibc.v2.Acknowledgements;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgAcknowledgement;
import dev.orrery.proto.ibc.core.channel.v2.MsgRecvPacket;
import dev.orrery.proto.ibc.core.channel.v2.MsgSendPacket;
import dev.orrery.proto.ibc.core.channel.v2.Packet;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClient;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.testkit.contracts.AnsweringContract;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts that send each other packets from client to client, in signed transactions. */
class ContractPayloadsTest {
    private static final ByteString PROOF = ByteString.copyFrom(new byte[] {1});
    private static final String NOTHING = "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[]}}";

    @TempDir
    private Path codes;

    private Vm vm;
    private IbcTestChain chain;

    @BeforeEach
    void begin() throws VmException {
        vm = Vm.open(VmOptions.in(codes));
        chain = begun();
    }

    @AfterEach
    void end() {
        chain.close();
        vm.close();
    }

    /** A chain with two clients of itself that are tied to each other. */
    private IbcTestChain begun() {
        IbcTestChain begun = new IbcTestChain(vm);
        Any state = KnownTypes.pack(ClientState.getDefaultInstance());
        Any consensus = KnownTypes.pack(ConsensusState.getDefaultInstance());
        for (int i = 0; i < 2; i++) {
            begun.deliver(MsgCreateClient.newBuilder()
                    .setClientState(state)
                    .setConsensusState(consensus)
                    .setSigner(begun.alice().text())
                    .build());
        }
        for (int i = 0; i < 2; i++) {
            begun.deliver(MsgRegisterCounterparty.newBuilder()
                    .setClientId("07-tendermint-" + i)
                    .setCounterpartyClientId("07-tendermint-" + (1 - i))
                    .addCounterpartyMerklePrefix(ByteString.copyFromUtf8("ibc"))
                    .addCounterpartyMerklePrefix(ByteString.EMPTY)
                    .setSigner(begun.alice().text())
                    .build());
        }
        return begun;
    }

    private static String create(IbcTestChain on, AnsweringContract code) {
        ExecTxResult stored = on.deliver(MsgStoreCode.newBuilder()
                .setSender(on.alice().text())
                .setWasmByteCode(
                        ByteString.copyFrom(code.answer("instantiate", NOTHING).wasm()))
                .build());
        ExecTxResult made = on.deliver(MsgInstantiateContract.newBuilder()
                .setSender(on.alice().text())
                .setCodeId(Long.parseLong(
                        IbcTestChain.attribute(stored, "store_code", "code_id").orElseThrow()))
                .setLabel("c")
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build());
        return IbcTestChain.attribute(made, "instantiate", "_contract_address").orElseThrow();
    }

    private static String port(String address) {
        return "wasm2" + address.substring("wasm".length());
    }

    /** A contract that sends from its own port: where it will be is learned on another chain that does the same. */
    private String sender(String receiver) {
        String own;
        try (IbcTestChain other = begun()) {
            create(other, new AnsweringContract());
            own = create(other, new AnsweringContract());
        }
        String message = "{\"ok\":{\"messages\":[{\"id\":0,\"msg\":{\"ibc2\":{\"send_packet\":{\"source_client\":"
                + "\"07-tendermint-0\",\"timeout\":\"" + chain.in(1000) + "\",\"payloads\":[{\"source_port\":\""
                + port(own) + "\",\"destination_port\":\"" + port(receiver)
                + "\",\"version\":\"v\",\"encoding\":\"e\",\"value\":\"aGVsbG8=\"}]}}},\"gas_limit\":null,"
                + "\"reply_on\":\"never\"}],\"attributes\":[],\"events\":[]}}";
        String created = create(
                chain,
                new AnsweringContract()
                        .answer("execute", message)
                        .answer("ibc2_packet_send", NOTHING)
                        .answer("ibc2_packet_ack", NOTHING));
        assertEquals(own, created);
        return created;
    }

    private static String receiving(String acknowledgement) {
        return "{\"ok\":{\"acknowledgement\":" + acknowledgement + ",\"messages\":[],\"attributes\":[],\"events\":[]}}";
    }

    private Message execute(String contract) {
        return MsgExecuteContract.newBuilder()
                .setSender(chain.alice().text())
                .setContract(contract)
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build();
    }

    private Packet send(String sender) throws InvalidProtocolBufferException {
        ExecTxResult sent = chain.deliver(execute(sender));
        String hex = IbcTestChain.attribute(sent, "send_packet", "encoded_packet_hex")
                .orElseThrow();
        return Packet.parseFrom(HexFormat.of().parseHex(hex));
    }

    private Message receive(Packet packet) {
        return MsgRecvPacket.newBuilder()
                .setPacket(packet)
                .setProofCommitment(PROOF)
                .setSigner(chain.alice().text())
                .build();
    }

    private static ByteString written(ExecTxResult result) throws InvalidProtocolBufferException {
        String hex = IbcTestChain.attribute(result, "write_acknowledgement", "encoded_acknowledgement_hex")
                .orElseThrow();
        return Acknowledgement.parseFrom(HexFormat.of().parseHex(hex)).getAppAcknowledgements(0);
    }

    private void acknowledge(Packet packet, ByteString acknowledgement) {
        chain.deliver(MsgAcknowledgement.newBuilder()
                .setPacket(packet)
                .setAcknowledgement(Acknowledgements.of(acknowledgement))
                .setProofAcked(PROOF)
                .setSigner(chain.alice().text())
                .build());
    }

    @Test
    void contractsTalkFromClientToClient() throws InvalidProtocolBufferException {
        String receiver =
                create(chain, new AnsweringContract().answer("ibc2_packet_receive", receiving("\"ZmluZQ==\"")));
        Packet packet = send(sender(receiver));
        ExecTxResult received = chain.deliver(receive(packet));
        assertEquals(ByteString.copyFromUtf8("fine"), written(received));
        acknowledge(packet, written(received));
    }

    @Test
    void aContractsErrorIsToldByTheSentinelAlone() throws InvalidProtocolBufferException {
        String receiver = create(chain, new AnsweringContract().answer("ibc2_packet_receive", "{\"error\":\"no\"}"));
        Packet packet = send(sender(receiver));
        ExecTxResult received = chain.deliver(receive(packet));
        assertEquals(Acknowledgements.ERROR, written(received));
        acknowledge(packet, written(received));
    }

    @Test
    void onlyTheContractItselfAnswersLater() throws InvalidProtocolBufferException {
        String later =
                "{\"ok\":{\"messages\":[{\"id\":0,\"msg\":{\"ibc2\":{\"write_acknowledgement\":{\"source_client\":"
                        + "\"07-tendermint-0\",\"destination_client\":\"07-tendermint-1\",\"packet_sequence\":1,"
                        + "\"ack\":{\"data\":\"bGF0ZQ==\"}}}},\"gas_limit\":null,\"reply_on\":\"never\"}],"
                        + "\"attributes\":[],\"events\":[]}}";
        String receiver = create(
                chain,
                new AnsweringContract()
                        .answer("ibc2_packet_receive", receiving("null"))
                        .answer("execute", later));
        String sender = sender(receiver);
        String stranger = create(chain, new AnsweringContract().answer("execute", later));
        Packet packet = send(sender);
        chain.deliver(receive(packet));
        ExecTxResult refused = chain.submit(execute(stranger));
        assertTrue(
                refused.getLog().contains("is not authorized to acknowledge packet addressed to port"),
                refused.getLog());
        assertEquals(ByteString.copyFromUtf8("late"), written(chain.deliver(execute(receiver))));
        assertTrue(chain.submit(execute(receiver)).getLog().contains("no pending async packet"));
        acknowledge(packet, ByteString.copyFromUtf8("late"));
    }

    @Test
    void nobodyElseSendsFromAContractsPort() {
        String receiver = create(chain, new AnsweringContract().answer("ibc2_packet_send", NOTHING));
        MsgSendPacket.Builder forged = MsgSendPacket.newBuilder()
                .setSourceClient("07-tendermint-0")
                .setTimeoutTimestamp(chain.in(1000) / 1_000_000_000L)
                .setSigner(chain.alice().text());
        forged.addPayloadsBuilder()
                .setSourcePort(port(receiver))
                .setDestinationPort(port(receiver))
                .setVersion("v")
                .setEncoding("e")
                .setValue(ByteString.copyFromUtf8("x"));
        ExecTxResult refused = chain.submit(forged.build());
        assertTrue(refused.getLog().contains("is different from contract " + receiver), refused.getLog());
    }
}
