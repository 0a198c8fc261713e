#!/usr/bin/env bash
# Builds @NAME@.wasm and asks whether a chain would take it.
# Needs Zig 0.14: https://ziglang.org/download, or pip install ziglang==0.14.1
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
orrery=${ORRERY:-@ORRERY@}

if command -v zig > /dev/null; then
  zig=(zig)
elif python3 -c 'import ziglang' 2> /dev/null; then
  zig=(python3 -m ziglang)
else
  echo "Zig is missing: https://ziglang.org/download, or pip install ziglang==0.14.1" >&2
  exit 1
fi

printf '$ %s build-exe … -femit-bin=@NAME@.wasm\n' "${zig[*]}"
# Chains take the first version of Wasm: -mcpu=mvp.
"${zig[@]}" build-exe -target wasm32-freestanding -mcpu=mvp -O ReleaseSmall -fstrip \
  -fno-entry -rdynamic --stack 131072 --cache-dir target/zig --global-cache-dir target/zig \
  --dep cw -Mroot=counter/counter.zig -Mcw=sdk/cw.zig -femit-bin=@NAME@.wasm

printf '\n$ orrery check @NAME@.wasm\n'
"$orrery" check @NAME@.wasm
