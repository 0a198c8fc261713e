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
	message := []byte("{}")
	if known := c.calls["instantiate"]; len(known) > 0 {
		// The first is the one that is most likely to be right.
		message = c.render(l.random, known[min(nth/2*l.random.IntN(len(known)), len(known)-1)].Msg, l.accounts)
	}
	by := l.accounts[0]
	return l.keep(l.send("instantiate", by, callGas, &wasmtypes.MsgInstantiateContract{
		Sender: by.address(), Admin: by.address(), CodeID: c.codeID, Label: c.name, Msg: message,
	}))
}

func (l *load) keep(s sent, err error) (sent, error) {
	l.sent = append(l.sent, s)
	return s, err
}

// call sends one random transaction.
func (l *load) call() error {
	c := l.contracts[l.random.IntN(len(l.contracts))]
	by := l.accounts[1+l.random.IntN(len(l.accounts)-1)]
	if len(c.members) == 0 || l.random.IntN(25) == 0 {
		_, err := l.instantiate(c, 2)
		return err
	}
	address := c.members[l.random.IntN(len(c.members))]
	gas := uint64(callGas)
	kind := "execute"
	if l.random.IntN(8) == 0 {
		kind = "execute with little gas"
		gas = 60_000 + l.random.Uint64N(250_000)
	}
	switch l.random.IntN(40) {
	case 0:
		by = l.accounts[0]
		known := c.calls["migrate"]
		message := []byte("{}")
		if len(known) > 0 {
			message = c.render(l.random, known[l.random.IntN(len(known))].Msg, l.accounts)
		}
		to := c.codeID
		if l.random.IntN(2) == 0 {
			to = l.contracts[l.random.IntN(len(l.contracts))].codeID
		}
		_, err := l.keep(l.send("migrate", by, callGas, &wasmtypes.MsgMigrateContract{
			Sender: by.address(), Contract: address, CodeID: to, Msg: message,
		}))
		return err
	case 1:
		_, err := l.keep(l.send("store", by, storeGas, &wasmtypes.MsgStoreCode{Sender: by.address(), WASMByteCode: l.spoiled(c.wasm)}))
		return err
	}
	execute, err := l.execution(c, address, by)
	if err != nil {
		return err
	}
	messages := []sdk.Msg{execute}
	if l.random.IntN(10) == 0 {
		kind = "several messages"
		other := l.contracts[l.random.IntN(len(l.contracts))]
		if len(other.members) > 0 {
			second, err := l.execution(other, other.members[0], by)
			if err != nil {
				return err
			}
			messages = append(messages, second)
		}
	}
	_, err = l.keep(l.send(kind, by, gas, messages...))
	return err
}

func (l *load) execution(c *contract, address string, by *account) (*wasmtypes.MsgExecuteContract, error) {
	message, funds := []byte(`{}`), sdk.Coins{}
	if known := c.calls["execute"]; len(known) > 0 {
		step := known[l.random.IntN(len(known))]
		message = c.render(l.random, step.Msg, l.accounts)
		for _, coin := range step.Funds {
			amount, ok := sdkmath.NewIntFromString(coin.Amount)
			if !ok {
				return nil, fmt.Errorf("amount %q", coin.Amount)
			}
			funds = funds.Add(sdk.NewCoin(coin.Denom, amount))
		}
	}
	return &wasmtypes.MsgExecuteContract{Sender: by.address(), Contract: address, Msg: message, Funds: funds}, nil
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
