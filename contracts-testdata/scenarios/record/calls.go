package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/CosmWasm/wasmvm/v3/internal/api"
	"github.com/CosmWasm/wasmvm/v3/types"
)

const (
	contractAddress = "contract"
	blockTime       = 1578939743987654321
)

var env = types.Env{
	Block:       types.BlockInfo{Height: 123, Time: types.Uint64(blockTime), ChainID: "orrery-1"},
	Transaction: &types.TransactionInfo{Index: 4},
	Contract:    types.ContractInfo{Address: contractAddress},
}

// run makes one call; what a failed call wrote is taken back, as a chain would.
func (w *World) run(step Step) Recorded {
	limit := uint64(defaultGasLimit)
	if step.GasLimit != nil {
		limit = *step.GasLimit
	}
	w.begin()
	before := maps.Clone(w.entries)
	data, report, err := w.call(step, limit)
	if err != nil || bytes.HasPrefix(data, []byte(`{"error":`)) {
		w.entries = before
	}
	recorded := Recorded{
		Ok:             data,
		UsedInternally: report.UsedInternally,
		UsedExternally: report.UsedExternally,
		Host:           w.events,
	}
	if err != nil {
		recorded.Error = err.Error()
	}
	return recorded
}

// call does what wasmvm's own methods do: the same JSON for env, info and typed messages.
func (w *World) call(step Step, limit uint64) ([]byte, types.GasReport, error) {
	e := must1(json.Marshal(env))
	msg := compact(step.Msg)
	meter, querier := types.GasMeter(&w.meter), types.Querier(w)
	sum, store, goapi := w.checksum, Store{w}, w.api()
	switch step.Entry {
	case "instantiate":
		return api.Instantiate(w.cache, sum, e, info(step), msg, &meter, store, goapi, &querier, limit, false)
	case "execute":
		return api.Execute(w.cache, sum, e, info(step), msg, &meter, store, goapi, &querier, limit, false)
	case "query":
		return api.Query(w.cache, sum, e, msg, &meter, store, goapi, &querier, limit, false)
	case "migrate":
		by := types.MigrateInfo{Sender: step.Sender, OldMigrateVersion: step.OldMigrateVersion}
		return api.MigrateWithInfo(
			w.cache, sum, e, msg, must1(json.Marshal(by)), &meter, store, goapi, &querier, limit, false)
	}
	entry, known := typed[step.Entry]
	if !known {
		panic("unknown entry " + step.Entry)
	}
	if entry.message != nil {
		message := entry.message()
		must(json.Unmarshal(msg, message))
		msg = must1(json.Marshal(message))
	}
	return entry.call(w.cache, sum, e, msg, &meter, store, goapi, &querier, limit, false)
}

type entryCall func(
	api.Cache, []byte, []byte, []byte, *types.GasMeter, types.KVStore, *types.GoAPI, *types.Querier, uint64, bool,
) ([]byte, types.GasReport, error)

// typed lists the entry points that take env and one message. wasmvm builds that message itself, except
// for sudo.
var typed = map[string]struct {
	call    entryCall
	message func() any
}{
	"sudo":                     {api.Sudo, nil},
	"reply":                    {api.Reply, func() any { return new(types.Reply) }},
	"ibc_channel_open":         {api.IBCChannelOpen, func() any { return new(types.IBCChannelOpenMsg) }},
	"ibc_channel_connect":      {api.IBCChannelConnect, func() any { return new(types.IBCChannelConnectMsg) }},
	"ibc_channel_close":        {api.IBCChannelClose, func() any { return new(types.IBCChannelCloseMsg) }},
	"ibc_packet_receive":       {api.IBCPacketReceive, func() any { return new(types.IBCPacketReceiveMsg) }},
	"ibc_packet_ack":           {api.IBCPacketAck, func() any { return new(types.IBCPacketAckMsg) }},
	"ibc_packet_timeout":       {api.IBCPacketTimeout, func() any { return new(types.IBCPacketTimeoutMsg) }},
	"ibc_source_callback":      {api.IBCSourceCallback, func() any { return new(types.IBCSourceCallbackMsg) }},
	"ibc_destination_callback": {api.IBCDestinationCallback, func() any { return new(types.IBCDestinationCallbackMsg) }},
	"ibc2_packet_receive":      {api.IBC2PacketReceive, func() any { return new(types.IBC2PacketReceiveMsg) }},
	"ibc2_packet_ack":          {api.IBC2PacketAck, func() any { return new(types.IBC2AcknowledgeMsg) }},
	"ibc2_packet_timeout":      {api.IBC2PacketTimeout, func() any { return new(types.IBC2PacketTimeoutMsg) }},
	"ibc2_packet_send":         {api.IBC2PacketSend, func() any { return new(types.IBC2PacketSendMsg) }},
}

func info(step Step) []byte {
	return must1(json.Marshal(types.MessageInfo{Sender: step.Sender, Funds: step.Funds}))
}

func compact(msg json.RawMessage) []byte {
	var text bytes.Buffer
	if err := json.Compact(&text, msg); err != nil {
		panic(fmt.Sprintf("%s: %v", msg, err))
	}
	return text.Bytes()
}
