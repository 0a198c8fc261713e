#!/usr/bin/env bash
# Times calls through wasmvm and through Orrery, in turns. Starts a VM, unless ORRERY_VM names one.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
exec ../with-vm.sh go run ./cmd/bench "$@"
