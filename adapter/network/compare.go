package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
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
	ctx := context.Background()
	var last []byte
	for h := int64(1); h <= height; h++ {
		hashes, results := make([][]byte, len(n.nodes)), make([][]byte, len(n.nodes))
		for i, node := range n.nodes {
			block, err := node.Block(ctx, &h)
			if err != nil {
				return nil, err
			}
			hashes[i] = block.Block.AppHash
			// Events and texts are not part of any hash.
			made, err := node.BlockResults(ctx, &h)
			if err != nil {
				return nil, err
			}
			if results[i], err = json.Marshal(made); err != nil {
				return nil, err
			}
			if i > 0 && (!bytes.Equal(hashes[0], hashes[i]) || !bytes.Equal(results[0], results[i])) {
				return nil, fmt.Errorf("height %d: app hashes %X and %X, results\n%s\n%s", h, hashes[0], hashes[i], results[0], results[i])
			}
		}
		last = hashes[0]
	}
	return last, nil
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
