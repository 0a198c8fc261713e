// Records what wasmd does with transactions: genesis, blocks, checks, simulations and queries, with the answers.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := os.Args[1]
	only := ""
	if len(os.Args) > 2 {
		only = os.Args[2]
	}
	for _, s := range scenarios {
		if only != "" && s.name != only {
			continue
		}
		rec := newRecording()
		s.run(rec)
		bz, err := json.MarshalIndent(rec, "", " ")
		check(err)
		check(os.WriteFile(filepath.Join(out, s.name+".json"), append(bz, '\n'), 0o644))
		fmt.Println(s.name, len(rec.Steps))
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
