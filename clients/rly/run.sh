#!/usr/bin/env bash
# Two chains linked by the stock Go relayer: clients, a connection, a channel for tokens, transfers there and back, one that times
# out, and an ordered channel between two contracts. Ends with what held.
#   run.sh           two local chains
#   run.sh wasmd     a local chain and a node of wasmd: the binary that WASMD names, or v0.70.3 built from its published module
# ORRERY names another launcher. Needs go (the relayer is built from its published module, unless RLY names one), node, npm, curl and jq.
set -euo pipefail

suite=rly
. "$(dirname "${BASH_SOURCE[0]}")/../two-chains.sh"

rly=${RLY:-}
if [ -z "$rly" ]; then
  GOBIN=$work/bin go install github.com/cosmos/relayer/v2@v2.6.0-rc.1
  rly=$work/bin/relayer
fi
npm ci --silent --no-audit --no-fund --prefix "$root/clients/cosmjs/0.39"

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

holds "clients, connection and channel" relayer transact link demo

user transfer "$left" 12345 ucosm
holds "a transfer is relayed" relayer transact flush demo channel-0
holds "the voucher arrived" has "$(user balance "$right")" "12345ibc/"
voucher=$(user balance "$right" | grep -o 'ibc/[0-9A-F]*')
before=$(user balance "$left" | grep -o '[0-9]*ucosm')
user transfer "$right" 345 "$voucher"
holds "a part goes back" relayer transact flush demo channel-0
holds "the rest of the voucher stays" has "$(user balance "$right")" "12000$voucher"
after=$(user balance "$left" | grep -o '[0-9]*ucosm')
holds "tokens came home" test "$((${after%ucosm} - ${before%ucosm}))" = 345

user transfer "$left" 77 ucosm 2
sleep 4
holds "a late transfer times out" relayer transact flush demo channel-0
holds "and doesn't arrive" has "$(user balance "$right")" "12000$voucher"
holds "no commitment is left" no_commitments "$left_rest" channel-0 transfer
holds "nor on the other side" no_commitments "$right_rest" channel-0 transfer

ping=$(user contracts "$left")
pong=$(user contracts "$right")
holds "an ordered channel between contracts" relayer transact channel demo --src-port "wasm.$ping" --dst-port "wasm.$pong" \
  --order ordered --version orrery-ping-1
user ping "$left" "$ping" channel-1 at_once
user ping "$right" "$pong" channel-1 error_ack
user ping "$left" "$ping" channel-1 at_once
holds "packets and acknowledgements" relayer transact flush demo channel-1
printf '      left  %s\n      right %s\n' "$(user counts "$left" "$ping")" "$(user counts "$right" "$pong")"
holds "no commitment of contracts is left" no_commitments "$left_rest" channel-1 "wasm.$ping"
holds "nor on the other side" no_commitments "$right_rest" channel-1 "wasm.$pong"
printf '%d passed, 0 failed\n' "$passed"
