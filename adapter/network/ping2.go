package main

import (
	"encoding/hex"
	"fmt"
	"strings"

	abci "github.com/cometbft/cometbft/abci/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/gogoproto/proto"
	channelv2 "github.com/cosmos/ibc-go/v11/modules/core/04-channel/v2/types"
	hostv2 "github.com/cosmos/ibc-go/v11/modules/core/24-host/v2"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// pair2 is two instances of a contract that talk IBC v2 with each other: over clients, without channels.
type pair2 struct {
	*load
	clients   [2]*selfClient
	contracts [2]string
}

// pings2 lets two contracts send packets to each other, and carries those and what comes back, with proofs.
func (l *load) pings2(c *contract, packets int) error {
	p := &pair2{load: l}
	for i := range p.clients {
		var err error
		if p.clients[i], err = l.newSelfClient(); err != nil {
			return err
		}
		if p.contracts[i], err = l.fresh(c, "{}"); err != nil {
			return err
		}
	}
	if err := p.clients[0].facing(p.clients[1]); err != nil {
		return err
	}
	all, late, err := p.send(packets)
	if err != nil {
		return err
	}
	at, err := p.advance()
	if err != nil {
		return err
	}
	by := l.accounts[0].address()
	received, err := p.each("IBC v2 receive", all, func(packet channelv2.Packet) (sdk.Msg, error) {
		proof, err := l.proof(hostv2.PacketCommitmentKey(packet.SourceClient, packet.Sequence), at)
		return channelv2.NewMsgRecvPacket(packet, proof, heightAt(at), by), err
	})
	if err != nil {
		return err
	}
	answered, acks, err := p.acknowledged(all, received)
	if err != nil {
		return err
	}
	if at, err = p.advance(); err != nil {
		return err
	}
	if _, err := p.each("IBC v2 timeout", late, func(packet channelv2.Packet) (sdk.Msg, error) {
		proof, err := l.proof(hostv2.PacketReceiptKey(packet.DestinationClient, packet.Sequence), at)
		return channelv2.NewMsgTimeout(packet, proof, heightAt(at), by), err
	}); err != nil {
		return err
	}
	next := 0
	_, err = p.each("IBC v2 acknowledge", answered, func(packet channelv2.Packet) (sdk.Msg, error) {
		next++
		proof, err := l.proof(hostv2.PacketAcknowledgementKey(packet.DestinationClient, packet.Sequence), at)
		return channelv2.NewMsgAcknowledgement(packet, acks[next-1], proof, heightAt(at), by), err
	})
	return err
}

// send returns the packets that the contracts sent: those that are to arrive, and those whose time is over before. A node
// takes no receipt of the latter into its pool.
func (p *pair2) send(packets int) (inTime, late []channelv2.Packet, err error) {
	var pings []sent
	isLate := func(i int) bool { return i%5 == 4 }
	for i := range packets {
		timeout := 600
		if isLate(i) {
			timeout = 2
		}
		side := p.random.IntN(2)
		s, err := p.tell("IBC v2 ping", side, fmt.Sprintf(
			`{"ping":{"source_client":%q,"source_port":%q,"destination_port":%q,"pings":[{"text":"hello <&>","answer":%q}],"timeout_seconds":%d}}`,
			p.clients[side].id, portOf(p.contracts[side]), portOf(p.contracts[1-side]),
			pick(p.random, []string{"at_once", "later", "fail"}), timeout))
		if err != nil {
			return nil, nil, err
		}
		pings = append(pings, s)
	}
	for i, s := range pings {
		result, err := p.success(s)
		if err != nil {
			return nil, nil, err
		}
		var packet channelv2.Packet
		if err := decode(result, "send_packet", channelv2.AttributeKeyEncodedPacketHex, &packet); err != nil {
			return nil, nil, err
		}
		if isLate(i) {
			late = append(late, packet)
		} else {
			inTime = append(inTime, packet)
		}
	}
	return inTime, late, nil
}

// portOf is a contract's port for IBC v2. wasmd keeper: PortIDForContractV2.
func portOf(contract string) string { return "wasm2" + strings.TrimPrefix(contract, prefix) }

func (p *pair2) tell(kind string, side int, message string) (sent, error) {
	by := p.accounts[0]
	return p.keep(p.load.send(kind, by, callGas, &wasmtypes.MsgExecuteContract{
		Sender: by.address(), Contract: p.contracts[side], Msg: []byte(message),
	}))
}

// advance takes both clients to a block that knows all that was done so far.
func (p *pair2) advance() (int64, error) {
	status, err := p.status(0)
	if err != nil {
		return 0, err
	}
	at, err := p.signed(status.SyncInfo.LatestBlockHeight)
	if err != nil {
		return 0, err
	}
	for _, client := range p.clients {
		if err := client.update(at); err != nil {
			return 0, err
		}
	}
	return at, nil
}

func (p *pair2) each(
	kind string, packets []channelv2.Packet, msg func(channelv2.Packet) (sdk.Msg, error),
) ([]abci.ExecTxResult, error) {
	var all []sent
	for _, packet := range packets {
		m, err := msg(packet)
		if err != nil {
			return nil, err
		}
		s, err := p.keep(p.load.send(kind, p.accounts[0], callGas, m))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return p.results(all)
}

// acknowledged says which packets have an answer, and which. Those that wait for one get it from their receiver now.
func (p *pair2) acknowledged(packets []channelv2.Packet, received []abci.ExecTxResult) (
	answered []channelv2.Packet, acks []channelv2.Acknowledgement, err error,
) {
	var waiting []channelv2.Packet
	var answers []sent
	take := func(packet channelv2.Packet, result abci.ExecTxResult) error {
		var ack channelv2.Acknowledgement
		err := decode(result, "write_acknowledgement", channelv2.AttributeKeyEncodedAckHex, &ack)
		answered, acks = append(answered, packet), append(acks, ack)
		return err
	}
	for i, result := range received {
		packet := packets[i]
		if result.Code != 0 {
			return nil, nil, fmt.Errorf("receiving: %s", result.Log)
		}
		if attribute(result, "write_acknowledgement", channelv2.AttributeKeyEncodedAckHex) != "" {
			if err := take(packet, result); err != nil {
				return nil, nil, err
			}
			continue
		}
		side := 0
		if packet.DestinationClient == p.clients[1].id {
			side = 1
		}
		s, err := p.tell("IBC v2 acknowledge later", side, fmt.Sprintf(
			`{"acknowledge":{"source_client":%q,"destination_client":%q,"sequence":%d,"text":"at last"}}`,
			packet.SourceClient, packet.DestinationClient, packet.Sequence))
		if err != nil {
			return nil, nil, err
		}
		waiting, answers = append(waiting, packet), append(answers, s)
	}
	for i, s := range answers {
		result, err := p.success(s)
		if err != nil {
			return nil, nil, err
		}
		if err := take(waiting[i], result); err != nil {
			return nil, nil, err
		}
	}
	return answered, acks, nil
}

// decode reads a message that an event has in hexadecimal digits.
func decode(result abci.ExecTxResult, event, key string, into proto.Message) error {
	text := attribute(result, event, key)
	if text == "" {
		return fmt.Errorf("no %s in %s", key, event)
	}
	data, err := hex.DecodeString(text)
	if err != nil {
		return err
	}
	return proto.Unmarshal(data, into)
}
