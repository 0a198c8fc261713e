#!/usr/bin/env bash
# Drives a local chain with wasmd's own command line: keys, coins, and a contract from upload to migration.
#   drive.sh RPC_URL GRPC_ADDRESS [bank|wasm|all]
# The binary is $WASMD, or one that is built here from the published module, which takes cgo.
set -euo pipefail

rpc=${1:-http://127.0.0.1:26657}
grpc=${2:-127.0.0.1:9090}
scenario=${3:-all}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
wasmd=${WASMD:-$root/target/clients/wasmd}
if [ -z "${WASMD:-}" ]; then
  # The benchmark's module names the version of wasmd, and of what it needs to be built.
  (cd "$root/bench/chain" && go build -o "$wasmd" github.com/CosmWasm/wasmd/cmd/wasmd)
fi
contracts=$root/contracts-testdata/built/rust
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

alice=wasm14qemq0vw6y3gc3u3e0aty2e764u4gs5lndxgyk
bob=wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff
node=(--node "$rpc")
passed=0

step() {
  local name=$1 output
  shift
  if ! output=$("$@" 2>&1); then
    printf 'FAIL  wasmd  %s\n%s\n%d passed, 1 failed\n' "$name" "$output" "$passed"
    exit 1
  fi
  printf 'ok    wasmd  %s\n' "$name"
  passed=$((passed + 1))
}

# Runs a transaction, waits for its block and prints what became of it. Fails with its log if it failed.
send() {
  local answer hash result
  answer=$("$wasmd" tx "$@" --from alice --keyring-backend test --home "$home" "${node[@]}" --chain-id "$chain_id" \
    --gas auto --gas-adjustment 1.5 --gas-prices 0.025ucosm --yes --output json 2> "$home/err") || {
    cat "$home/err"
    return 1
  }
  [ "$(jq -r .code <<< "$answer")" = 0 ] || {
    echo "$answer"
    return 1
  }
  hash=$(jq -r .txhash <<< "$answer")
  result=$("$wasmd" q wait-tx "$hash" "${node[@]}" --output json)
  [ "$(jq -r .code <<< "$result")" = 0 ] || {
    jq -r .raw_log <<< "$result"
    return 1
  }
  printf '%s\n' "$result" | tee "$home/last.json"
}

ask() {
  "$wasmd" q "$@" "${node[@]}" --output json | tee "$home/last.json"
}

# What the last answer has at a place must be this.
expect() {
  local found
  found=$(jq -r "$1" "$home/last.json")
  [ "$found" = "$2" ] || {
    echo "$1 is $found, not $2"
    return 1
  }
}

attribute() {
  jq -r "[.events[] | select(.type == \"$1\") | .attributes[] | select(.key == \"$2\") | .value][0]" "$home/last.json"
}

asked() {
  ask "${@:3}" > /dev/null && expect "$1" "$2"
}

fails() {
  local pattern=$1 output
  shift
  if output=$("$@" 2>&1) || ! grep -qE "$pattern" <<< "$output"; then
    echo "expected a failure with '$pattern', got: $output"
    return 1
  fi
}

chain_id=$("$wasmd" status "${node[@]}" | jq -r '.node_info.network')
"$wasmd" keys add alice --recover --keyring-backend test --home "$home" > /dev/null 2>&1 \
  <<< "enlist hip relief stomach skate base shallow young switch frequent cry park"

bank() {
  step "q auth account" asked '.account.value.address // .account.address' "$alice" auth account "$alice"
  step "q bank balances" ask bank balances "$alice"
  step "tx bank send" send bank send "$alice" "$bob" 11ucosm
  local hash
  hash=$(jq -r .txhash "$home/last.json")
  step "q tx" asked .txhash "$hash" tx "$hash"
  step "q txs" ask txs --query "message.sender='$alice'" --limit 2
  step "q block" ask block --type=height 2
  step "q block-results" ask block-results 2
  step "q bank balances by gRPC" "$wasmd" q bank balances "$alice" --grpc-addr "$grpc" --grpc-insecure --output json
  step "more than there is" fails "insufficient funds" send bank send "$alice" "$bob" 99999999999999999ucosm
  step "q tx of nothing" fails "not found" "$wasmd" q tx "$(printf '0%.0s' {1..64})" "${node[@]}"
}

wasm() {
  step "tx wasm store" send wasm store "$contracts/escrow.wasm"
  local code contract
  code=$(attribute store_code code_id)
  step "tx wasm instantiate" send wasm instantiate "$code" "{\"arbiter\":\"$alice\"}" --label cli --admin "$alice"
  contract=$(attribute instantiate _contract_address)
  step "tx wasm execute" send wasm execute "$contract" "{\"deposit\":{\"beneficiary\":\"$bob\"}}" --amount 7ucosm
  step "q wasm contract-state smart" asked .data.beneficiary "$bob" \
    wasm contract-state smart "$contract" '{"deposit":{"id":1}}'
  step "a sub-message and its reply" send wasm execute "$contract" '{"release":{"releases":[{"id":1,"reply_on":"always"}]}}'
  step "its outcome" asked '.data | map([.id, .error])[0] | tostring' '[1,null]' \
    wasm contract-state smart "$contract" '{"outcomes":{}}'
  step "q wasm contract-state all" ask wasm contract-state all "$contract"
  step "q wasm contract" asked .contract_info.label cli wasm contract "$contract"
  step "q wasm list-code" ask wasm list-code
  step "q wasm code-info" asked .code_id "$code" wasm code-info "$code"
  step "q wasm list-contract-by-code" asked '.contracts[0]' "$contract" wasm list-contract-by-code "$code"
  step "q wasm params" ask wasm params
  step "migrate to a code that isn't" fails "unknown code" send wasm migrate "$contract" 9999 '{}'
  step "tx wasm set-contract-admin" send wasm set-contract-admin "$contract" "$bob"
  step "no admin any more" fails "unauthorized" send wasm set-contract-admin "$contract" "$contract"
  predictable "$code"
  migration
}

# predictable CODE: a contract whose address is known before.
predictable() {
  local salt checksum expected
  salt=$(printf '%016x' "$(date +%s%N)") # the address is taken only once
  checksum=$("$wasmd" q wasm code-info "$1" "${node[@]}" --output json | jq -r .checksum)
  expected=$("$wasmd" q wasm build-address "$checksum" "$alice" "$salt" | sed 's/^address: //')
  step "tx wasm instantiate2" send wasm instantiate2 "$1" '{}' "$salt" --label predictable --no-admin
  step "its address" expect '[.events[] | select(.type == "instantiate") | .attributes[0].value][0]' "$expected"
}

migration() {
  local one two contract
  step "tx wasm store of what can migrate" send wasm store "$contracts/migrate-one.wasm"
  one=$(attribute store_code code_id)
  send wasm store "$contracts/migrate-two.wasm" > /dev/null
  two=$(attribute store_code code_id)
  send wasm instantiate "$one" '{"labels":["old","older"]}' --label mover --admin "$alice" > /dev/null
  contract=$(attribute instantiate _contract_address)
  step "tx wasm migrate" send wasm migrate "$contract" "$two" '{}'
  step "state after it" asked '.data.labels | tostring' '["old","older"]' wasm contract-state smart "$contract" '{}'
  step "q wasm contract-history" asked '.entries | map(.code_id) | tostring' "[\"$one\",\"$two\"]" wasm contract-history "$contract"
  step "tx wasm clear-contract-admin" send wasm clear-contract-admin "$contract"
  step "nobody migrates it any more" fails "unauthorized" send wasm migrate "$contract" "$one" '{}'
}

case $scenario in
  all)
    bank
    wasm
    ;;
  *) "$scenario" ;;
esac
printf '%d passed, 0 failed\n' "$passed"
