#!/usr/bin/env bash
# Runs a command with a VM to talk to: with-vm.sh COMMAND ARGUMENT ...
# Starts one for as long as the command runs, unless ORRERY_VM names one; its process is ORRERY_VM_PID. VM_LOG keeps its log.
set -euo pipefail

if [ -n "${ORRERY_VM:-}" ]; then
  exec "$@"
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/../orrery" build
work=$(mktemp -d)
log=${VM_LOG:-$work/vm.log}
"$here/../orrery" vm --listen "unix://$work/vm.sock" --home "$work/home" > "$log" 2>&1 &
vm=$!
trap 'kill "$vm" 2> /dev/null || true; wait "$vm" 2> /dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 1200); do
  [ -S "$work/vm.sock" ] && break
  kill -0 "$vm" 2> /dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.1
done
[ -S "$work/vm.sock" ] || { echo "the VM did not start:" >&2; cat "$log" >&2; exit 1; }
ORRERY_VM=unix://$work/vm.sock ORRERY_VM_PID=$vm "$@"
