# Two chains for scripts to link; sourced by them. A script says what it is called in $suite, and calls start_pair [wasmd | wasmd-first].
# ORRERY names another launcher, WASMD the binary of a stock node; without it wasmd v0.70.3 is built from its published module.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
left=http://127.0.0.1:27657 right=http://127.0.0.1:28657
left_grpc=http://127.0.0.1:27090 right_grpc=http://127.0.0.1:28090
left_rest=http://127.0.0.1:27317 right_rest=http://127.0.0.1:28317
faucet="economy stock theory fatal elder harbor betray wasp final emotion task crumble siren bottom lizard educate guess current outdoor pair theory focus wife stone"
alice="enlist hip relief stomach skate base shallow young switch frequent cry park"
test8="cream sport mango believe inhale text fish rely elegant below earth april wall rug ritual blossom cherry detail length blind digital proof identify ride"
passed=0
. "$root/clients/npm.sh"

processes=()
trap 'kill "${processes[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT

orrery() {
  "${ORRERY:-$root/orrery}" "$@"
}

# start NAME RPC GRPC REST [OPTION…]: a local chain.
start() {
  "${ORRERY:-$root/orrery}" chain --chain-id "$1-1" --rpc "127.0.0.1:$2" --grpc "127.0.0.1:$3" --rest "127.0.0.1:$4" "${@:5}" > "$work/$1.log" 2>&1 &
  processes+=($!)
  for ((waited = 0; waited < 300; waited++)); do
    grep -qs ': ready on ' "$work/$1.log" && return
    kill -0 "${processes[-1]}" 2> /dev/null || break
    sleep 1
  done
  cat "$work/$1.log"
  exit 1
}

build_wasmd() {
  local source
  source=$(go mod download -json github.com/CosmWasm/wasmd@v0.70.3 | jq -r .Dir)
  cp -r "$source" "$work/source"
  chmod -R u+w "$work/source"
  (cd "$work/source" && go build -o "$work/wasmd.bin" ./cmd/wasmd)
  WASMD=$work/wasmd.bin
}

# The same with a node of wasmd with one validator, where the same accounts have the same coins.
start_wasmd() {
  local node=("$WASMD" --home "$work/wasmd") account
  "${node[@]}" init node --chain-id "$1-1" --default-denom ustake > "$work/$1.log" 2>&1
  for account in "relay:$faucet" "alice:$alice" "test8:$test8"; do
    "${node[@]}" keys add "${account%%:*}" --recover --keyring-backend test <<< "${account#*:}" >> "$work/$1.log" 2>&1
    "${node[@]}" genesis add-genesis-account "$("${node[@]}" keys show "${account%%:*}" -a --keyring-backend test)" \
      1000000000000ucosm,1000000000000ustake
  done
  "${node[@]}" genesis gentx alice 250000000ustake --chain-id "$1-1" --keyring-backend test >> "$work/$1.log" 2>&1
  "${node[@]}" genesis collect-gentxs >> "$work/$1.log" 2>&1
  sed -i 's/timeout_commit = "5s"/timeout_commit = "500ms"/' "$work/wasmd/config/config.toml"
  "${node[@]}" start --minimum-gas-prices 0ucosm --rpc.laddr "tcp://127.0.0.1:$2" --p2p.laddr tcp://127.0.0.1:0 --rpc.pprof_laddr "" \
    --grpc.address "127.0.0.1:$3" --api.enable --api.address "tcp://127.0.0.1:$4" >> "$work/$1.log" 2>&1 &
  processes+=($!)
  for ((waited = 0; waited < 60; waited++)); do
    curl -s "http://127.0.0.1:$2/status" | grep -q '"latest_block_height":"[1-9]' && return
    sleep 1
  done
  tail -n 20 "$work/$1.log"
  exit 1
}

# start_pair [wasmd | wasmd-first]: two local chains, or a node of wasmd in the place of the right one, or of the left one.
start_pair() {
  local on_left=start on_right=start
  case ${1:-} in
    wasmd) on_right=start_wasmd ;;
    wasmd-first) on_left=start_wasmd ;;
  esac
  if [ $# -gt 0 ] && [ -z "${WASMD:-}" ]; then build_wasmd; fi
  $on_left left 27657 27090 27317
  $on_right right 28657 28090 28317
}

user() {
  node "$root/clients/cosmjs/ibc.js" "$@"
}

# holds NAME COMMAND…: fails unless the command succeeds. What it says is in $work/$suite.log.
holds() {
  local name=$1
  shift
  if ! "$@"; then
    printf 'FAIL  %s  %s\n' "$suite" "$name"
    tail -n 5 "$work/$suite.log"
    printf '%d passed, 1 failed\n' "$passed"
    exit 1
  fi
  printf 'ok    %s  %s\n' "$suite" "$name"
  passed=$((passed + 1))
}

has() {
  [[ $1 == *"$2"* ]]
}

no_commitments() {
  [ "$(curl -s "$1/ibc/core/channel/v1/channels/$2/ports/$3/packet_commitments" | jq '.commitments | length')" = 0 ]
}

# Tries a relayer over both chains: the first channel and transfers by it, one of them late, and an ordered channel between contracts.
# The script says how: link, which makes clients, a connection and channel-0 for tokens; flush CHANNEL PORT, which relays what waits,
# by the end on the left; open_channel LEFT-PORT RIGHT-PORT ORDER VERSION.
#   try_relayer [without-timeouts]
try_relayer() {
  local voucher before after ping pong
  holds "clients, connection and channel" link

  user transfer "$left" 12345 ucosm
  holds "a transfer is relayed" flush channel-0 transfer
  holds "the voucher arrived" has "$(user balance "$right")" "12345ibc/"
  voucher=$(user balance "$right" | grep -o 'ibc/[0-9A-F]*')
  before=$(user balance "$left" | grep -o '[0-9]*ucosm')
  user transfer "$right" 345 "$voucher"
  holds "a part goes back" flush channel-0 transfer
  holds "the rest of the voucher stays" has "$(user balance "$right")" "12000$voucher"
  after=$(user balance "$left" | grep -o '[0-9]*ucosm')
  holds "tokens came home" test "$((${after%ucosm} - ${before%ucosm}))" = 345

  if [ "${1:-}" != without-timeouts ]; then
    user transfer "$left" 77 ucosm 2
    sleep 4
    holds "a late transfer times out" flush channel-0 transfer
    holds "and doesn't arrive" has "$(user balance "$right")" "12000$voucher"
  fi
  holds "no commitment is left" no_commitments "$left_rest" channel-0 transfer
  holds "nor on the other side" no_commitments "$right_rest" channel-0 transfer

  ping=$(user contracts "$left")
  pong=$(user contracts "$right")
  holds "an ordered channel between contracts" open_channel "wasm.$ping" "wasm.$pong" ordered orrery-ping-1
  user ping "$left" "$ping" channel-1 at_once
  user ping "$right" "$pong" channel-1 error_ack
  user ping "$left" "$ping" channel-1 at_once
  holds "packets and acknowledgements" flush channel-1 "wasm.$ping"
  printf '      left  %s\n      right %s\n' "$(user counts "$left" "$ping")" "$(user counts "$right" "$pong")"
  holds "no commitment of contracts is left" no_commitments "$left_rest" channel-1 "wasm.$ping"
  holds "nor on the other side" no_commitments "$right_rest" channel-1 "wasm.$pong"
}

conclude() {
  printf '%d passed, 0 failed\n' "$passed"
}
