#!/usr/bin/env bash
# Starts each compose file, uses what it starts, and takes it down again. Prints each step.
#   docker/test.sh [IMAGE]        IMAGE is orrery by default; docker/image.sh makes it, and IMAGE-cometbft. SMALL=1: it has no AOT cache
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export ORRERY_IMAGE=${1:-orrery} COMETBFT_IMAGE=${1:-orrery}-cometbft RPC_PORT=${RPC_PORT:-36657} GRPC_PORT=${GRPC_PORT:-39090} REST_PORT=${REST_PORT:-31317}
export WEST_RPC_PORT=${WEST_RPC_PORT:-37657} WEST_GRPC_PORT=${WEST_GRPC_PORT:-37090} WEST_REST_PORT=${WEST_REST_PORT:-37317}
compose=(docker-compose)
docker compose version > /dev/null 2>&1 && compose=(docker compose)

up=
down() {
  [ -z "$up" ] || "${compose[@]}" -p "orrery-test-$up" -f "$here/$up.yml" down --volumes --timeout 30 > /dev/null 2>&1
  up=
}
trap down EXIT
step() { printf '\n== %s\n' "$1"; }
# says PATTERN COMMAND…: whether it prints that. All of it is read: a pipe that grep closes early would fail the command.
says() {
  local said
  said=$("${@:2}") && grep -q -e "$1" <<< "$said"
}
fail() {
  printf 'FAILED: %s\n' "$1" >&2
  [ -z "$up" ] || "${compose[@]}" -p "orrery-test-$up" -f "$here/$up.yml" logs --tail 40 >&2
  exit 1
}

# start NAME: starts a compose file and waits until its container says that it is healthy.
start() {
  local began=$SECONDS
  step "$1: up"
  up=$1
  "${compose[@]}" -p "orrery-test-$1" -f "$here/$1.yml" up -d 2> /dev/null || fail "it can't be started"
  container=$("${compose[@]}" -p "orrery-test-$1" -f "$here/$1.yml" ps -q)
  until [ "$(docker inspect --format '{{.State.Health.Status}}' "$container")" = healthy ]; do
    [ $((SECONDS - began)) -lt 120 ] || fail "not healthy after two minutes"
    sleep 1
  done
  echo "healthy after $((SECONDS - began)) s"
  [ "$(docker inspect --format '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$container")" = "65532:65532 true" ] \
    || fail "it runs as somebody else or may write to its image"
}

# restart: it ends by itself when it is told to, without being killed, and starts again.
restart() {
  step "$up: stop and start"
  docker stop --time 30 "$container" > /dev/null
  local ended
  ended=$(docker inspect --format '{{.State.ExitCode}} {{.State.OOMKilled}}' "$container")
  [ "$ended" = "143 false" ] || fail "it ended with status and out of memory: $ended"
  docker start "$container" > /dev/null
}

height() { curl -sSf "http://127.0.0.1:$RPC_PORT/status" | sed -n 's/.*"latest_block_height": *"\([0-9]*\)".*/\1/p'; }

step "the AOT cache fits"
docker run --rm -e JAVA_TOOL_OPTIONS=-Xlog:aot "$ORRERY_IMAGE" --version 2>&1 | grep "Using AOT-linked classes: true" || [ -n "${SMALL:-}" ] || fail "it does not"

start chain
step "chain: ask it by RPC, REST, gRPC"
says '"network": *"orrery-1"' curl -sSf "http://127.0.0.1:$RPC_PORT/status" || fail "RPC"
says orrery-1 curl -sSf "http://127.0.0.1:$REST_PORT/cosmos/base/tendermint/v1beta1/node_info" || fail "REST"
docker run --rm --network host "$ORRERY_IMAGE" health "127.0.0.1:$GRPC_PORT" || fail "gRPC"
before=$(height)
restart
for _ in $(seq 60); do after=$(height 2> /dev/null || true); [ -n "$after" ] && break; sleep 1; done
echo "block $before before, ${after:-none} after"
[ "${after:-0}" -ge "$before" ] || fail "the chain began anew"
down

