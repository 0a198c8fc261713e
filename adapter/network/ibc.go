package main

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	abci "github.com/cometbft/cometbft/abci/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	channeltypes "github.com/cosmos/ibc-go/v11/modules/core/04-channel/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// pair is two contracts of one chain that talk IBC over its connection to itself. What a relayer does between two
// chains is done here without proofs: the localhost client looks into the store.
type pair struct {
	*load
	ports, channels [2]string
	contracts       [2]string
}

const (
	localhost   = "connection-localhost"
	pingVersion = "orrery-ping-1"
)

var (
	// sentinel stands for a proof.
	sentinel = []byte{1}
	height   = clienttypes.NewHeight(0, 1)
)

// openChannel takes two instances of a contract through the handshake.
func (l *load) openChannel(c *contract, order channeltypes.Order) (*pair, error) {
	p := &pair{load: l}
	by := l.accounts[0]
	for i := range p.contracts {
		result, err := l.do("instantiate", by, callGas, &wasmtypes.MsgInstantiateContract{
			Sender: by.address(), CodeID: c.codeID, Label: "ping", Msg: []byte(fmt.Sprintf(`{"order":%q}`, order.String())),
		})
		if err != nil {
			return nil, err
		}
		p.contracts[i] = attribute(result, "instantiate", "_contract_address")
		p.ports[i] = "wasm." + p.contracts[i]
	}
	hops := []string{localhost}
	steps := []func() sdk.Msg{
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenInit(p.ports[0], "", order, hops, p.ports[1], by.address())
		},
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenTry(p.ports[1], "", order, hops, p.ports[0], p.channels[0], pingVersion,
				sentinel, height, by.address())
		},
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenAck(p.ports[0], p.channels[0], p.channels[1], pingVersion, sentinel, height, by.address())
		},
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenConfirm(p.ports[1], p.channels[1], sentinel, height, by.address())
		},
	}
	for i, step := range steps {
		result, err := l.do("handshake", by, callGas, step())
		if err != nil {
			return nil, err
		}
		for _, event := range []string{"channel_open_init", "channel_open_try"} {
			if id := attribute(result, event, "channel_id"); id != "" && i < 2 {
				p.channels[i] = id
			}
		}
	}
	return p, nil
}

// ping sends packets from both sides, and carries them and their acknowledgements as far as they go.
func (p *pair) ping(answers []string, timeouts []int) error {
	by := p.accounts[0]
	var pings []sent
	for i, answer := range answers {
		side := p.random.IntN(2)
		message := fmt.Sprintf(`{"ping":{"channel":%q,"answer":%q,"text":"hello <&>","timeout_seconds":%d}}`,
			p.channels[side], answer, timeouts[i])
		s, err := p.keep(p.send("IBC ping", by, callGas, &wasmtypes.MsgExecuteContract{
			Sender: by.address(), Contract: p.contracts[side], Msg: []byte(message),
		}))
		if err != nil {
			return err
		}
		pings = append(pings, s)
	}
	var packets []channeltypes.Packet
	for _, s := range pings {
		result, err := p.success(s)
		if err != nil {
			return err
		}
		packet, err := packetOf(result)
		if err != nil {
			return err
		}
		packets = append(packets, packet)
	}
	received, err := p.each(packets, "IBC receive", func(packet channeltypes.Packet) sdk.Msg {
		return channeltypes.NewMsgRecvPacket(packet, sentinel, height, by.address())
	})
	if err != nil {
		return err
	}
	// A packet that came late is refused, and can be timed out.
	var late, answered []channeltypes.Packet
	var acks [][]byte
	for i, result := range received {
		if result.Code != 0 {
			late = append(late, packets[i])
			continue
		}
		ack, err := hex.DecodeString(attribute(result, "write_acknowledgement", "packet_ack_hex"))
		if err != nil {
			return err
		}
		if len(ack) > 0 {
			answered, acks = append(answered, packets[i]), append(acks, ack)
		}
	}
	if _, err := p.each(late, "IBC timeout", func(packet channeltypes.Packet) sdk.Msg {
		return channeltypes.NewMsgTimeout(packet, packet.Sequence, sentinel, height, by.address())
	}); err != nil {
		return err
	}
	next := 0
	_, err = p.each(answered, "IBC acknowledge", func(packet channeltypes.Packet) sdk.Msg {
		next++
		return channeltypes.NewMsgAcknowledgement(packet, acks[next-1], sentinel, height, by.address())
	})
	return err
}

// each delivers a message per packet, and waits for the results.
func (p *pair) each(packets []channeltypes.Packet, kind string, msg func(channeltypes.Packet) sdk.Msg) ([]abci.ExecTxResult, error) {
	var all []sent
	for _, packet := range packets {
		s, err := p.keep(p.send(kind, p.accounts[0], callGas, msg(packet)))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	var results []abci.ExecTxResult
	for _, s := range all {
		result, err := p.result(s)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

func packetOf(result abci.ExecTxResult) (channeltypes.Packet, error) {
	get := func(key string) string { return attribute(result, "send_packet", key) }
	data, err := hex.DecodeString(get("packet_data_hex"))
	if err != nil {
		return channeltypes.Packet{}, err
	}
	sequence, err := strconv.ParseUint(get("packet_sequence"), 10, 64)
	if err != nil {
		return channeltypes.Packet{}, fmt.Errorf("no packet was sent: %w", err)
	}
	timestamp, err := strconv.ParseUint(get("packet_timeout_timestamp"), 10, 64)
	if err != nil {
		return channeltypes.Packet{}, err
	}
	timeout, err := heightOf(get("packet_timeout_height"))
	if err != nil {
		return channeltypes.Packet{}, err
	}
	return channeltypes.NewPacket(data, sequence, get("packet_src_port"), get("packet_src_channel"),
		get("packet_dst_port"), get("packet_dst_channel"), timeout, timestamp), nil
}

func heightOf(text string) (clienttypes.Height, error) {
	revision, number, _ := strings.Cut(text, "-")
	r, err := strconv.ParseUint(revision, 10, 64)
	if err != nil {
		return clienttypes.Height{}, err
	}
	h, err := strconv.ParseUint(number, 10, 64)
	return clienttypes.NewHeight(r, h), err
}
