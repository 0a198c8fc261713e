#!/usr/bin/env bash
# A chain with one validator whose contracts run on Orrery: real transactions through wasmd's command line, then the same
# after the VM, the node, and both were restarted, and on a node that got its state from a snapshot.
#   run.sh             wasmd without cgo and libwasmvm, made by a build overlay
#   run.sh --in-app    wasmd with Orrery in its app.go
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/adapter/example/chain.sh"
case ${1:-} in
  --in-app) wasmd=$("$root/adapter/example/build.sh" --in-app)/wasmd-in-app ;;
  *) wasmd=$("$root/adapter/example/build.sh")/wasmd-orrery ;;
esac
testdata=$(cd "$root/adapter" && go list -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/testdata
export ORRERY_VM=unix://$work/vm.sock

read -r rpc p2p grpc rpc2 p2p2 grpc2 <<< "$(free_ports 6)"
home=$work/node
node_flags=(--home "$home")
client_flags=(--home "$home" --keyring-backend test --chain-id orrery-example --node "tcp://127.0.0.1:$rpc" -o json)

setup() {
  "$wasmd" init example --chain-id orrery-example "${node_flags[@]}"
  "$wasmd" keys add alice "${node_flags[@]}" --keyring-backend test
  "$wasmd" genesis add-genesis-account alice 1000000000000stake "${node_flags[@]}" --keyring-backend test
  "$wasmd" genesis gentx alice 100000000stake --chain-id orrery-example "${node_flags[@]}" --keyring-backend test
  "$wasmd" genesis collect-gentxs "${node_flags[@]}"
  sed -i 's/^timeout_commit = .*/timeout_commit = "500ms"/; s/^timeout_propose = .*/timeout_propose = "3s"/' "$home/config/config.toml"
  sed -i 's/^snapshot-interval = .*/snapshot-interval = 10/' "$home/config/app.toml"
}

start_node() {
  launch node "$wasmd" start "${node_flags[@]}" --wasm.skip_wasmvm_version_check --minimum-gas-prices 0stake \
    --rpc.laddr "tcp://127.0.0.1:$rpc" --p2p.laddr "tcp://127.0.0.1:$p2p" --grpc.address "127.0.0.1:$grpc" --api.enable=false
  within 120 reaches "$rpc" 1 || fail "the node did not start"
}

# tx COMMAND ...: sends a transaction and prints its result once it is in a block; fails if the transaction does.
tx() {
  local hash result
  hash=$("$wasmd" tx "$@" --from alice --gas 8000000 -y "${client_flags[@]}" | jq -er 'select(.code == 0).txhash') || fail "sending: $*"
  within 60 "$wasmd" query tx "$hash" --node "tcp://127.0.0.1:$rpc" -o json || fail "not in a block: $*"
  result=$("$wasmd" query tx "$hash" --node "tcp://127.0.0.1:$rpc" -o json)
  [ "$(jq .code <<< "$result")" = 0 ] || fail "$(jq -r .raw_log <<< "$result")"
  echo "$result"
}

attribute() { jq -re --arg event "$1" --arg key "$2" 'first(.events[] | select(.type == $event).attributes[] | select(.key == $key).value)'; }

# ask CONTRACT QUESTION [PORT]
ask() { "$wasmd" query wasm contract-state smart "$1" "$2" --node "tcp://127.0.0.1:${3:-$rpc}" -o json; }

# expect TEXT COMMAND ...
expect() {
  local want=$1 got
  shift
  got=$("$@") || fail "$*"
  [[ $got == *"$want"* ]] || fail "$* gave $got, without $want"
  echo "   $got"
}

step() { echo "-- $*"; }

setup > "$work/setup.log" 2>&1 || fail "setting up the chain"
alice=$("$wasmd" keys show alice -a "${node_flags[@]}" --keyring-backend test)
start_vm
start_node

step "store, instantiate, execute, migrate, query"
built=$root/contracts-testdata/built/rust
code=$(tx wasm store "$testdata/hackatom.wasm" | attribute store_code code_id)
hackatom=$(tx wasm instantiate "$code" "{\"verifier\":\"$alice\",\"beneficiary\":\"$alice\"}" --label example --no-admin \
  --amount 1000stake | attribute instantiate _contract_address)
expect "$alice" ask "$hackatom" '{"verifier":{}}'
tx wasm execute "$hackatom" '{"release":{}}' | attribute wasm action
code=$(tx wasm store "$built/migrate-one.wasm" | attribute store_code code_id)
migrated=$(tx wasm instantiate "$code" '{"labels":["a","b"]}' --label one --admin "$alice" | attribute instantiate _contract_address)
before=$(ask "$migrated" '{}')
code=$(tx wasm store "$built/migrate-two.wasm" | attribute store_code code_id)
tx wasm migrate "$migrated" "$code" '{}' > /dev/null
after=$(ask "$migrated" '{}')
[ "$before" != "$after" ] || fail "the migration changed nothing"
echo "   $before became $after"
code=$(tx wasm store "$built/counter.wasm" | attribute store_code code_id)
counter=$(tx wasm instantiate "$code" '{"count":5}' --label counter --no-admin | attribute instantiate _contract_address)

count=5
increment() {
  tx wasm execute "$counter" '{"increment":{}}' > /dev/null
  count=$((count + 1))
  expect "\"count\":$count" ask "$counter" '{"get_count":{}}'
}
increment
# Until 20 s after the last call the node has the memory of its lane, which has no name any more.
[ "${ORRERY_LANE:-}" = off ] || grep -q 'orrery-lane-.* (deleted)' "/proc/${running[node]}/maps" || fail "calls don't go through a lane"

step "the VM is restarted under the node"
stop_vm
start_vm
increment

step "the VM is killed, and comes back while the node waits for it"
stop_vm KILL
tx wasm execute "$counter" '{"increment":{}}' > /dev/null &
waiting=$!
sleep 3
start_vm
wait "$waiting" || fail "the transaction that had to wait"
count=$((count + 1))
expect "\"count\":$count" ask "$counter" '{"get_count":{}}'

step "the node is restarted"
end node
start_node
increment

step "both are restarted"
end node
stop_vm
start_vm
start_node
increment

step "a second node takes its state, codes included, from a snapshot"
within 120 reaches "$rpc" 25 || fail "no snapshot yet"
blocks "$rpc" 12
trusted=$(($(height "$rpc") - 12))
hash=$(curl -sf "http://127.0.0.1:$rpc/block?height=$trusted" | jq -re .result.block_id.hash)
"$wasmd" init second --chain-id orrery-example --home "$work/second" > "$work/setup.log" 2>&1
cp "$home/config/genesis.json" "$work/second/config/"
sed -i "/^\[statesync\]/,/^\[/ { s/^enable = .*/enable = true/; s|^rpc_servers = .*|rpc_servers = \"http://127.0.0.1:$rpc,http://127.0.0.1:$rpc\"|
  s/^trust_height = .*/trust_height = $trusted/; s/^trust_hash = .*/trust_hash = \"$hash\"/; s/^discovery_time = .*/discovery_time = \"5s\"/ }" \
  "$work/second/config/config.toml"
peer=$("$wasmd" comet show-node-id "${node_flags[@]}")@127.0.0.1:$p2p
launch second "$wasmd" start --home "$work/second" --wasm.skip_wasmvm_version_check --minimum-gas-prices 0stake \
  --rpc.laddr "tcp://127.0.0.1:$rpc2" --p2p.laddr "tcp://127.0.0.1:$p2p2" --grpc.address "127.0.0.1:$grpc2" --api.enable=false \
  --p2p.persistent_peers "$peer"
within 180 reaches "$rpc2" $((trusted + 1)) || fail "the second node did not catch up"
grep -q "Snapshot restored" "$work/second.log" || fail "the second node replayed blocks instead"
expect "\"count\":$count" ask "$counter" '{"get_count":{}}' "$rpc2"
expect "$alice" ask "$hackatom" '{"verifier":{}}' "$rpc2"

echo "PASSED"
