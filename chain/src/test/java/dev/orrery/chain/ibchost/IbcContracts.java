package dev.orrery.chain.ibchost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoResponse;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptResponse;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.testkit.contracts.AnsweringContract;

/** Contracts that give canned answers, on a chain, and channels between them. */
record IbcContracts(IbcTestChain chain) {
    static final String NOTHING = "{\"ok\":{\"messages\":[],\"attributes\":[],\"events\":[]}}";

    /** A contract that agrees to everything. */
    static AnsweringContract contract() {
        return new AnsweringContract()
                .answer("instantiate", NOTHING)
                .answer("ibc_channel_open", "{\"ok\":null}")
                .answer("ibc_channel_connect", NOTHING)
                .answer("ibc_channel_close", NOTHING)
                .answer("ibc_packet_receive", receive("ZmluZQ=="))
                .answer("ibc_packet_ack", NOTHING)
                .answer("ibc_packet_timeout", NOTHING);
    }

    /** An answer to a packet; empty to answer later. */
    static String receive(String acknowledgement, String... messages) {
        String written = acknowledgement.isEmpty() ? "null" : "\"" + acknowledgement + "\"";
        return "{\"ok\":{\"acknowledgement\":" + written + ",\"messages\":[" + String.join(",", messages)
                + "],\"attributes\":[{\"key\":\"a\",\"value\":\"b\"}],\"events\":[]}}";
    }

    /** An answer that sends messages. */
    static String sending(String... messages) {
        return "{\"ok\":{\"messages\":[" + String.join(",", messages) + "],\"attributes\":[],\"events\":[]}}";
    }

    static String message(String msg, String replyOn) {
        return "{\"id\":0,\"msg\":" + msg + ",\"gas_limit\":null,\"reply_on\":\"" + replyOn + "\"}";
    }

    static String ibc(String msg) {
        return message("{\"ibc\":" + msg + "}", "never");
    }

    /** Coins to bob. */
    String pay(int amount, String replyOn) {
        return message(
                "{\"bank\":{\"send\":{\"to_address\":\"" + chain.bob().text()
                        + "\",\"amount\":[{\"denom\":\"ucosm\",\"amount\":\"" + amount + "\"}]}}}",
                replyOn);
    }

    /** A packet on its way by {@code channel-0}. */
    String packet(long seconds) {
        return ibc("{\"send_packet\":{\"channel_id\":\"channel-0\",\"data\":\"aGVsbG8=\",\"timeout\":{\"block\":null,"
                + "\"timestamp\":\"" + chain.in(seconds) + "\"}}}");
    }

    /** Makes a contract, with some coins. Returns its address. */
    String create(AnsweringContract code, int coins) {
        String signer = chain.alice().text();
        ExecTxResult stored = chain.deliver(MsgStoreCode.newBuilder()
                .setSender(signer)
                .setWasmByteCode(ByteString.copyFrom(code.wasm()))
                .build());
        MsgInstantiateContract.Builder instantiate = MsgInstantiateContract.newBuilder()
                .setSender(signer)
                .setCodeId(Long.parseLong(
                        IbcTestChain.attribute(stored, "store_code", "code_id").orElseThrow()))
                .setLabel("c")
                .setMsg(ByteString.copyFromUtf8("{}"));
        if (coins > 0) {
            instantiate.addFunds(Coin.newBuilder().setDenom("ucosm").setAmount(Integer.toString(coins)));
        }
        return IbcTestChain.attribute(chain.deliver(instantiate.build()), "instantiate", "_contract_address")
                .orElseThrow();
    }

    /** Makes a contract. Returns its port. */
    String port(AnsweringContract code) {
        return port(code, 0);
    }

    String port(AnsweringContract code, int coins) {
        String address = create(code, coins);
        String port = chain.ask(
                        "/cosmwasm.wasm.v1.Query/ContractInfo",
                        QueryContractInfoRequest.newBuilder()
                                .setAddress(address)
                                .build(),
                        QueryContractInfoResponse.class)
                .getContractInfo()
                .getIbcPortId();
        assertEquals("wasm." + address, port);
        return port;
    }

    /** A channel that somebody may open between two contracts. */
    LocalhostLink between(AnsweringContract left, AnsweringContract right) {
        return new LocalhostLink(port(left), port(right), "v", chain.alice().text());
    }

    /** A contract that sends, one that answers, and the channel between them. */
    LocalhostLink link(AnsweringContract receiver, long seconds) {
        LocalhostLink link = between(contract().answer("execute", sending(packet(seconds))), receiver);
        link.open(chain);
        return link;
    }

    Message execute(String port) {
        return MsgExecuteContract.newBuilder()
                .setSender(chain.alice().text())
                .setContract(port.startsWith("wasm.") ? port.substring("wasm.".length()) : port)
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build();
    }

    Packet send(LocalhostLink link) {
        return LocalhostLink.sent(chain.deliver(execute(link.left())));
    }

    boolean isReceived(LocalhostLink link, long sequence) {
        return chain.ask(
                        "/ibc.core.channel.v1.Query/PacketReceipt",
                        QueryPacketReceiptRequest.newBuilder()
                                .setPortId(link.right())
                                .setChannelId("channel-1")
                                .setSequence(sequence)
                                .build(),
                        QueryPacketReceiptResponse.class)
                .getReceived();
    }

    /** How many packets of the left end are neither acknowledged nor timed out. */
    int pending(LocalhostLink link) {
        return chain.ask(
                        "/ibc.core.channel.v1.Query/PacketCommitments",
                        QueryPacketCommitmentsRequest.newBuilder()
                                .setPortId(link.left())
                                .setChannelId("channel-0")
                                .build(),
                        QueryPacketCommitmentsResponse.class)
                .getCommitmentsCount();
    }
}
