#!/usr/bin/env bash
# Forks a stock node of wasmd: contracts that were made there go on here as they do there, and still when the node is gone.
#   run.sh           WASMD names the binary; without it v0.70.3 is built from its published module. Needs jq, and Go to build.
# Ends with what passed.
set -euo pipefail

suite=fork
# shellcheck source=clients/two-chains.sh
. "$(dirname "${BASH_SOURCE[0]}")/../two-chains.sh"
contracts=$root/contracts-testdata/built/rust
fork_grpc=127.0.0.1:30090

[ -n "${WASMD:-}" ] || build_wasmd
start_wasmd right 29657 29090 29317

# on_wasmd ARGUMENT…: a transaction of alice, and the events of it once it is in a block.
on_wasmd() {
  local hash
  hash=$("$WASMD" --home "$work/wasmd" --node "tcp://127.0.0.1:29657" tx wasm "$@" --from alice --keyring-backend test --chain-id right-1 \
    --gas 20000000 --fees 0ucosm -y -o json | jq -r .txhash)
  for ((waited = 0; waited < 40; waited++)); do
    if "$WASMD" --node "tcp://127.0.0.1:29657" q tx "$hash" -o json > "$work/tx.json" 2> /dev/null; then
      [ "$(jq -r .code "$work/tx.json")" = 0 ] && return
      jq -r .raw_log "$work/tx.json"
      return 1
    fi
    sleep 0.3
  done
  return 1
}
made() {
  jq -r '[.events[] | select(.type == "instantiate") | .attributes[] | select(.key == "_contract_address") | .value][0]' "$work/tx.json"
}
# ask PORT QUERY: what the index says.
ask() {
  curl -sSf "http://127.0.0.1:$1/cosmwasm/wasm/v1/contract/$index/smart/$(printf '%s' "$2" | base64 -w 0 | tr '+/' '-_')" | jq -c .data
}
# same QUERY…: it is the same on both.
same() {
  local query
  for query in "$@"; do
    [ "$(ask 29317 "$query")" = "$(ask 30317 "$query")" ] || {
      printf '%s\n  there %s\n  here  %s\n' "$query" "$(ask 29317 "$query")" "$(ask 30317 "$query")" >> "$work/$suite.log"
      return 1
    }
  done
}
queries=('{"page":{"limit":30}}' '{"page":{"limit":7,"descending":true}}' '{"best":{"min":100,"limit":30}}' '{"tagged":{"tag":"new"}}' '{"count":{}}' '{"audit":{}}')
put='{"put":{"entries":[{"name":"a","score":150,"tag":"new"},{"name":"zz","score":0,"tag":"new"}]}}'
prune='{"prune":{"below":300,"limit":9}}'
promote='{"promote":{"tag":"new","by":5}}'
here() {
  orrery execute "$index" "$1" --node "$fork_grpc" >> "$work/$suite.log"
}
balance() {
  curl -sSf "http://127.0.0.1:$1/cosmos/bank/v1beta1/balances/$2/by_denom?denom=ucosm" | jq -r .balance.amount
}

on_wasmd store "$contracts/index.wasm"
on_wasmd instantiate 1 '{}' --label index --no-admin
index=$(made)
on_wasmd execute "$index" '{"generate":{"count":700,"seed":3}}'
on_wasmd instantiate 1 '{}' --label other --no-admin
other=$(made)
height=$(curl -s http://127.0.0.1:29657/status | jq -r .result.sync_info.latest_block_height)

start forked 30657 30090 30317 --fork "http://127.0.0.1:29657@$height"
holds "it begins after block $height of wasmd" has "$(cat "$work/forked.log")" "Fork of right-1 after block $height"
holds "contracts answer as there, over pages of entries" same "${queries[@]}"
for message in "$put" "$prune" "$promote"; do
  on_wasmd execute "$index" "$message"
  here "$message"
done
holds "and go on as there" same "${queries[@]}"
sender=$("$WASMD" --home "$work/wasmd" keys show alice -a --keyring-backend test)
holds "balances are those of there, and what the fork adds" [ "$(balance 30317 "$sender")" = "$(($(balance 29317 "$sender") + 1000000000000))" ]
holds "codes and contracts are numbered on" has "$(orrery store "$contracts/counter.wasm" --node "$fork_grpc")" "2"

kill "${processes[0]}"
wait "${processes[0]}" 2> /dev/null || true
here "$prune"
holds "it lives on when the node is gone" has "$(ask 30317 '{"audit":{}}')" '"consistent":true'
missing=$(orrery query "$other" '{"count":{}}' --node "$fork_grpc" 2>&1 || true)
echo "$missing" >> "$work/$suite.log"
holds "and says what it lacks" has "$missing" "this fork of right-1 lacks what it needs"

printf '%d passed, 0 failed\n' "$passed"
