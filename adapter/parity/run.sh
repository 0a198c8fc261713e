#!/usr/bin/env bash
# Compares Orrery with wasmvm. Starts a VM, unless ORRERY_VM names one. Arguments go to the tests: ./run.sh -limits=100
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"

# Both sides log what panics in the callbacks that the scenarios make panic; it is of interest only if something differs.
log=$(mktemp)
if ../with-vm.sh go test -count=1 -timeout 60m . -v "$@" > "$log" 2>&1; then
  grep -E '^(Test.*: [0-9]+ calls compared|ok|--- )' "$log"
  rm -f "$log"
else
  cat "$log"
  exit 1
fi
