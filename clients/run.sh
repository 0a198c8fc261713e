#!/usr/bin/env bash
# Starts a local chain and drives it with real clients; ends with what passed.
#   run.sh [CLIENT …]    of cosmjs, cosmpy, cw-orch, devnet, explorer, go, grpcurl, interchainjs and wasmd; all but cw-orch and
#                        explorer where none is named
# Needs node and npm for CosmJS, InterchainJS and devnet, Chromium beside them for the explorer, python3 for cosmpy, go for go
# and grpcurl, go and jq for wasmd; WASMD names a binary that is built already. cw-orch needs Rust 1.89, whose cargo builds 340 crates once.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
rpc=127.0.0.1:${RPC_PORT:-26757} grpc=127.0.0.1:${GRPC_PORT:-9190} rest=127.0.0.1:${REST_PORT:-1417}
[ $# -gt 0 ] || set -- cosmjs cosmpy devnet go grpcurl interchainjs wasmd

"$root/orrery" chain --chain-id testing --rpc "$rpc" --grpc "$grpc" --rest "$rest" > "$work/chain.log" 2>&1 &
chain=$!
trap 'kill $chain 2> /dev/null || true; wait $chain 2> /dev/null || true; rm -rf "$work"' EXIT
for ((waited = 0; waited < 300; waited++)); do
  grep -q ': ready on ' "$work/chain.log" && break
  kill -0 $chain 2> /dev/null || break
  sleep 1
done
grep ': ready on ' "$work/chain.log" || {
  cat "$work/chain.log"
  exit 1
}

. "$root/clients/npm.sh"

for client in "$@"; do
  case $client in
    cosmjs)
      for release in 0.39 0.32; do
        install "cosmjs/$release"
      done
      node "$root/clients/cosmjs/drive.js" "http://$rpc"
      ;;
    cosmpy)
      python3 -m venv "$root/clients/cosmpy/.venv"
      "$root/clients/cosmpy/.venv/bin/pip" install --quiet -r "$root/clients/cosmpy/requirements.txt"
      "$root/clients/cosmpy/.venv/bin/python" "$root/clients/cosmpy/drive.py" "$grpc" "http://$rest"
      ;;
    cw-orch)
      # What was built is kept, also for another checkout. The registry fails now and then, so it is tried three times.
      export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/orrery/cw-orch} CARGO_NET_RETRY=5
      crates=(--quiet --locked --manifest-path "$root/clients/cw-orch/Cargo.toml")
      for tries in 1 2 3; do
        cargo fetch "${crates[@]}" && break
        [ "$tries" -lt 3 ]
      done
      STATE_FILE=$work/cw-orch.json cargo run "${crates[@]}" --offline -- "http://$grpc" testing
      ;;
    devnet)
      install devnet
      npm run --silent build --prefix "$root/clients/devnet"
      node "$root/clients/devnet/build/drive.js" "http://$rpc" "$grpc"
      ;;
    explorer)
      for folder in cosmjs/0.39 explorer; do
        install "$folder"
      done
      node "$root/clients/explorer/drive.js" "http://$rpc" "http://$rest/explorer/"
      ;;
    go)
      [ "$(cd "$root/clients/go" && CGO_ENABLED=0 go run . "$grpc" testing)" = '{"count":8}' ] || {
        printf 'FAIL  go  upload, instantiate, execute, query\n0 passed, 1 failed\n'
        exit 1
      }
      printf 'ok    go  upload, instantiate, execute, query\n1 passed, 0 failed\n'
      ;;
    grpcurl)
      "$root/clients/grpcurl/drive.sh" "$grpc"
      ;;
    interchainjs)
      install interchainjs
      node "$root/clients/interchainjs/drive.js" "http://$rpc"
      ;;
    wasmd)
      "$root/clients/wasmd/drive.sh" "http://$rpc" "$grpc" all
      ;;
    *)
      printf 'no such client: %s\n' "$client" >&2
      exit 1
      ;;
  esac
done
