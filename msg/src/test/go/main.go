// Command golden writes the test data of the message codec: what Go's encoding/json and wasmvm's types make of
// generated values (values.jsonl), of strings of any bytes (strings.jsonl) and of odd inputs (odd.jsonl).
//
//	CGO_ENABLED=0 go run -tags nolink_libwasmvm . ../resources/dev/orrery/msg/json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: golden DIRECTORY")
		os.Exit(2)
	}
	save(filepath.Join(os.Args[1], "values.jsonl"), values())
	save(filepath.Join(os.Args[1], "strings.jsonl"), stringsOfBytes())
	save(filepath.Join(os.Args[1], "odd.jsonl"), oddInputs())
}

func save(path string, rows []any) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	for _, row := range rows {
		must(encoder.Encode(row))
	}
	must(os.WriteFile(path, out.Bytes(), 0o644))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
