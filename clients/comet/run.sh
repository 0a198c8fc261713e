#!/usr/bin/env bash
# Four validators, each a CometBFT with an Orrery of its own for an application: transactions of all kinds, equal states on all four,
# processes killed and started again, a validator jailed and back. Ends with what held.
# ORRERY names another launcher, COMETBFT a binary that is built already. Needs go (CometBFT is built from its published module), node
# and npm; about five minutes and 2 GB of memory.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${COMETBFT:-}" ]; then
  GOBIN=$work/bin go install github.com/cometbft/cometbft/cmd/cometbft@v0.38.21
  COMETBFT=$work/bin/cometbft
fi
npm ci --silent --no-audit --no-fund --prefix "$root/clients/cosmjs/0.39"
"${ORRERY:-$root/orrery}" --version > "$work/version" # builds if it has to, once for all four

COMETBFT=$COMETBFT ORRERY=${ORRERY:-$root/orrery} node "$root/clients/comet/drive.js" "$work"
