#!/bin/sh
# Records anew what Go does with wasmvm's types. Needs Go 1.23 or later; the module proxy is asked for wasmvm once.
set -eu
cd "$(dirname "$0")"
CGO_ENABLED=0 go run -tags nolink_libwasmvm . ../resources/dev/orrery/msg/json
