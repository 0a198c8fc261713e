//go:build tools

package main

// The node beside which Orrery's chain is put is built from the module that the load generator is built with.
import _ "github.com/CosmWasm/wasmd/cmd/wasmd"
