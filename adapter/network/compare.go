package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	rpchttp "github.com/cometbft/cometbft/rpc/client/http"
)

// settle waits until all nodes have the same height, past every transaction.
func (n *network) settle() (int64, error) {
	deadline := time.Now().Add(patience)
	for {
		var heights []int64
		for i := range n.nodes {
			status, err := n.status(i)
			if err != nil {
				return 0, err
			}
			heights = append(heights, status.SyncInfo.LatestBlockHeight)
		}
		lowest, highest := slices.Min(heights), slices.Max(heights)
		if highest-lowest <= 1 {
			return lowest, nil
		}
		if time.Now().After(deadline) {
			return 0, fmt.Errorf("the nodes are at %v", heights)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// compare checks each block: the hash of the state and everything that came out of the transactions.
func (n *network) compare(height int64) ([]byte, error) {
	var last []byte
	for h := int64(1); h <= height; h++ {
		want, err := madeBy(n.nodes[0], h)
		if err != nil {
			return nil, err
		}
		for _, node := range n.nodes[1:] {
			got, err := madeBy(node, h)
			if err != nil {
				return nil, err
			}
			if err := want.equals(got); err != nil {
				return nil, fmt.Errorf("height %d: %w", h, err)
			}
		}
		last = want.appHash
	}
	return last, nil
}

// made is what a node made of a block: the hash of the state before it, each transaction, and the block as a whole.
type made struct {
	appHash []byte
	parts   []string
}

func madeBy(node *rpchttp.HTTP, height int64) (made, error) {
	ctx := context.Background()
	block, err := node.Block(ctx, &height)
	if err != nil {
		return made{}, err
	}
	m := made{block.Block.AppHash, []string{block.Block.AppHash.String()}}
	// Events and texts are not part of any hash.
	results, err := node.BlockResults(ctx, &height)
	if err != nil {
		return made{}, err
	}
	for _, tx := range results.TxsResults {
		// The SDK puts the stack of the node's own goroutine behind a panic.
		tx.Log, _, _ = strings.Cut(tx.Log, "\nstack:\ngoroutine ")
		if err := m.add(tx); err != nil {
			return made{}, err
		}
	}
	results.TxsResults = nil
	return m, m.add(results)
}

// equals tells of the first difference.
func (m made) equals(other made) error {
	if len(m.parts) != len(other.parts) {
		return fmt.Errorf("%d and %d results", len(m.parts), len(other.parts))
	}
	for i, part := range m.parts {
		if part != other.parts[i] {
			return fmt.Errorf("result %d is\n%s\nand\n%s", i, part, other.parts[i])
		}
	}
	return nil
}

func (m *made) add(part any) error {
	text, err := json.Marshal(part)
	m.parts = append(m.parts, string(text))
	return err
}

// outcomes counts transactions by their kind and their code.
type outcomes map[string]map[string]int

func (n *network) outcomes(all []sent) (outcomes, error) {
	counted := outcomes{}
	for _, s := range all {
		result, err := n.result(s)
		if err != nil {
			return nil, err
		}
		if counted[s.kind] == nil {
			counted[s.kind] = map[string]int{}
		}
		counted[s.kind][verdict(result)]++
	}
	return counted, nil
}

func verdict(result abci.ExecTxResult) string {
	switch {
	case result.Code == 0:
		return "succeeded"
	case result.Codespace == "sdk" && result.Code == 11:
		return "out of gas"
	}
	return "failed"
}

// table is a Markdown table.
func (o outcomes) table() string {
	var out strings.Builder
	out.WriteString("| transactions | sent | succeeded | failed | out of gas |\n| --- | --- | --- | --- | --- |\n")
	var kinds []string
	for kind := range o {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	total := map[string]int{}
	row := func(name string, counted map[string]int) {
		ok, failed, gas := counted["succeeded"], counted["failed"], counted["out of gas"]
		fmt.Fprintf(&out, "| %s | %d | %d | %d | %d |\n", name, ok+failed+gas, ok, failed, gas)
	}
	for _, kind := range kinds {
		row(kind, o[kind])
		for verdict, n := range o[kind] {
			total[verdict] += n
		}
	}
	row("all", total)
	return out.String()
}
