package parity

import (
	"encoding/json"

	"github.com/CosmWasm/wasmvm/v3/types"
)

// typed writes a random message for an entry point whose message is the chain's, or nil if it is the sender's.
// data goes where contracts expect bytes of their own.
func (v variation) typed(entry string, data func() []byte) json.RawMessage {
	switch entry {
	case "reply":
		return asJSON(v.reply(data))
	case "ibc_channel_open":
		if v.IntN(2) == 0 {
			return asJSON(types.IBCChannelOpenMsg{OpenInit: &types.IBCOpenInit{Channel: v.channel()}})
		}
		return asJSON(types.IBCChannelOpenMsg{OpenTry: &types.IBCOpenTry{Channel: v.channel(), CounterpartyVersion: v.version()}})
	case "ibc_channel_connect":
		if v.IntN(2) == 0 {
			return asJSON(types.IBCChannelConnectMsg{OpenAck: &types.IBCOpenAck{Channel: v.channel(), CounterpartyVersion: v.version()}})
		}
		return asJSON(types.IBCChannelConnectMsg{OpenConfirm: &types.IBCOpenConfirm{Channel: v.channel()}})
	case "ibc_channel_close":
		if v.IntN(2) == 0 {
			return asJSON(types.IBCChannelCloseMsg{CloseInit: &types.IBCCloseInit{Channel: v.channel()}})
		}
		return asJSON(types.IBCChannelCloseMsg{CloseConfirm: &types.IBCCloseConfirm{Channel: v.channel()}})
	case "ibc_packet_receive":
		return asJSON(types.IBCPacketReceiveMsg{Packet: v.packet(data), Relayer: pick(v, senders)})
	case "ibc_packet_ack":
		return asJSON(types.IBCPacketAckMsg{Acknowledgement: v.ack(data), OriginalPacket: v.packet(data), Relayer: pick(v, senders)})
	case "ibc_packet_timeout":
		return asJSON(types.IBCPacketTimeoutMsg{Packet: v.packet(data), Relayer: pick(v, senders)})
	case "ibc_source_callback":
		if v.IntN(2) == 0 {
			return asJSON(types.IBCSourceCallbackMsg{Timeout: &types.IBCTimeoutCallbackMsg{Packet: v.packet(data), Relayer: "fred"}})
		}
		return asJSON(types.IBCSourceCallbackMsg{Acknowledgement: &types.IBCAckCallbackMsg{
			Acknowledgement: v.ack(data), OriginalPacket: v.packet(data), Relayer: pick(v, senders),
		}})
	case "ibc_destination_callback":
		msg := types.IBCDestinationCallbackMsg{Ack: v.ack(data), Packet: v.packet(data)}
		if v.IntN(2) == 0 {
			msg.Transfer = &types.IBCTransferCallback{Funds: v.coins(), Receiver: "contract", Sender: pick(v, senders)}
		}
		return asJSON(msg)
	}
	return v.typedOfIBC2(entry, data)
}

func (v variation) typedOfIBC2(entry string, data func() []byte) json.RawMessage {
	from, to, sequence, who := v.client(), v.client(), v.Uint64N(5), pick(v, senders)
	switch entry {
	case "ibc2_packet_receive":
		return asJSON(types.IBC2PacketReceiveMsg{
			Payload: v.payload(data), Relayer: who, SourceClient: from, DestinationClient: to, PacketSequence: sequence,
		})
	case "ibc2_packet_ack":
		return asJSON(types.IBC2AcknowledgeMsg{
			SourceClient: from, DestinationClient: to, Data: v.payload(data), Acknowledgement: v.ack(data).Data, Relayer: who,
		})
	case "ibc2_packet_timeout":
		return asJSON(types.IBC2PacketTimeoutMsg{
			Payload: v.payload(data), SourceClient: from, DestinationClient: to, PacketSequence: sequence, Relayer: who,
		})
	case "ibc2_packet_send":
		return asJSON(types.IBC2PacketSendMsg{
			Payload: v.payload(data), SourceClient: from, DestinationClient: to, PacketSequence: sequence, Signer: who,
		})
	}
	return nil
}

