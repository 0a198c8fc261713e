package main

import (
	"encoding/base64"
	"fmt"
	"time"

	"github.com/cosmos/cosmos-sdk/codec"
	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/runtime"
	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	"github.com/cosmos/cosmos-sdk/testutil"
	sdk "github.com/cosmos/cosmos-sdk/types"

	clienttypes "github.com/cosmos/ibc-go/v11/modules/core/02-client/types"
	commitmenttypes "github.com/cosmos/ibc-go/v11/modules/core/23-commitment/types"
	"github.com/cosmos/ibc-go/v11/modules/core/exported"
	ibctm "github.com/cosmos/ibc-go/v11/modules/light-clients/07-tendermint"
)

// Scenario is the life of some clients, step by step.
type Scenario struct {
	Name  string  `json:"name"`
	Steps []*Step `json:"steps"`
}

// Height is of any chain.
type Height struct {
	Revision uint64 `json:"revision"`
	Number   uint64 `json:"number"`
}

func (h Height) ibc() clienttypes.Height { return clienttypes.NewHeight(h.Revision, h.Number) }

// Step is one call of the light client and what came of it.
type Step struct {
	Name           string  `json:"name"`
	Op             string  `json:"op"`
	Fresh          bool    `json:"fresh,omitempty"` // there is no client before it
	Client         string  `json:"client"`
	ChainID        string  `json:"chainId"` // of the chain that keeps the client
	Height         int64   `json:"height"`  // of the same
	Nanos          int64   `json:"nanos"`   // its time
	ClientState    Bytes   `json:"clientState,omitempty"`
	ConsensusState Bytes   `json:"consensusState,omitempty"`
	Message        Bytes   `json:"message,omitempty"`
	Substitute     string  `json:"substitute,omitempty"`
	At             *Height `json:"at,omitempty"`
	DelayNanos     uint64  `json:"delayNanos,omitempty"`
	DelayBlocks    uint64  `json:"delayBlocks,omitempty"`
	Path           []Bytes `json:"path,omitempty"`
	Value          Bytes   `json:"value,omitempty"`
	Proof          Bytes   `json:"proof,omitempty"`
	SecondProof    Bytes   `json:"secondProof,omitempty"`

	Error  *Verdict          `json:"error"`
	Answer string            `json:"answer,omitempty"`
	Gas    uint64            `json:"gas"`
	Store  map[string]string `json:"store,omitempty"` // of the client, afterwards
}

// player keeps the clients of a scenario.
type player struct {
	ctx    sdk.Context
	key    *storetypes.KVStoreKey
	module ibctm.LightClientModule
	cdc    codec.BinaryCodec
	used   bool
}

func newPlayer() *player {
	registry := codectypes.NewInterfaceRegistry()
	clienttypes.RegisterInterfaces(registry)
	commitmenttypes.RegisterInterfaces(registry)
	ibctm.RegisterInterfaces(registry)
	p := &player{key: storetypes.NewKVStoreKey("ibc"), cdc: codec.NewProtoCodec(registry)}
	p.ctx = testutil.DefaultContext(p.key, storetypes.NewTransientStoreKey("transient"))
	p.module = ibctm.NewLightClientModule(p.cdc, clienttypes.NewStoreProvider(runtime.NewKVStoreService(p.key)))
	return p
}

// play runs a step and writes down what came of it.
func (p *player) play(step *Step) {
	step.Fresh, p.used = !p.used, true
	ctx, write := p.ctx.CacheContext()
	ctx = ctx.WithChainID(step.ChainID).WithBlockHeight(step.Height).WithBlockTime(time.Unix(0, step.Nanos).UTC()).
		WithGasMeter(storetypes.NewInfiniteGasMeter())
	step.Error = verdictOf(func() error { return p.run(ctx, step) })
	step.Gas = ctx.GasMeter().GasConsumed()
	if step.Error == nil {
		write()
		switch step.Op {
		case "initialize", "update", "recover", "upgrade":
			step.Store = p.dump(step.Client)
		}
	}
}

func (p *player) run(ctx sdk.Context, s *Step) error {
	switch s.Op {
	case "initialize":
		return p.module.Initialize(ctx, s.Client, s.ClientState, s.ConsensusState)
	case "update":
		return p.update(ctx, s)
	case "status":
		s.Answer = string(p.module.Status(ctx, s.Client))
	case "latest":
		s.Answer = p.module.LatestHeight(ctx, s.Client).String()
	case "timestamp":
		nanos, err := p.module.TimestampAtHeight(ctx, s.Client, s.At.ibc())
		s.Answer = fmt.Sprint(nanos)
		return err
	case "member":
		return p.module.VerifyMembership(ctx, s.Client, s.At.ibc(), s.DelayNanos, s.DelayBlocks, s.Proof, commitmenttypes.NewMerklePath(s.Path...), s.Value)
	case "absent":
		return p.module.VerifyNonMembership(ctx, s.Client, s.At.ibc(), s.DelayNanos, s.DelayBlocks, s.Proof, commitmenttypes.NewMerklePath(s.Path...))
	case "recover":
		return p.module.RecoverClient(ctx, s.Client, s.Substitute)
	case "upgrade":
		return p.module.VerifyUpgradeAndUpdateState(ctx, s.Client, s.ClientState, s.ConsensusState, s.Proof, s.SecondProof)
	default:
		panic("unknown operation " + s.Op)
	}
	return nil
}

// update is what 02-client does with a header or misbehaviour, checks of the message itself included.
func (p *player) update(ctx sdk.Context, s *Step) error {
	var message exported.ClientMessage
	if err := p.cdc.UnmarshalInterface(s.Message, &message); err != nil {
		return err
	}
	if err := message.ValidateBasic(); err != nil {
		return err
	}
	if err := p.module.VerifyClientMessage(ctx, s.Client, message); err != nil {
		return err
	}
	if p.module.CheckForMisbehaviour(ctx, s.Client, message) {
		p.module.UpdateStateOnMisbehaviour(ctx, s.Client, message)
		s.Answer = "frozen"
		return nil
	}
	s.Answer = fmt.Sprint(p.module.UpdateState(ctx, s.Client, message))
	return nil
}

func (p *player) dump(client string) map[string]string {
	prefix := []byte("clients/" + client + "/")
	entries := map[string]string{}
	iterator := storetypes.KVStorePrefixIterator(p.ctx.KVStore(p.key), prefix)
	defer iterator.Close()
	for ; iterator.Valid(); iterator.Next() {
		key := base64.StdEncoding.EncodeToString(iterator.Key()[len(prefix):])
		entries[key] = base64.StdEncoding.EncodeToString(iterator.Value())
	}
	return entries
}
