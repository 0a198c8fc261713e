#!/usr/bin/env bash
# Two chains linked by the stock Go relayer: clients, a connection, a channel for tokens, transfers there and back, one that times
# out, and an ordered channel between two contracts. Ends with what held.
#   run.sh           two local chains
#   run.sh wasmd     a local chain and a node of wasmd, whose binary WASMD names
# ORRERY names another launcher. Needs go (the relayer is built from its published module, unless RLY names one), node, npm, curl and jq.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
left=http://127.0.0.1:27657 right=http://127.0.0.1:28657
left_rest=http://127.0.0.1:27317 right_rest=http://127.0.0.1:28317
faucet="economy stock theory fatal elder harbor betray wasp final emotion task crumble siren bottom lizard educate guess current outdoor pair theory focus wife stone"
alice="enlist hip relief stomach skate base shallow young switch frequent cry park"
passed=0

rly=${RLY:-}
if [ -z "$rly" ]; then
  GOBIN=$work/bin go install github.com/cosmos/relayer/v2@v2.6.0-rc.1
  rly=$work/bin/relayer
fi
npm ci --silent --no-audit --no-fund --prefix "$root/clients/cosmjs/0.39"

chains=()
trap 'kill "${chains[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT
start() {
  "${ORRERY:-$root/orrery}" chain --chain-id "$1-1" --rpc "127.0.0.1:$2" --grpc "127.0.0.1:$3" --rest "127.0.0.1:$4" > "$work/$1.log" 2>&1 &
  chains+=($!)
  for ((waited = 0; waited < 300; waited++)); do
    grep -q ': ready on ' "$work/$1.log" && return
    sleep 1
  done
  cat "$work/$1.log"
  exit 1
}

# A node of wasmd with one validator, where the same accounts have the same coins.
start_wasmd() {
  local node=("$WASMD" --home "$work/wasmd") account
  "${node[@]}" init node --chain-id "$1-1" --default-denom ustake > "$work/$1.log" 2>&1
  for account in "relay:$faucet" "alice:$alice"; do
    "${node[@]}" keys add "${account%%:*}" --recover --keyring-backend test <<< "${account#*:}" >> "$work/$1.log" 2>&1
    "${node[@]}" genesis add-genesis-account "$("${node[@]}" keys show "${account%%:*}" -a --keyring-backend test)" \
      1000000000000ucosm,1000000000000ustake
  done
  "${node[@]}" genesis gentx alice 250000000ustake --chain-id "$1-1" --keyring-backend test >> "$work/$1.log" 2>&1
  "${node[@]}" genesis collect-gentxs >> "$work/$1.log" 2>&1
  sed -i 's/timeout_commit = "5s"/timeout_commit = "500ms"/' "$work/wasmd/config/config.toml"
  "${node[@]}" start --minimum-gas-prices 0ucosm --rpc.laddr "tcp://127.0.0.1:$2" --p2p.laddr tcp://127.0.0.1:0 --rpc.pprof_laddr "" \
    --grpc.address "127.0.0.1:$3" --api.enable --api.address "tcp://127.0.0.1:$4" >> "$work/$1.log" 2>&1 &
  chains+=($!)
  for ((waited = 0; waited < 60; waited++)); do
    curl -s "http://127.0.0.1:$2/status" | grep -q '"latest_block_height":"[1-9]' && return
    sleep 1
  done
  tail -n 20 "$work/$1.log"
  exit 1
}

relayer() {
  "$rly" --home "$work/rly" "$@" >> "$work/rly.log" 2>&1
}

user() {
  node "$root/clients/cosmjs/ibc.js" "$@"
}

# holds NAME COMMAND…: fails unless the command succeeds.
holds() {
  local name=$1
  shift
  if ! "$@"; then
    printf 'FAIL  rly  %s\n' "$name"
    tail -n 5 "$work/rly.log"
    printf '%d passed, 1 failed\n' "$passed"
    exit 1
  fi
  printf 'ok    rly  %s\n' "$name"
  passed=$((passed + 1))
}

has() {
  [[ $1 == *"$2"* ]]
}

no_commitments() {
  [ "$(curl -s "$1/ibc/core/channel/v1/channels/$2/ports/$3/packet_commitments" | jq '.commitments | length')" = 0 ]
}

start left 27657 27090 27317
if [ "${1:-}" = wasmd ]; then
  start_wasmd right 28657 28090 28317
else
  start right 28657 28090 28317
fi

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
