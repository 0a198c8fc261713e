package main

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	abci "github.com/cometbft/cometbft/abci/types"
	sdk "github.com/cosmos/cosmos-sdk/types"
	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	channeltypes "github.com/cosmos/ibc-go/v11/modules/core/04-channel/types"
)

// link is a channel over the chain's connection to itself. What a relayer does between two chains is done here without
// proofs: the localhost client looks into the store.
type link struct {
	*load
	ports, channels [2]string
}

const localhost = "connection-localhost"

var (
	// sentinel stands for a proof.
	sentinel = []byte{1}
	height   = clienttypes.NewHeight(0, 1)
)

// open takes two ports through the handshake.
func (l *load) open(ports [2]string, order channeltypes.Order, version string) (*link, error) {
	to := &link{load: l, ports: ports}
	by := l.accounts[0]
	hops := []string{localhost}
	steps := []func() sdk.Msg{
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenInit(ports[0], "", order, hops, ports[1], by.address())
		},
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenTry(ports[1], "", order, hops, ports[0], to.channels[0], version,
				sentinel, height, by.address())
		},
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenAck(ports[0], to.channels[0], to.channels[1], version, sentinel, height, by.address())
		},
		func() sdk.Msg {
			return channeltypes.NewMsgChannelOpenConfirm(ports[1], to.channels[1], sentinel, height, by.address())
		},
	}
	for i, step := range steps {
		result, err := l.do("IBC handshake", by, callGas, step())
		if err != nil {
			return nil, err
		}
		for _, event := range []string{"channel_open_init", "channel_open_try"} {
			if id := attribute(result, event, "channel_id"); id != "" && i < 2 {
				to.channels[i] = id
			}
		}
	}
	return to, nil
}

// relayed is what became of packets that were carried to the other side.
type relayed struct {
	answered      []answered
	late, waiting []channeltypes.Packet
}

type answered struct {
	packet channeltypes.Packet
	ack    []byte
}

// carry takes packets to the other side: some are answered, some come too late, some wait for an answer, and some never
// arrive.
func (l *load) carry(packets []channeltypes.Packet) (relayed, error) {
	var r relayed
	by := l.accounts[0]
	received, err := l.each(packets, "IBC receive", func(packet channeltypes.Packet) sdk.Msg {
		return channeltypes.NewMsgRecvPacket(packet, sentinel, height, by.address())
	})
	if err != nil {
		return r, err
	}
	for i, result := range received {
		if tooLate := channeltypes.ErrTimeoutElapsed; result.Codespace == tooLate.Codespace() && result.Code == tooLate.ABCICode() {
			r.late = append(r.late, packets[i])
			continue
		}
		if result.Code != 0 {
			// The contract trapped, which takes the receipt back.
			continue
		}
		ack, err := acknowledgement(result)
		if err != nil {
			return r, err
		}
		if len(ack) == 0 {
			r.waiting = append(r.waiting, packets[i])
			continue
		}
		r.answered = append(r.answered, answered{packets[i], ack})
	}
	return r, nil
}

// finish tells the senders how their packets ended, in the order in which they were sent: an ordered channel wants that.
func (l *load) finish(r relayed) error {
	by := l.accounts[0]
	if _, err := l.each(r.late, "IBC timeout", func(packet channeltypes.Packet) sdk.Msg {
		return channeltypes.NewMsgTimeout(packet, packet.Sequence, sentinel, height, by.address())
	}); err != nil {
		return err
	}
	slices.SortFunc(r.answered, func(a, b answered) int { return cmp.Compare(a.packet.Sequence, b.packet.Sequence) })
	var packets []channeltypes.Packet
	for _, a := range r.answered {
		packets = append(packets, a.packet)
	}
	next := 0
	_, err := l.each(packets, "IBC acknowledge", func(packet channeltypes.Packet) sdk.Msg {
		next++
		return channeltypes.NewMsgAcknowledgement(packet, r.answered[next-1].ack, sentinel, height, by.address())
	})
	return err
}

// each delivers a message per packet, and waits for the results.
func (l *load) each(packets []channeltypes.Packet, kind string, msg func(channeltypes.Packet) sdk.Msg) ([]abci.ExecTxResult, error) {
	var all []sent
	for _, packet := range packets {
		s, err := l.keep(l.send(kind, l.accounts[0], callGas, msg(packet)))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return l.results(all)
}

func (l *load) results(all []sent) ([]abci.ExecTxResult, error) {
	var results []abci.ExecTxResult
	for _, s := range all {
		result, err := l.result(s)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

// packetsOf are the packets that these transactions sent.
func (l *load) packetsOf(all []sent) ([]channeltypes.Packet, error) {
	var packets []channeltypes.Packet
	for _, s := range all {
		result, err := l.success(s)
		if err != nil {
			return nil, err
		}
		packet, err := packetOf(result)
		if err != nil {
			return nil, err
		}
		packets = append(packets, packet)
	}
	return packets, nil
}

func acknowledgement(result abci.ExecTxResult) ([]byte, error) {
	return hex.DecodeString(attribute(result, "write_acknowledgement", "packet_ack_hex"))
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
