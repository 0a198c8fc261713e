package parity

import (
	"bytes"
	"encoding/json"
	"fmt"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/parity/world"
)

// Outcome is all that a chain can see of a call.
type Outcome struct {
	// Ok is the result as Go reads it, or absent.
	Ok json.RawMessage `json:"ok,omitempty"`
	// Error is the text, ErrorType the Go type: chains tell out of gas by it.
	Error     string `json:"error,omitempty"`
	ErrorType string `json:"errorType,omitempty"`
	// UsedInternally is what the VM returns to be charged, the length of the result included (see lengthCounts).
	UsedInternally uint64 `json:"usedInternally,string"`
	// ChainGas is what the chain's meter counted: external gas.
	ChainGas uint64 `json:"chainGas,string"`
	// Trace are the callbacks.
	Trace []string `json:"trace"`
}

// lengthCounts charges one gas per byte of the result, so that equal gas means equal length.
var lengthCounts = types.UFraction{Numerator: 1, Denominator: 1}

// env is given to every call. It has the length of the one in wasmvm's own tests, hence the same gas.
var env = types.Env{
	Block:       types.BlockInfo{Height: 123, Time: 1578939743_987654321, ChainID: "foobar"},
	Transaction: &types.TransactionInfo{Index: 4, Hash: bytes.Repeat([]byte{0xaa}, 32)},
	Contract:    types.ContractInfo{Address: world.ContractAddress},
}

// caller makes calls to one code in one world.
type caller struct {
	engine   Engine
	checksum wasmvm.Checksum
	world    *world.World
	// price of a byte of the result.
	price types.UFraction
}

// run makes the call of a step; the store keeps what it wrote, whatever the outcome.
func (c caller) run(step Step, gasLimit uint64) Outcome {
	c.world.Begin(step.chainGas(), step.Fault, c.nestedQuery)
	result, gas, err := c.dispatch(step, gasLimit)
	outcome := Outcome{UsedInternally: gas, ChainGas: c.world.Consumed(), Trace: c.world.Trace()}
	if err != nil {
		outcome.Error, outcome.ErrorType = err.Error(), fmt.Sprintf("%T", err)
		return outcome
	}
	outcome.Ok, err = json.Marshal(result)
	if err != nil {
		panic(fmt.Sprintf("wasmvm's own types refuse to be written: %v", err))
	}
	return outcome
}

func (c caller) nestedQuery(msg []byte, gasLimit uint64) (*types.QueryResult, uint64, error) {
	w := c.world
	return c.engine.Query(c.checksum, env, msg, w.Store(), w.API(), w.Querier(), w.Meter(), gasLimit, c.price)
}

func (c caller) dispatch(step Step, limit uint64) (any, uint64, error) {
	e, sum, w := c.engine, c.checksum, c.world
	store, api, querier, meter, msg := w.Store(), w.API(), w.Querier(), w.Meter(), step.message()
	info := types.MessageInfo{Sender: step.sender(), Funds: step.Funds}
	switch step.Entry {
	case "instantiate":
		return e.Instantiate(sum, env, info, msg, store, api, querier, meter, limit, c.price)
	case "execute":
		return e.Execute(sum, env, info, msg, store, api, querier, meter, limit, c.price)
	case "query":
		return e.Query(sum, env, msg, store, api, querier, meter, limit, c.price)
	case "migrate":
		by := types.MigrateInfo{Sender: step.sender(), OldMigrateVersion: step.OldMigrateVersion}
		return e.MigrateWithInfo(sum, env, msg, by, store, api, querier, meter, limit, c.price)
	case "migrate_without_info":
		return e.Migrate(sum, env, msg, store, api, querier, meter, limit, c.price)
	case "sudo":
		return e.Sudo(sum, env, msg, store, api, querier, meter, limit, c.price)
	}
	return c.dispatchTyped(step, limit)
}

// dispatchTyped calls the entry points whose message wasmvm writes itself.
func (c caller) dispatchTyped(step Step, limit uint64) (any, uint64, error) {
	e := c.engine
	switch step.Entry {
	case "reply":
		return withMessage(c, step, limit, e.Reply)
	case "ibc_channel_open":
		return withMessage(c, step, limit, e.IBCChannelOpen)
	case "ibc_channel_connect":
		return withMessage(c, step, limit, e.IBCChannelConnect)
	case "ibc_channel_close":
		return withMessage(c, step, limit, e.IBCChannelClose)
	case "ibc_packet_receive":
		return withMessage(c, step, limit, e.IBCPacketReceive)
	case "ibc_packet_ack":
		return withMessage(c, step, limit, e.IBCPacketAck)
	case "ibc_packet_timeout":
		return withMessage(c, step, limit, e.IBCPacketTimeout)
	case "ibc_source_callback":
		return withMessage(c, step, limit, e.IBCSourceCallback)
	case "ibc_destination_callback":
		return withMessage(c, step, limit, e.IBCDestinationCallback)
	case "ibc2_packet_receive":
		return withMessage(c, step, limit, e.IBC2PacketReceive)
	case "ibc2_packet_ack":
		return withMessage(c, step, limit, e.IBC2PacketAck)
	case "ibc2_packet_timeout":
		return withMessage(c, step, limit, e.IBC2PacketTimeout)
	case "ibc2_packet_send":
		return withMessage(c, step, limit, e.IBC2PacketSend)
	}
	panic(fmt.Sprintf("a step names the unknown entry point %q", step.Entry))
}

// withMessage reads the step's message as the type that a method takes, and calls it.
func withMessage[M, R any](c caller, step Step, limit uint64, method func(
	wasmvm.Checksum, types.Env, M, wasmvm.KVStore, wasmvm.GoAPI, wasmvm.Querier, wasmvm.GasMeter, uint64, types.UFraction,
) (R, uint64, error),
) (any, uint64, error) {
	var message M
	if err := json.Unmarshal(step.message(), &message); err != nil {
		panic(fmt.Sprintf("the message of a step isn't a %T: %v", message, err))
	}
	w := c.world
	return method(c.checksum, env, message, w.Store(), w.API(), w.Querier(), w.Meter(), limit, c.price)
}

func (s Step) sender() string {
	if s.Sender == "" {
		return "creator"
	}
	return s.Sender
}
