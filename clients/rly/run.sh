#!/usr/bin/env bash
# Two chains linked by the stock Go relayer: clients, a connection, a channel for tokens, transfers there and back, one that times
# out, and an ordered channel between two contracts. Ends with what held.
#   run.sh                two local chains
#   run.sh wasmd          a local chain and a node of wasmd: the binary that WASMD names, or v0.70.3 built from its published module
#   run.sh wasmd-first    the same with the node on the left, where connections and channels begin
# ORRERY names another launcher. Needs go (the relayer is built from its published module, unless RLY names one), node, npm, curl and jq.
set -euo pipefail

suite=rly
. "$(dirname "${BASH_SOURCE[0]}")/../two-chains.sh"

rly=${RLY:-}
if [ -z "$rly" ]; then
  GOBIN=$work/bin go install github.com/cosmos/relayer/v2@v2.6.0-rc.1
  rly=$work/bin/relayer
fi
install cosmjs/0.39

relayer() {
  "$rly" --home "$work/rly" "$@" >> "$work/rly.log" 2>&1
}

start_pair "$@"

relayer config init
for chain in left right; do
  cat > "$work/$chain.json" << JSON
{"type": "cosmos", "value": {"key": "relay", "chain-id": "$chain-1", "rpc-addr": "${!chain}", "account-prefix": "wasm", "keyring-backend": "test",
 "gas-adjustment": 1.5, "gas-prices": "0.025ucosm", "timeout": "20s", "output-format": "json", "sign-mode": "direct"}}
JSON
  relayer chains add --file "$work/$chain.json" "$chain"
  relayer keys restore "$chain" relay "$faucet"
done
relayer paths new left-1 right-1 demo

link() {
  relayer transact link demo
}

flush() {
  relayer transact flush demo "$1"
}

open_channel() {
  relayer transact channel demo --src-port "$1" --dst-port "$2" --order "$3" --version "$4"
}

# Transfers of its own: before it sends a voucher by its path it asks for all traces, as chains told them until ibc-go 9.
transfers() {
  local account
  account=$("$rly" --home "$work/rly" keys show right relay)
  holds "a transfer by the relayer itself" relayer transact transfer left right 500ucosm "$account" channel-0 --path demo
  holds "is relayed" flush channel-0
  holds "and arrives" has "$(coins "$right_rest" "$account")" '"amount":"500"'
  holds "a voucher by its path" relayer transact transfer right left 200transfer/channel-0/ucosm "$account" channel-0 --path demo
  holds "is relayed, too" flush channel-0
  holds "and leaves the rest" has "$(coins "$right_rest" "$account")" '"amount":"300"'
  holds "no commitment is left by them" no_commitments "$left_rest" channel-0 transfer
}

coins() {
  curl -s "$1/cosmos/bank/v1beta1/balances/$2"
}

try_relayer
# A node of wasmd v0.70.3 doesn't tell of traces any more.
[ $# -gt 0 ] || transfers
conclude