start vm
step "vm: ask it over the socket in the volume"
docker run --rm --network none -v orrery-test-vm_vm-socket:/orrery/socket "$ORRERY_IMAGE" health unix:///orrery/socket/vm.sock \
  || fail "the socket can't be used from another container"
restart
down

# address NAME: of a container of the compose file that is up.
address() {
  docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$("${compose[@]}" -p "orrery-test-$up" -f "$here/$up.yml" ps -q "$1")"
}
# reach HEIGHT: the first node gets so far.
reach() {
  local began=$SECONDS
  until [ "$(height 2> /dev/null || echo 0)" -ge "$1" ]; do
    [ $((SECONDS - began)) -lt 120 ] || fail "not at block $1 after two minutes"
    sleep 1
  done
}
# same_state HEIGHT: prints what the four applications say after a block, if it is the same.
same_state() {
  local node hash first=
  for node in 0 1 2 3; do
    hash=$(curl -sSf "http://$(address "cometbft$node"):26657/block_results?height=$1" | sed -n 's/.*"app_hash": *"\([^"]*\)".*/\1/p')
    first=${first:-$hash}
    [ -n "$hash" ] && [ "$hash" = "$first" ] || fail "node $node says '$hash' of block $1, the first says '$first'"
  done
  echo "block $1: $first, on all four"
}

if docker image inspect "$COMETBFT_IMAGE" > /dev/null 2>&1; then
  step "comet: up"
  up=comet
  "${compose[@]}" -p orrery-test-comet -f "$here/comet.yml" up -d 2> /dev/null || fail "it can't be started"
  reach 5
  step "comet: four validators, one state"
  says '"total": *"4"' curl -sSf "http://127.0.0.1:$RPC_PORT/validators" || fail "validators"
  says '"chain_id": *"comet-1"' curl -sSf "http://127.0.0.1:$REST_PORT/cosmos/base/tendermint/v1beta1/blocks/latest" || fail "REST"
  docker run --rm --network host "$ORRERY_IMAGE" health "127.0.0.1:$GRPC_PORT" || fail "gRPC"
  same_state 5
  step "comet: an application ends and starts again, and its node with it"
  before=$(height)
  "${compose[@]}" -p orrery-test-comet -f "$here/comet.yml" restart -t 30 orrery0 2> /dev/null || fail "it can't be started again"
  reach $((before + 5))
  same_state $((before + 4))
  step "comet: down and up again"
  before=$(height)
  "${compose[@]}" -p orrery-test-comet -f "$here/comet.yml" down --timeout 30 > /dev/null 2>&1
  "${compose[@]}" -p orrery-test-comet -f "$here/comet.yml" up -d 2> /dev/null || fail "it can't be started again"
  reach $((before + 3))
  same_state $((before + 2))
  down
else
  step "comet: left out, there is no image $COMETBFT_IMAGE"
fi

step "ibc: from nothing to tokens on the other chain"
up=ibc
began=$SECONDS
"${compose[@]}" -p orrery-test-ibc -f "$here/ibc.yml" run --rm transfer 2> /dev/null || fail "nothing arrived"
echo "arrived after $((SECONDS - began)) s"
container=$("${compose[@]}" -p orrery-test-ibc -f "$here/ibc.yml" ps -q relay)
[ "$(docker inspect --format '{{.State.Health.Status}}' "$container")" = healthy ] || fail "the relayer isn't healthy"
says 'opened wasm\..*/channel-1' docker logs "$container" || fail "no channel between the contracts"
restart
"${compose[@]}" -p orrery-test-ibc -f "$here/ibc.yml" run --rm transfer 2> /dev/null || fail "nothing arrives after a restart of the relayer"
down

printf '\nevery compose file works\n'