var senders = []string{"creator", "fred", "bob", "alice", "contract", "wasm1relayer"}

func (v variation) reply(data func() []byte) types.Reply {
	reply := types.Reply{ID: v.Uint64N(8), GasUsed: v.Uint64N(1_000_000), Payload: pick(v, [][]byte{nil, {}, {1, 2}, data()})}
	if v.IntN(3) == 0 {
		reply.Result.Err = pick(v, []string{"codespace: sdk, code: 11", "codespace: wasm, code: 5", "no"})
		return reply
	}
	reply.Result.Ok = &types.SubMsgResponse{
		Data: pick(v, [][]byte{nil, {}, {0x0a, 0x08, 'c', 'o', 'n', 't', 'r', 'a', 'c', 't'}, data()}),
		Events: pick(v, []types.Array[types.Event]{nil, {{
			Type:       "instantiate",
			Attributes: types.Array[types.EventAttribute]{{Key: "_contract_address", Value: "contract"}, {Key: "code_id", Value: "1"}},
		}}}),
	}
	if v.IntN(2) == 0 {
		reply.Result.Ok.MsgResponses = types.Array[types.MsgResponse]{{TypeURL: "/cosmwasm.wasm.v1.MsgExecuteContractResponse", Value: data()}}
	}
	return reply
}

func (v variation) channel() types.IBCChannel {
	return types.IBCChannel{
		Endpoint:             v.endpoint(),
		CounterpartyEndpoint: v.endpoint(),
		Order:                pick(v, []string{types.Ordered, types.Unordered}),
		Version:              v.version(),
		ConnectionID:         pick(v, []string{"connection-0", "connection-1", ""}),
	}
}

func (v variation) endpoint() types.IBCEndpoint {
	return types.IBCEndpoint{
		PortID:    pick(v, []string{"wasm.contract", "transfer", "wasm.x"}),
		ChannelID: pick(v, []string{"channel-0", "channel-1", "channel-7"}),
	}
}

func (v variation) version() string {
	return pick(v, []string{"ibc-reflect-v1", "orrery-ping-1", "ping-1", "ics20-1", ""})
}

func (v variation) packet(data func() []byte) types.IBCPacket {
	packet := types.IBCPacket{Data: data(), Src: v.endpoint(), Dest: v.endpoint(), Sequence: v.Uint64N(9)}
	packet.Timeout.Timestamp = v.Uint64N(2) * 1578939743_987654321
	if v.IntN(2) == 0 {
		packet.Timeout.Block = &types.IBCTimeoutBlock{Revision: v.Uint64N(3), Height: v.Uint64N(1000)}
	}
	return packet
}

func (v variation) ack(data func() []byte) types.IBCAcknowledgement {
	return types.IBCAcknowledgement{Data: pick(v, [][]byte{
		nil, []byte(`{"result":"AQ=="}`), []byte(`{"error":"no"}`), []byte(`{"ok":{}}`), []byte(`{"err":"no"}`), data(),
	})}
}

func (v variation) payload(data func() []byte) types.IBC2Payload {
	return types.IBC2Payload{
		SourcePort:      pick(v, []string{"wasm2contract", "wasm2", "transfer"}),
		DestinationPort: pick(v, []string{"wasm2contract", "wasm2", "transfer"}),
		Version:         v.version(),
		Encoding:        pick(v, []string{"application/json", "json", ""}),
		Value:           data(),
	}
}

func (v variation) client() string { return pick(v, []string{"07-tendermint-0", "client-1", ""}) }

func (v variation) coins() types.Array[types.Coin] {
	return pick(v, []types.Array[types.Coin]{
		nil, {}, {types.NewCoin(1, "ATOM")}, {types.NewCoin(1000, "ATOM"), types.NewCoin(7, "orr")},
	})
}

func asJSON(message any) json.RawMessage {
	text, err := json.Marshal(message)
	if err != nil {
		panic(err) // wasmvm's own types
	}
	return text
}
