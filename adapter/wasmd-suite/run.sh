#!/usr/bin/env bash
# Runs wasmd's and wasmvm's own tests with wasmvm and with Orrery. Starts a VM, unless ORRERY_VM names one.
#   ./run.sh           everything
#   ./run.sh -quick    wasmd's keeper and end-to-end tests, with Orrery alone
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec ./with-vm.sh go run ./wasmd-suite "$@"
