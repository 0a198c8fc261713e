package main

import (
	"fmt"

	channeltypes "github.com/cosmos/ibc-go/v11/modules/core/04-channel/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// pair is two instances of a contract that talk IBC with each other.
type pair struct {
	*link
	contracts [2]string
}

const pingVersion = "orrery-ping-1"

// pings opens a channel of this order between two contracts, lets both send packets, carries those and what comes back,
// and closes the channel.
func (l *load) pings(c *contract, order channeltypes.Order, packets int) error {
	p, err := l.pair(c, order)
	if err != nil {
		return err
	}
	answers := []string{"at_once", "error_ack", "fail", "later"}
	if order == channeltypes.UNORDERED {
		answers = append(answers, "panic")
	}
	var pings []sent
	for i := range packets {
		timeout := 600
		// A packet that never arrives stops an ordered channel.
		if order == channeltypes.UNORDERED && i%5 == 4 {
			timeout = 1
		}
		answer, text := pick(l.random, answers), "hello <&>"
		if answer == "error_ack" {
			// ibc-go takes no error whose JSON it would escape otherwise.
			text = "hello"
		}
		side := l.random.IntN(2)
		s, err := p.tell("IBC ping", side, fmt.Sprintf(`{"ping":{"channel":%q,"answer":%q,"text":%q,"timeout_seconds":%d}}`,
			p.channels[side], answer, text, timeout))
		if err != nil {
			return err
		}
		pings = append(pings, s)
	}
	sent, err := l.packetsOf(pings)
	if err != nil {
		return err
	}
	carried, err := l.carry(sent)
	if err != nil {
		return err
	}
	if carried, err = p.answer(carried); err != nil {
		return err
	}
	if err := l.finish(carried); err != nil {
		return err
	}
	return p.close()
}

func (l *load) pair(c *contract, order channeltypes.Order) (*pair, error) {
	p := &pair{}
	var ports [2]string
	for i := range p.contracts {
		address, err := l.fresh(c, fmt.Sprintf(`{"order":%q}`, order))
		if err != nil {
			return nil, err
		}
		p.contracts[i], ports[i] = address, "wasm."+address
	}
	opened, err := l.open(ports, order, pingVersion)
	p.link = opened
	return p, err
}

// fresh is a new instance.
func (l *load) fresh(c *contract, message string) (string, error) {
	by := l.accounts[0]
	result, err := l.do("instantiate", by, callGas, &wasmtypes.MsgInstantiateContract{
		Sender: by.address(), CodeID: c.codeID, Label: c.name, Msg: []byte(message),
	})
	return attribute(result, "instantiate", "_contract_address"), err
}

func (p *pair) tell(kind string, side int, message string) (sent, error) {
	by := p.accounts[0]
	return p.keep(p.send(kind, by, callGas, &wasmtypes.MsgExecuteContract{
		Sender: by.address(), Contract: p.contracts[side], Msg: []byte(message),
	}))
}

// answer lets the receivers acknowledge what they kept waiting.
func (p *pair) answer(r relayed) (relayed, error) {
	var late []sent
	for _, packet := range r.waiting {
		side := 0
		if packet.DestinationPort == p.ports[1] {
			side = 1
		}
		s, err := p.tell("IBC acknowledge later", side, fmt.Sprintf(`{"acknowledge":{"channel":%q,"sequence":%d,"text":"at last"}}`,
			packet.DestinationChannel, packet.Sequence))
		if err != nil {
			return r, err
		}
		late = append(late, s)
	}
	for i, s := range late {
		result, err := p.success(s)
		if err != nil {
			return r, err
		}
		ack, err := acknowledgement(result)
		if err != nil {
			return r, err
		}
		r.answered = append(r.answered, answered{r.waiting[i], ack})
	}
	r.waiting = nil
	return r, nil
}

func (p *pair) close() error {
	s, err := p.tell("IBC close", 0, fmt.Sprintf(`{"close":{"channel":%q}}`, p.channels[0]))
	if err != nil {
		return err
	}
	if _, err := p.success(s); err != nil {
		return err
	}
	by := p.accounts[0]
	_, err = p.do("IBC close", by, callGas,
		channeltypes.NewMsgChannelCloseConfirm(p.ports[1], p.channels[1], sentinel, height, by.address()))
	return err
}
