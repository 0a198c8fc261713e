// Puts Orrery's chain and a single node of wasmd beside each other: how fast each starts, how much memory it takes, how long a
// transaction takes to be in a block, and how many a second are. In one run, in turns, each turn a new node.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

var (
	rounds   = flag.Int("rounds", 3, "turns of each node")
	senders  = flag.Int("senders", 100, "accounts that send at once")
	sends    = flag.Int("sends", 40, "bank sends of each account in a turn")
	warmUp   = flag.Int("warm-up", 20, "sends, and transfers, of each account before anything is counted")
	alone    = flag.Int("alone", 100, "sends of one account alone, each after the one before is in a block")
	commit   = flag.Duration("wasmd-commit", 100*time.Millisecond, "wasmd's timeout_commit")
	only     = flag.String("only", "", "one of the nodes alone: orrery or wasmd")
	launcher = flag.String("orrery", "../../orrery", "the launcher")
	binary   = flag.String("wasmd", "wasmd", "wasmd's binary")
	contract = flag.String("token", "../../contracts-testdata/built/rust/token.wasm", "the contract with cw20's transfer")
	durable  = flag.Bool("home", false, "keep Orrery's chain in a home, as orrery up does")
)

// measures of one turn, by their row in the table.
type measures map[string]float64

var rows = []string{
	"start to first RPC answer, ms",
	"memory after the start, MiB",
	"one sender, send to found in a block, p50 ms",
	"one sender, send to found in a block, p99 ms",
	"bank sends a second",
	"bank sends in a block",
	"CPU of a bank send, ms",
	"cw20 transfers a second",
	"cw20 transfers in a block",
	"CPU of a cw20 transfer, ms",
	"memory after all, MiB",
}

func main() {
	flag.Parse()
	kinds := []kind{orrery{launcher: *launcher, options: flag.Args(), ephemeral: !*durable}, wasmd{binary: *binary, commit: *commit}}
	kinds = slices.DeleteFunc(kinds, func(k kind) bool { return *only != "" && *only != k.name() })
	all := map[string][]measures{}
	for round := range *rounds {
		for _, k := range kinds {
			m, err := turn(k)
			if err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", k.name(), err)
				os.Exit(1)
			}
			all[k.name()] = append(all[k.name()], m)
			fmt.Fprintf(os.Stderr, "round %d %s: %v\n", round+1, k.name(), m)
		}
	}
	table(kinds, all)
}

func turn(k kind) (measures, error) {
	faucet := newAccount("faucet")
	n, err := start(k, faucet.address.String())
	if err != nil {
		return nil, err
	}
	defer n.stop()
	if err := n.untilBlocks(2); err != nil {
		return nil, err
	}
	time.Sleep(2 * time.Second)
	m := measures{rows[0]: millis(n.answer), rows[1]: mebibytes(n.rss())}
	accounts, err := openAccounts(n, faucet)
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	send := func(from *account) sdk.Msg { return bankSend(from, accounts[0]) }
	if _, err := throughput(n, accounts, *warmUp, 200_000, send); err != nil {
		return nil, fmt.Errorf("warm-up: %w", err)
	}
	times, err := latencies(n, accounts[0], accounts[1], *alone)
	if err != nil {
		return nil, fmt.Errorf("one sender: %w", err)
	}
	m[rows[2]], m[rows[3]] = millis(times[len(times)/2]), millis(times[len(times)*99/100])
	bank, err := throughput(n, accounts, *sends, 200_000, send)
	if err != nil {
		return nil, fmt.Errorf("bank sends: %w", err)
	}
	total := float64(len(accounts) * *sends)
	m[rows[4]], m[rows[5]], m[rows[6]] = bank.perSecond, total/float64(bank.blocks), millis(bank.cpu)
	token, err := newToken(n, faucet, accounts)
	if err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	transfer := func(from *account) sdk.Msg { return tokenTransfer(token, from, accounts[0]) }
	if _, err := throughput(n, accounts, *warmUp, 300_000, transfer); err != nil {
		return nil, fmt.Errorf("warm-up: %w", err)
	}
	cw20, err := throughput(n, accounts, *sends, 300_000, transfer)
	if err != nil {
		return nil, fmt.Errorf("transfers: %w", err)
	}
	m[rows[7]], m[rows[8]], m[rows[9]] = cw20.perSecond, total/float64(cw20.blocks), millis(cw20.cpu)
	m[rows[10]] = mebibytes(n.rss())
	return m, nil
}

// openAccounts makes the senders' accounts on the chain.
func openAccounts(n *node, faucet *account) ([]*account, error) {
	connection := dial(n.url)
	if err := faucet.find(connection); err != nil {
		return nil, err
	}
	accounts := make([]*account, *senders)
	for i := range accounts {
		accounts[i] = newAccount(strconv.Itoa(i))
	}
	if _, err := connection.send(faucet.sign(50_000_000, fund(faucet, accounts, 1_000_000_000))); err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if err := a.find(connection); err != nil {
			return nil, err
		}
	}
	return accounts, nil
}

// newToken uploads the contract and gives everybody some; answers its address.
func newToken(n *node, faucet *account, holders []*account) (string, error) {
	connection := dial(n.url)
	code, err := os.ReadFile(*contract)
	if err != nil {
		return "", err
	}
	stored, err := connection.send(faucet.sign(50_000_000, storeCode(faucet, code)))
	if err != nil {
		return "", err
	}
	id, err := strconv.ParseUint(stored.attribute("store_code", "code_id"), 10, 64)
	if err != nil {
		return "", err
	}
	made, err := connection.send(faucet.sign(50_000_000, instantiateToken(faucet, id, holders)))
	return made.attribute("instantiate", "_contract_address"), err
}

func table(kinds []kind, all map[string][]measures) {
	fmt.Print("| |")
	for _, k := range kinds {
		fmt.Printf(" %s |", k.name())
	}
	fmt.Print(" ratio |\n| --- |")
	for range kinds {
		fmt.Print(" ---: |")
	}
	fmt.Println(" ---: |")
	for _, row := range rows {
		fmt.Printf("| %s |", row)
		var medians []float64
		for _, k := range kinds {
			values := column(all[k.name()], row)
			medians = append(medians, values[len(values)/2])
			fmt.Printf(" %s (%s–%s) |", short(values[len(values)/2]), short(values[0]), short(values[len(values)-1]))
		}
		if len(medians) == 2 {
			fmt.Printf(" %.2f |", medians[0]/medians[1])
		}
		fmt.Println()
	}
}

func column(turns []measures, row string) []float64 {
	var values []float64
	for _, m := range turns {
		values = append(values, m[row])
	}
	slices.Sort(values)
	return values
}

func short(value float64) string {
	if value >= 100 {
		return strconv.FormatFloat(value, 'f', 0, 64)
	}
	return strconv.FormatFloat(value, 'f', 1, 64)
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }

func check(err error) {
	if err != nil {
		panic(err)
	}
}
