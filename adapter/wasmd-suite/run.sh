#!/usr/bin/env bash
# Runs wasmd's and wasmvm's own tests with wasmvm and with Orrery. Starts a VM, unless ORRERY_VM names one.
#   ./run.sh           everything, about half an hour
#   ./run.sh -quick    a part of wasmd's keeper tests
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec ./with-vm.sh go run ./wasmd-suite "$@"
