// Command ibc-oracle asks ibc-go's own light client what it makes of proofs and headers.
//
//	ibc-oracle judge FILE          judges headers and proofs that a local chain made: judge.sh
//	ibc-oracle corpus REPOSITORY   writes valid and forged proofs and headers with the verdicts: test data of ibc and chain
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	errorsmod "cosmossdk.io/errors"
)

func main() {
	switch {
	case len(os.Args) == 3 && os.Args[1] == "corpus":
		ibc := filepath.Join(os.Args[2], "ibc", "src", "test", "resources", "dev", "orrery", "ibc")
		save(filepath.Join(ibc, "commitment", "trees.jsonl"), treeCases())
		save(filepath.Join(ibc, "commitment", "chained.jsonl"), chainedCases())
		save(filepath.Join(ibc, "light", "tendermint", "clients.jsonl"), clientCases())
		chain := filepath.Join(os.Args[2], "chain", "src", "test", "resources", "dev", "orrery", "chain")
		save(filepath.Join(chain, "state", "proofs.jsonl"), storeCases())
	case len(os.Args) == 3 && os.Args[1] == "judge":
		if !judge(os.Args[2]) {
			os.Exit(1)
		}
	default:
		fmt.Fprintln(os.Stderr, "usage: ibc-oracle corpus REPOSITORY, ibc-oracle judge FILE")
		os.Exit(2)
	}
}

// Verdict is nil where everything is fine.
type Verdict struct {
	Codespace string `json:"codespace"`
	Code      uint32 `json:"code"`
	Text      string `json:"text"`
}

// pointer is what Go prints of some values, in hex or as a decimal number, another one at each run.
var pointer = regexp.MustCompile(`0x[0-9a-f]{6,}|&\{[0-9]{6,}\}`)

// verdictOf runs a check; a panic fails a transaction like an error does, but has no code of its own.
func verdictOf(check func() error) (verdict *Verdict) {
	defer func() {
		if r := recover(); r != nil {
			verdict = &Verdict{"panic", 0, fmt.Sprint(r)}
		}
	}()
	err := check()
	if err == nil {
		return nil
	}
	codespace, code, _ := errorsmod.ABCIInfo(err, true)
	return &Verdict{codespace, code, pointer.ReplaceAllString(err.Error(), "…")}
}

func save[T any](path string, rows []T) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, row := range rows {
		must(encoder.Encode(row))
	}
	must(os.MkdirAll(filepath.Dir(path), 0o755))
	must(os.WriteFile(path, out.Bytes(), 0o644))
	fmt.Printf("%s: %d cases\n", path, len(rows))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func got[T any](value T, err error) T {
	must(err)
	return value
}
