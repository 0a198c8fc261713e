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

// env is the first argument of every entry point.
var env = must1(json.Marshal(types.Env{
	Block:       types.BlockInfo{Height: 123, Time: blockTime, ChainID: "orrery-1"},
	Transaction: &types.TransactionInfo{Index: 4},
	Contract:    types.ContractInfo{Address: contractAddress},
}))

// run makes one call; what a failed call wrote is taken back, as a chain would.
func (w *World) run(step Step) Recorded {
	limit := uint64(defaultGasLimit)
	if step.GasLimit != nil {
		limit = *step.GasLimit
	}
	limit *= gasUnit
	w.begin()
	before := maps.Clone(w.entries)
	args := arguments(step)
	data, report, err := w.call(step.Entry, args, limit)
	if err != nil || bytes.HasPrefix(data, []byte(`{"error":`)) {
		w.entries = before
	}
	recorded := Recorded{
		Entry:          step.Entry,
		Code:           step.Code,
		GasLimit:       limit,
		Ok:             data,
		UsedInternally: report.UsedInternally,
		UsedExternally: report.UsedExternally,
		Host:           w.events,
	}
	for _, arg := range args {
		recorded.Args = append(recorded.Args, string(arg))
	}
	if err != nil {
		recorded.Error = err.Error()
	}
	return recorded
}

// arguments are what the entry point takes behind env, as the JSON wasmvm's own methods make.
func arguments(step Step) [][]byte {
	msg := compact(step.Msg)
	switch step.Entry {
	case "instantiate", "execute":
		info := types.MessageInfo{Sender: step.Sender, Funds: step.Funds}
		return [][]byte{must1(json.Marshal(info)), msg}
	case "migrate":
		return append([][]byte{msg}, migrateInfo(step)...)
	}
	if entry, known := typed[step.Entry]; known && entry.message != nil {
		message := entry.message()
		must(json.Unmarshal(msg, message))
		msg = must1(json.Marshal(message))
	}
	return [][]byte{msg}
}

func (w *World) call(entry string, args [][]byte, limit uint64) ([]byte, types.GasReport, error) {
	meter, querier := types.GasMeter(&w.meter), types.Querier(w)
	sum, store, goapi := w.checksum, Store{w}, w.api()
	switch entry {
	case "instantiate":
		return api.Instantiate(
			w.cache, sum, env, args[0], args[1], &meter, store, goapi, &querier, limit, false)
	case "execute":
		return api.Execute(
			w.cache, sum, env, args[0], args[1], &meter, store, goapi, &querier, limit, false)
	case "migrate":
		return w.migrate(args, limit)
	}
	known, found := typed[entry]
	if !found {
		panic("unknown entry " + entry)
	}
	return known.call(w.cache, sum, env, args[0], &meter, store, goapi, &querier, limit, false)
}

type entryCall func(
	api.Cache, []byte, []byte, []byte, *types.GasMeter, types.KVStore, *types.GoAPI, *types.Querier, uint64, bool,
) ([]byte, types.GasReport, error)

// typed lists the entry points that take env and one message. wasmvm builds that message itself, except
// for query and sudo.
var typed = map[string]struct {
	call    entryCall
	message func() any
}{
	"query":                    {api.Query, nil},
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

func compact(msg json.RawMessage) []byte {
	var text bytes.Buffer
	if err := json.Compact(&text, msg); err != nil {
		panic(fmt.Sprintf("%s: %v", msg, err))
	}
	return text.Bytes()
}
