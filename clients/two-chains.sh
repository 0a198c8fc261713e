# Two chains for scripts to link; sourced by them. A script says what it is called in $suite, and calls start_pair [wasmd].
# ORRERY names another launcher, WASMD the binary of a stock node; without it wasmd v0.70.3 is built from its published module.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
left=http://127.0.0.1:27657 right=http://127.0.0.1:28657
left_rest=http://127.0.0.1:27317 right_rest=http://127.0.0.1:28317
faucet="economy stock theory fatal elder harbor betray wasp final emotion task crumble siren bottom lizard educate guess current outdoor pair theory focus wife stone"
alice="enlist hip relief stomach skate base shallow young switch frequent cry park"
test8="cream sport mango believe inhale text fish rely elegant below earth april wall rug ritual blossom cherry detail length blind digital proof identify ride"
passed=0

processes=()
trap 'kill "${processes[@]}" 2> /dev/null || true; wait 2> /dev/null || true; rm -rf "$work"' EXIT

orrery() {
  "${ORRERY:-$root/orrery}" "$@"
}

# start NAME RPC GRPC REST: a local chain.
start() {
  "${ORRERY:-$root/orrery}" chain --chain-id "$1-1" --rpc "127.0.0.1:$2" --grpc "127.0.0.1:$3" --rest "127.0.0.1:$4" > "$work/$1.log" 2>&1 &
  processes+=($!)
  for ((waited = 0; waited < 300; waited++)); do
    grep -qs ': ready on ' "$work/$1.log" && return
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

# start_pair [wasmd]: left is a local chain, right another or a node of wasmd.
start_pair() {
  start left 27657 27090 27317
  if [ "${1:-}" = wasmd ]; then
    [ -n "${WASMD:-}" ] || build_wasmd
    start_wasmd right 28657 28090 28317
  else
    start right 28657 28090 28317
  fi
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
