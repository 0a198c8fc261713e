#!/usr/bin/env bash
# Kills VMs and chains in the middle of things, and counts what is left behind. Arguments go to the tests: ./run.sh -short
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
export ORRERY_COMMAND=${ORRERY_COMMAND:-$(realpath ../../../orrery)}
"$ORRERY_COMMAND" vm --help > /dev/null
exec go test -count=1 -timeout 30m -v . "$@"
