#!/usr/bin/env bash
# Tries the contract on a devnet of its own: uploads it, makes an instance, calls it, and compares what it answers.
# Prints each step. The devnet and its state are gone afterwards.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
orrery=${ORRERY:-@ORRERY@}

./build.sh

home=$(mktemp -d)
: > "$home/log" # the devnet may not have made it when it is first read
"$orrery" up --home "$home/state" --grpc localhost:0 --rpc localhost:0 --rest localhost:0 > "$home/log" 2>&1 &
devnet=$!
trap 'kill $devnet 2> /dev/null || true; wait $devnet 2> /dev/null || true; rm -rf "$home"' EXIT

printf '\n$ orrery up\n'
for _ in $(seq 1200); do
  ORRERY_NODE=$(sed -n 's/.*ready on \([^ ,]*\).*/\1/p' "$home/log")
  [ -n "$ORRERY_NODE" ] && break
  kill -0 $devnet 2> /dev/null || break
  sleep 0.1
done
cat "$home/log"
[ -n "$ORRERY_NODE" ] || { echo "the devnet did not start" >&2; exit 1; }
export ORRERY_NODE

# expect TEXT COMMAND...: runs the command, shows what it says, and fails unless the text is in there.
expect() {
  local wanted=$1
  shift
  local word
  printf '\n$ orrery'
  for word in "$@"; do
    case $word in *[!A-Za-z0-9._/-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  printf '\n'
  said=$("$orrery" "$@" 2>&1) || true
  printf '%s\n' "$said"
  [[ $said == *"$wanted"* ]] || { printf '\nFAILED: expected to read: %s\n' "$wanted" >&2; exit 1; }
}

expect 'sha-256' store @NAME@.wasm
expect 'count=5' instantiate 1 '{"count":5}' --label @NAME@ --from alice
contract=$(sed -n 's/^contract *//p' <<< "$said")

expect 'count=6' execute "$contract" '{"increment":{}}' --from bob
expect '{"count":6}' query "$contract" '{"get_count":{}}'
expect 'only the owner may reset the counter' execute "$contract" '{"reset":{"count":1}}' --from bob
expect 'count=1' execute "$contract" '{"reset":{"count":1}}' --from alice
expect '{"count":1}' query "$contract" '{"get_count":{}}'

printf '\nall as expected\n'
