package main

import (
	"fmt"

	sdk "github.com/cosmos/cosmos-sdk/types"
	channeltypes "github.com/cosmos/ibc-go/v11/modules/core/04-channel/types"

	wasmtypes "github.com/CosmWasm/wasmd/x/wasm/types"
)

// transfers lets contracts send tokens to the chain's other end, and be told how that ended: the callbacks of senders
// and receivers, some of which fail.
func (l *load) transfers(c *contract, packets int) error {
	opened, err := l.open([2]string{"transfer", "transfer"}, channeltypes.UNORDERED, "ics20-1")
	if err != nil {
		return err
	}
	var contracts []string
	for _, failing := range []bool{false, true} {
		address, err := l.fresh(c, fmt.Sprintf(`{"failing":%t}`, failing))
		if err != nil {
			return err
		}
		contracts = append(contracts, address)
	}
	by := l.accounts[0]
	var all []sent
	for i := range packets {
		timeout := 600
		if i%5 == 4 {
			timeout = 1
		}
		to := pick(l.random, contracts)
		told := pick(l.random, []string{"null", fmt.Sprintf("%q", to)})
		message := fmt.Sprintf(`{"transfer":{"channel":%q,"to":%q,"timeout_seconds":%d,"destination_callback":%s,"gas_limit":%s}}`,
			opened.channels[l.random.IntN(2)], to, timeout, told, pick(l.random, []string{"null", `"400000"`, `"50000"`}))
		s, err := l.keep(l.send("IBC transfer", by, callGas, &wasmtypes.MsgExecuteContract{
			Sender: by.address(), Contract: pick(l.random, contracts), Msg: []byte(message),
			Funds: sdk.NewCoins(sdk.NewInt64Coin("orr", 1+l.random.Int64N(1000))),
		}))
		if err != nil {
			return err
		}
		all = append(all, s)
	}
	sent, err := l.packetsOf(all)
	if err != nil {
		return err
	}
	carried, err := l.carry(sent)
	if err != nil {
		return err
	}
	return l.finish(carried)
}
