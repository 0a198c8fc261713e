package orrery

import (
	"encoding/json"

	wasmvm "github.com/CosmWasm/wasmvm/v3"
	"github.com/CosmWasm/wasmvm/v3/types"

	"orrery.dev/adapter/internal/vmv1"
)

// One method per entry point, as wasmvm has them. Each returns the contract's result, the gas that the VM used (also
// with an error), and an error if the call did not get to a result.

// Instantiate creates a contract.
func (e *Engine) Instantiate(
	checksum wasmvm.Checksum, env types.Env, info types.MessageInfo, msg []byte,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.ContractResult, uint64, error) {
	request, err := newCall("instantiate", checksum, env, gasLimit, withInfo(info), withMsg(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.ContractResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// Execute runs a contract for a sender.
func (e *Engine) Execute(
	checksum wasmvm.Checksum, env types.Env, info types.MessageInfo, msg []byte,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.ContractResult, uint64, error) {
	request, err := newCall("execute", checksum, env, gasLimit, withInfo(info), withMsg(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.ContractResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// Query asks a contract, which can't write.
func (e *Engine) Query(
	checksum wasmvm.Checksum, env types.Env, msg []byte,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.QueryResult, uint64, error) {
	request, err := newCall("query", checksum, env, gasLimit, withMsg(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.QueryResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// Migrate moves a contract to other code.
func (e *Engine) Migrate(
	checksum wasmvm.Checksum, env types.Env, msg []byte,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.ContractResult, uint64, error) {
	request, err := newCall("migrate", checksum, env, gasLimit, withMsg(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.ContractResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// MigrateWithInfo is Migrate for contracts that want to know who migrates them and from which version.
func (e *Engine) MigrateWithInfo(
	checksum wasmvm.Checksum, env types.Env, msg []byte, info types.MigrateInfo,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.ContractResult, uint64, error) {
	request, err := newCall("migrate", checksum, env, gasLimit, withMsg(msg), withMigrateInfo(info))
	if err != nil {
		return nil, 0, err
	}
	return call[types.ContractResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// Sudo runs a contract for the chain itself.
func (e *Engine) Sudo(
	checksum wasmvm.Checksum, env types.Env, msg []byte,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.ContractResult, uint64, error) {
	request, err := newCall("sudo", checksum, env, gasLimit, withMsg(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.ContractResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// Reply tells a contract how its submessage ended.
func (e *Engine) Reply(
	checksum wasmvm.Checksum, env types.Env, reply types.Reply,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.ContractResult, uint64, error) {
	request, err := newCall("reply", checksum, env, gasLimit, withJSON(reply))
	if err != nil {
		return nil, 0, err
	}
	return call[types.ContractResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCChannelOpen is the first step of a channel's handshake.
func (e *Engine) IBCChannelOpen(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCChannelOpenMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCChannelOpenResult, uint64, error) {
	request, err := newCall("ibc_channel_open", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCChannelOpenResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCChannelConnect is the second step of a channel's handshake.
func (e *Engine) IBCChannelConnect(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCChannelConnectMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc_channel_connect", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCChannelClose ends a channel.
func (e *Engine) IBCChannelClose(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCChannelCloseMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc_channel_close", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCPacketReceive delivers a packet.
func (e *Engine) IBCPacketReceive(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCPacketReceiveMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCReceiveResult, uint64, error) {
	request, err := newCall("ibc_packet_receive", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCReceiveResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCPacketAck delivers the answer to a packet that the contract sent.
func (e *Engine) IBCPacketAck(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCPacketAckMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc_packet_ack", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCPacketTimeout tells that a packet of the contract's won't be received any more.
func (e *Engine) IBCPacketTimeout(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCPacketTimeoutMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc_packet_timeout", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCSourceCallback tells how a packet ended that named the contract on this side.
func (e *Engine) IBCSourceCallback(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCSourceCallbackMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc_source_callback", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBCDestinationCallback tells of a packet that named the contract on the other side.
func (e *Engine) IBCDestinationCallback(
	checksum wasmvm.Checksum, env types.Env, msg types.IBCDestinationCallbackMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc_destination_callback", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBC2PacketReceive is IBCPacketReceive of IBC v2.
func (e *Engine) IBC2PacketReceive(
	checksum wasmvm.Checksum, env types.Env, msg types.IBC2PacketReceiveMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCReceiveResult, uint64, error) {
	request, err := newCall("ibc2_packet_receive", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCReceiveResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBC2PacketAck is IBCPacketAck of IBC v2.
func (e *Engine) IBC2PacketAck(
	checksum wasmvm.Checksum, env types.Env, msg types.IBC2AcknowledgeMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc2_packet_ack", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBC2PacketTimeout is IBCPacketTimeout of IBC v2.
func (e *Engine) IBC2PacketTimeout(
	checksum wasmvm.Checksum, env types.Env, msg types.IBC2PacketTimeoutMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc2_packet_timeout", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// IBC2PacketSend asks a contract about a packet before it is sent.
func (e *Engine) IBC2PacketSend(
	checksum wasmvm.Checksum, env types.Env, msg types.IBC2PacketSendMsg,
	store wasmvm.KVStore, goapi wasmvm.GoAPI, querier wasmvm.Querier, gasMeter wasmvm.GasMeter,
	gasLimit uint64, deserCost types.UFraction,
) (*types.IBCBasicResult, uint64, error) {
	request, err := newCall("ibc2_packet_send", checksum, env, gasLimit, withJSON(msg))
	if err != nil {
		return nil, 0, err
	}
	return call[types.IBCBasicResult](e, request, &host{store: store, api: goapi, querier: querier, meter: gasMeter}, deserCost)
}

// argument is what an entry point takes besides env.
type argument func(*vmv1.CallRequest) error

func newCall(
	entryPoint string, checksum wasmvm.Checksum, env types.Env, gasLimit uint64, arguments ...argument,
) (*vmv1.CallRequest, error) {
	envJSON, err := json.Marshal(env)
	if err != nil {
		return nil, err
	}
	request := &vmv1.CallRequest{EntryPoint: entryPoint, Checksum: checksum, Env: envJSON, GasLimit: gasLimit}
	for _, add := range arguments {
		if err := add(request); err != nil {
			return nil, err
		}
	}
	return request, nil
}

func withInfo(info types.MessageInfo) argument {
	return func(request *vmv1.CallRequest) (err error) {
		request.Info, err = json.Marshal(info)
		return err
	}
}

// withMsg passes a message on as its sender wrote it.
func withMsg(msg []byte) argument {
	return func(request *vmv1.CallRequest) error {
		request.Msg = msg
		return nil
	}
}

func withJSON(msg any) argument {
	return func(request *vmv1.CallRequest) (err error) {
		request.Msg, err = json.Marshal(msg)
		return err
	}
}

func withMigrateInfo(info types.MigrateInfo) argument {
	return func(request *vmv1.CallRequest) (err error) {
		request.MigrateInfo, err = json.Marshal(info)
		return err
	}
}
