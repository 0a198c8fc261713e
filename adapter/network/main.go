// Command network puts a load on a chain of several nodes and checks that they agree on everything: the hash of the
// state of each block, and the code, gas, data, text and events of each transaction. See run.sh.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	channeltypes "github.com/cosmos/ibc-go/v11/modules/core/04-channel/types"

	"orrery.dev/adapter/internal/page"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "network:", err)
		os.Exit(1)
	}
}

func run() error {
	addresses := flag.Bool("addresses", false, "print the addresses that the genesis has to know, and end")
	count := flag.Int("accounts", 20, "accounts that send")
	nodes := flag.String("nodes", "", "RPC addresses of the nodes, with commas")
	chainID := flag.String("chain-id", "orrery-net", "of the chain")
	size := flag.Int("size", 3000, "random transactions")
	packets := flag.Int("packets", 60, "IBC packets per channel")
	seed := flag.Uint64("seed", 1, "of the load")
	scenarios := flag.String("scenarios", "", "folders of scenarios, with commas")
	codes := flag.String("codes", "", "folders of contracts, with commas")
	document := flag.String("write", "", "Markdown file whose section on this network is replaced")
	flag.Parse()
	signer, err := newSigner(*chainID)
	if err != nil {
		return err
	}
	var accounts []*account
	for i := range *count {
		accounts = append(accounts, accountOf(i))
	}
	if *addresses {
		for _, a := range accounts {
			fmt.Println(a.address())
		}
		return nil
	}
	contracts, err := loadContracts(strings.Split(*scenarios, ","), strings.Split(*codes, ","))
	if err != nil {
		return err
	}
	chain, err := connect(strings.Split(*nodes, ","), signer, accounts)
	if err != nil {
		return err
	}
	l := &load{network: chain, random: rand.New(rand.NewPCG(*seed, 0)), contracts: contracts}
	if err := l.all(*size, *packets); err != nil {
		return err
	}
	counted, err := chain.outcomes(l.sent)
	if err != nil {
		return err
	}
	height, err := chain.settle()
	if err != nil {
		return err
	}
	hash, err := chain.compare(height)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s\n%d contracts of %d codes; seed %d. All nodes agree on each of %d blocks, app hash %X.\n",
		counted.table(), l.members(), len(contracts), *seed, height, hash)
	fmt.Print(text)
	if *document != "" {
		return page.Replace(*document, "network", text)
	}
	return nil
}

func (l *load) all(size, packets int) error {
	if err := l.deploy(); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d contracts of %d codes are there\n", l.members(), len(l.contracts))
	for i := range size {
		if err := l.call(); err != nil {
			return err
		}
		if i%500 == 499 {
			fmt.Fprintf(os.Stderr, "%d transactions sent\n", i+1)
		}
	}
	if packets == 0 {
		return nil
	}
	for _, order := range []channeltypes.Order{channeltypes.UNORDERED, channeltypes.ORDERED} {
		if err := l.pings(l.named("rust/ibc-ping"), order, packets); err != nil {
			return fmt.Errorf("IBC, %s: %w", order, err)
		}
	}
	if err := l.transfers(l.named("rust/ibc-callbacks"), packets); err != nil {
		return fmt.Errorf("IBC, transfers: %w", err)
	}
	if err := l.pings2(l.named("rust/ibc2-ping"), packets); err != nil {
		return fmt.Errorf("IBC v2: %w", err)
	}
	return nil
}

// named is the contract of that name, which loadContracts has found.
func (l *load) named(name string) *contract {
	return l.contracts[slices.IndexFunc(l.contracts, func(c *contract) bool { return c.name == name })]
}

func (l *load) members() int {
	n := 0
	for _, c := range l.contracts {
		n += len(c.members)
	}
	return n
}
