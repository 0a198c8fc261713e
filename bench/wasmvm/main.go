// Command wasmvm makes the calls of the benchmark with the real libwasmvm.
//
//	wasmvm CASES.json FOLDER ...
//
// Contracts are looked up in the folders. It reads one request per line from standard input and answers each by a line
// of JSON: "calls CASE N" makes N calls, "cold CASE N" makes N calls that each load the module from the disk cache, "store
// CASE N" stores the code N times in a fresh directory and makes one call after each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "wasmvm:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: wasmvm CASES.json FOLDER ...")
	}
	runtime.LockOSThread() // what is measured is this thread
	bench, err := open(args[0], args[1:])
	if err != nil {
		return err
	}
	defer bench.close()
	in, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for in.Scan() {
		words := strings.Split(in.Text(), "\t")
		if len(words) != 3 {
			return fmt.Errorf("not a request: %q", in.Text())
		}
		n, err := strconv.Atoi(words[2])
		if err != nil {
			return err
		}
		answer, err := bench.answer(words[0], words[1], n)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Text(), err)
		}
		if err := out.Encode(answer); err != nil {
			return err
		}
	}
	return in.Err()
}
