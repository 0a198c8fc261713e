package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// call is one message that a scenario makes.
type call struct {
	Entry  string          `json:"entry"`
	Sender string          `json:"sender"`
	Msg    json.RawMessage `json:"msg"`
	Funds  []struct {
		Denom  string `json:"denom"`
		Amount string `json:"amount"`
	} `json:"funds"`
	RawMsg *string `json:"rawMsg"`
	// Code is what a migration leads to, if it is another one.
	Code string `json:"code"`
}

// contract is a code and what may be said to it.
type contract struct {
	name    string
	wasm    []byte
	calls   map[string][]call
	codeID  uint64
	members []string
}

// loadContracts reads the scenarios of folders and the codes they name.
func loadContracts(folders, codes []string) ([]*contract, error) {
	var files []string
	for _, folder := range folders {
		found, err := filepath.Glob(filepath.Join(folder, "*.json"))
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	known := map[string]*contract{}
	load := func(name string) error {
		if known[name] != nil {
			return nil
		}
		wasm, err := readCode(name, codes)
		known[name] = &contract{name: name, wasm: wasm, calls: map[string][]call{}}
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var list []struct {
			Codes []string `json:"codes"`
			Steps []call   `json:"steps"`
		}
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, scenario := range list {
			for _, name := range scenario.Codes {
				if strings.HasPrefix(name, "wat/refused/") {
					continue
				}
				if err := load(name); err != nil {
					return nil, err
				}
				for _, step := range scenario.Steps {
					if step.RawMsg != nil || step.Code != "" && step.Entry != "migrate" {
						continue
					}
					if step.Code != "" {
						if err := load(step.Code); err != nil {
							return nil, err
						}
					}
					known[name].calls[step.Entry] = append(known[name].calls[step.Entry], step)
				}
			}
		}
	}
	var contracts []*contract
	for _, c := range known {
		contracts = append(contracts, c)
	}
	slices.SortFunc(contracts, func(a, b *contract) int { return strings.Compare(a.name, b.name) })
	return contracts, nil
}

func readCode(name string, folders []string) ([]byte, error) {
	for _, folder := range folders {
		if wasm, err := os.ReadFile(filepath.Join(folder, name+".wasm")); err == nil {
			return wasm, nil
		}
	}
	return nil, fmt.Errorf("%s.wasm is in none of %v", name, folders)
}

// people are the names that scenarios give to accounts; on a chain they need real addresses.
var people = []string{"creator", "alice", "bob", "carol", "dave", "erin", "fred", "vault", "sink", "other"}

// person is the account of a name. The first account is nobody: it deploys.
func person(name string, accounts []*account) (*account, bool) {
	i := slices.Index(people, name)
	return accounts[(i+1)%len(accounts)], i >= 0
}

// render puts addresses in the place of names.
func (c *contract) render(random *rand.Rand, message json.RawMessage, accounts []*account) []byte {
	var value any
	numbers := json.NewDecoder(bytes.NewReader(message))
	numbers.UseNumber()
	if err := numbers.Decode(&value); err != nil {
		return message
	}
	text, err := json.Marshal(c.named(random, value, accounts))
	if err != nil {
		panic(err) // it was JSON before
	}
	return text
}

func (c *contract) named(random *rand.Rand, value any, accounts []*account) any {
	switch v := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			v[key] = c.named(random, v[key], accounts)
		}
	case []any:
		for i := range v {
			v[i] = c.named(random, v[i], accounts)
		}
	case string:
		if v == "contract" && len(c.members) > 0 {
			return c.members[random.IntN(len(c.members))]
		}
		if account, known := person(v, accounts); known {
			return account.address()
		}
	}
	return value
}
