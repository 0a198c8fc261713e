#!/usr/bin/env bash
# Two validators of one chain, one with wasmvm and one with Orrery, under a load of contract transactions. Neither can
# make a block without the other, and every block holds the hash of the state before it. In the end all blocks and all
# results of both are compared.
#   run.sh [-size TRANSACTIONS] [-packets IBC-PACKETS] [-seed N] [-write MARKDOWN]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/adapter/example/chain.sh"
bin=$("$root/adapter/example/build.sh" --with-wasmvm)
go build -C "$root/adapter/network" -o "$bin/network-load" .
testdata=$(cd "$root/adapter" && go list -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/testdata

# Everything the chain needs, by validator.
binary=("$bin/wasmd-wasmvm" "$bin/wasmd-orrery")
read -r -a rpc <<< "$(free_ports 2)"
read -r -a p2p <<< "$(free_ports 2)"
read -r -a grpc <<< "$(free_ports 2)"
home=("$work/wasmvm" "$work/orrery")
chain=orrery-net

setup() {
  local i address
  for i in 0 1; do
    "${binary[0]}" init "validator$i" --chain-id $chain --home "${home[i]}"
    "${binary[0]}" keys add validator --keyring-backend test --home "${home[i]}"
  done
  for i in 0 1; do
    address=$("${binary[0]}" keys show validator -a --keyring-backend test --home "${home[i]}")
    "${binary[0]}" genesis add-genesis-account "$address" 1000000000stake --home "${home[0]}"
  done
  for address in $("$bin/network-load" -addresses); do
    "${binary[0]}" genesis add-genesis-account "$address" 1000000000000stake,1000000000000orr,1000000000000ATOM --home "${home[0]}"
  done
  cp "${home[0]}/config/genesis.json" "${home[1]}/config/"
  mkdir -p "$work/gentxs"
  for i in 0 1; do
    "${binary[0]}" genesis gentx validator 100000000stake --chain-id $chain --keyring-backend test --home "${home[i]}" \
      --ip 127.0.0.1 --p2p-port "${p2p[i]}" --output-document "$work/gentxs/$i.json"
  done
  "${binary[0]}" genesis collect-gentxs --gentx-dir "$work/gentxs" --home "${home[0]}"
  cp "${home[0]}/config/genesis.json" "${home[1]}/config/"
  for i in 0 1; do
    sed -i 's/^timeout_commit = .*/timeout_commit = "1s"/; s/^timeout_propose = .*/timeout_propose = "10s"/
      s/^addr_book_strict = .*/addr_book_strict = false/; s/^allow_duplicate_ip = .*/allow_duplicate_ip = true/
      s/^size = 5000/size = 400/; s/^max_body_bytes = .*/max_body_bytes = 10000000/' "${home[i]}/config/config.toml"
  done
}

start_node() {
  local i=$1 name flags=()
  [ "$i" = 1 ] && flags=(--wasm.skip_wasmvm_version_check)
  name=$(basename "${home[i]}")
  launch "$name" "${binary[i]}" start --home "${home[i]}" --minimum-gas-prices 0stake --api.enable=false "${flags[@]}" \
    --rpc.laddr "tcp://127.0.0.1:${rpc[i]}" --p2p.laddr "tcp://127.0.0.1:${p2p[i]}" --grpc.address "127.0.0.1:${grpc[i]}" \
    --p2p.persistent_peers "$("${binary[0]}" comet show-node-id --home "${home[1 - i]}")@127.0.0.1:${p2p[1 - i]}"
}

setup > "$work/setup.log" 2>&1 || fail "setting up the chain"
[ -n "${ORRERY_VM:-}" ] || { start_vm; export ORRERY_VM=unix://$work/vm.sock; }
start_node 0
start_node 1
within 180 reaches "${rpc[0]}" 2 || fail "the chain did not start"

"$bin/network-load" -nodes "http://127.0.0.1:${rpc[0]},http://127.0.0.1:${rpc[1]}" -chain-id $chain \
  -scenarios "$root/contracts-testdata/scenarios,$root/testkit/scenarios" -codes "$root/contracts-testdata/built,$testdata" \
  "$@" || fail "the load"
