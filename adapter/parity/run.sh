#!/usr/bin/env bash
# Compares Orrery with wasmvm. Starts a VM, unless ORRERY_VM names one. Arguments go to the tests: ./run.sh -limits=100
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
if [ -z "${ORRERY_VM:-}" ]; then
  work=$(mktemp -d)
  ../../orrery vm --listen "unix://$work/vm.sock" --home "$work/home" > "$work/vm.log" 2>&1 &
  vm=$!
  trap 'kill "$vm" 2> /dev/null || true; wait "$vm" 2> /dev/null || true; rm -rf "$work"' EXIT
  for _ in $(seq 600); do
    [ -S "$work/vm.sock" ] && break
    kill -0 "$vm" 2> /dev/null || { cat "$work/vm.log" >&2; exit 1; }
    sleep 0.1
  done
  [ -S "$work/vm.sock" ] || { echo "the VM did not start:" >&2; cat "$work/vm.log" >&2; exit 1; }
  export ORRERY_VM=unix://$work/vm.sock
fi

# Both sides log what panics in the callbacks that the scenarios make panic; it is of interest only if something differs.
log=$(mktemp)
if go test -count=1 -timeout 30m . -v "$@" > "$log" 2>&1; then
  grep -E '^(Test.*: [0-9]+ calls compared|ok|--- )' "$log"
  rm -f "$log"
else
  cat "$log"
  exit 1
fi
