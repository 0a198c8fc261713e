#!/usr/bin/env bash
# Starts a local chain and drives it with real clients; ends with what passed.
#   run.sh [bank|rpc|wasm …]    scenarios; all where none is named
# Needs node and npm for CosmJS, python3 for cosmpy, go and jq for wasmd; WASMD names a binary that is built already.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
rpc=127.0.0.1:${RPC_PORT:-26757} grpc=127.0.0.1:${GRPC_PORT:-9190} rest=127.0.0.1:${REST_PORT:-1417}
scenarios=("$@")

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

has() {
  [ ${#scenarios[@]} -eq 0 ] || [[ " ${scenarios[*]} " == *" $1 "* ]]
}

(cd "$root/clients/cosmjs" && npm ci --silent && node drive.js "http://$rpc" "${scenarios[@]}")

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -r "$root/clients/cosmpy/requirements.txt"
for scenario in bank wasm; do
  if has $scenario; then
    "$work/venv/bin/python" "$root/clients/cosmpy/drive.py" "$grpc" "http://$rest" $scenario
    "$root/clients/wasmd/drive.sh" "http://$rpc" "$grpc" $scenario
  fi
done
