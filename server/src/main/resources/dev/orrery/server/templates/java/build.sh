#!/usr/bin/env bash
# Builds @NAME@.wasm and asks whether a chain would take it.
# Needs nothing but Orrery, which has a compiler from Java to Wasm.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
orrery=${ORRERY:-@ORRERY@}

printf '$ orrery compile -o @NAME@.wasm sdk counter\n'
"$orrery" compile -o @NAME@.wasm sdk counter

printf '\n$ orrery check @NAME@.wasm\n'
"$orrery" check @NAME@.wasm
