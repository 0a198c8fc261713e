package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	sdkmath "cosmossdk.io/math"
	sdk "github.com/cosmos/cosmos-sdk/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// Gas limits, SDK gas. Storing needs much, and a contract that loops stops at what callers give.
const (
	storeGas = 60_000_000
	callGas  = 1_500_000
)

// load makes random calls to contracts on a chain.
type load struct {
	*network
	random    *rand.Rand
	contracts []*contract
	sent      []sent
}

// deploy stores every code and instantiates it a few times.
func (l *load) deploy() error {
	deployer := l.accounts[0]
	var stores []sent
	for _, c := range l.contracts {
		s, err := l.keep(l.send("store", deployer, storeGas,
			&wasmtypes.MsgStoreCode{Sender: deployer.address(), WASMByteCode: c.wasm}))
		if err != nil {
			return err
		}
		stores = append(stores, s)
	}
	for i, c := range l.contracts {
		result, err := l.success(stores[i])
		if err != nil {
			return err
		}
		if c.codeID, err = strconv.ParseUint(attribute(result, "store_code", "code_id"), 10, 64); err != nil {
			return err
		}
	}
	var tries []sent
	for i := range instances * len(l.contracts) {
		s, err := l.instantiate(l.contracts[i/instances], i%instances)
		if err != nil {
			return err
		}
		tries = append(tries, s)
	}
	for i, s := range tries {
		result, err := l.result(s)
		if err != nil {
			return err
		}
		if created := attribute(result, "instantiate", "_contract_address"); created != "" && result.Code == 0 {
			c := l.contracts[i/instances]
			c.members = append(c.members, created)
		}
	}
	return nil
}

// instances are tried of each code.
const instances = 3

func (l *load) instantiate(c *contract, nth int) (sent, error) {
	step := call{Msg: []byte("{}")}
	if known := c.calls["instantiate"]; len(known) > 0 {
		// The first is the one that is most likely to be right.
		step = known[min(nth/2*l.random.IntN(len(known)), len(known)-1)]
	}
	funds, err := step.coins()
	if err != nil {
		return sent{}, err
	}
	by := l.sender(step)
	return l.keep(l.send("instantiate", by, callGas, &wasmtypes.MsgInstantiateContract{
		Sender: by.address(), Admin: l.accounts[0].address(), CodeID: c.codeID, Label: c.name,
		Msg: c.render(l.random, step.Msg, l.accounts), Funds: funds,
	}))
}

// sender is who makes a call in its scenario, if that can be said.
func (l *load) sender(step call) *account {
	if step.Sender == "" {
		step.Sender = people[0]
	}
	if known, ok := person(step.Sender, l.accounts); ok {
		return known
	}
	return l.accounts[1+l.random.IntN(len(l.accounts)-1)]
}

func (c call) coins() (sdk.Coins, error) {
	funds := sdk.Coins{}
	for _, coin := range c.Funds {
		amount, ok := sdkmath.NewIntFromString(coin.Amount)
		if !ok {
			return nil, fmt.Errorf("amount %q", coin.Amount)
		}
		funds = funds.Add(sdk.NewCoin(coin.Denom, amount))
	}
	return funds, nil
}

func (l *load) keep(s sent, err error) (sent, error) {
	l.sent = append(l.sent, s)
	return s, err
}

// call sends one random transaction.
func (l *load) call() error {
	c := l.any()
	if len(c.members) == 0 || l.random.IntN(25) == 0 {
		_, err := l.instantiate(c, 2)
		return err
	}
	address := pick(l.random, c.members)
	switch l.random.IntN(40) {
	case 0:
		return l.migrate(c, address)
	case 1:
		by := l.accounts[1+l.random.IntN(len(l.accounts)-1)]
		_, err := l.keep(l.send("store", by, storeGas, &wasmtypes.MsgStoreCode{Sender: by.address(), WASMByteCode: l.spoiled(c.wasm)}))
		return err
	}
	return l.execute(c, address)
}

// any is a contract, likelier one that has more to say.
func (l *load) any() *contract {
	for {
		c := pick(l.random, l.contracts)
		if l.random.IntN(mostSaid) <= len(c.calls["execute"]) {
			return c
		}
	}
}

// mostSaid is how many different messages make a contract the likeliest.
const mostSaid = 20

// migrate leads to where a scenario leads, to the same code, or to any.
func (l *load) migrate(c *contract, address string) error {
	step, to := call{Msg: []byte("{}")}, c.codeID
	if known := c.calls["migrate"]; len(known) > 0 {
		step = pick(l.random, known)
	}
	switch {
	case step.Code != "":
		to = l.named(step.Code).codeID
	case l.random.IntN(2) == 0:
		to = pick(l.random, l.contracts).codeID
	}
	by := l.accounts[0]
	_, err := l.keep(l.send("migrate", by, callGas, &wasmtypes.MsgMigrateContract{
		Sender: by.address(), Contract: address, CodeID: to, Msg: c.render(l.random, step.Msg, l.accounts),
	}))
	return err
}

// execute sends a message, some with little gas, and some with a second message to another contract behind it.
func (l *load) execute(c *contract, address string) error {
	step := call{Msg: []byte("{}")}
	if known := c.calls["execute"]; len(known) > 0 {
		step = pick(l.random, known)
	}
	by := l.sender(step)
	if l.random.IntN(4) == 0 {
		by = l.accounts[1+l.random.IntN(len(l.accounts)-1)]
	}
	first, err := l.execution(c, address, by, step)
	if err != nil {
		return err
	}
	kind, gas, messages := "execute", uint64(callGas), []sdk.Msg{first}
	if l.random.IntN(8) == 0 {
		kind, gas = "execute with little gas", 60_000+l.random.Uint64N(250_000)
	}
	if other := l.any(); l.random.IntN(10) == 0 && len(other.members) > 0 && len(other.calls["execute"]) > 0 {
		second, err := l.execution(other, pick(l.random, other.members), by, pick(l.random, other.calls["execute"]))
		if err != nil {
			return err
		}
		kind, messages = "several messages", append(messages, second)
	}
	_, err = l.keep(l.send(kind, by, gas, messages...))
	return err
}

func (l *load) execution(c *contract, address string, by *account, step call) (*wasmtypes.MsgExecuteContract, error) {
	funds, err := step.coins()
	return &wasmtypes.MsgExecuteContract{
		Sender: by.address(), Contract: address, Msg: c.render(l.random, step.Msg, l.accounts), Funds: funds,
	}, err
}

// spoiled is a code with one damaged byte, or the code itself.
func (l *load) spoiled(wasm []byte) []byte {
	copied := append([]byte{}, wasm...)
	if l.random.IntN(3) > 0 {
		copied[l.random.IntN(len(copied))] ^= 1 << l.random.IntN(8)
	}
	return copied
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }
