#!/usr/bin/env bash
# Puts Orrery's chain and a node of wasmd beside each other and prints a table; main.go says what is measured.
#
#   run.sh [-rounds N] [-senders N] [-sends N] [-only orrery|wasmd] [-home] [-wasmd-commit TIME] [-- OPTION OF orrery chain …]
#
# wasmd is built from its published module, unless WASMD names a binary. Needs Go and cgo.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
cache=$root/server/target/orrery.aot

# The cache is made in the background after a build; without it the start is another one.
"$root/orrery" build
for ((waited = 0; waited < 120; waited++)); do
  [ ! -f "$cache" ] || break
  sleep 1
done
[ -f "$cache" ] || echo "run.sh: there is no AOT cache; see $cache.log" >&2

cd "$here"
mkdir -p ../target
go build -o ../target/chain-bench .
wasmd=${WASMD:-}
if [ -z "$wasmd" ]; then
  wasmd=$here/../target/wasmd
  go build -o "$wasmd" github.com/CosmWasm/wasmd/cmd/wasmd
fi
exec ../target/chain-bench -wasmd "$wasmd" "$@"
