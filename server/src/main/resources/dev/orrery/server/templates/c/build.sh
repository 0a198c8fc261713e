#!/usr/bin/env bash
# Builds @NAME@.wasm and asks whether a chain would take it.
# Needs clang 14 or newer and lld: apt-get install clang lld, or brew install llvm lld
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
orrery=${ORRERY:-@ORRERY@}

clang=${CLANG:-}
for candidate in clang clang-{21,20,19,18,17,16,15,14}; do
  [ -n "$clang" ] || clang=$(command -v "$candidate" || true)
done
[ -n "$clang" ] || { echo "clang is missing: apt-get install clang lld, or brew install llvm lld" >&2; exit 1; }

printf '$ %s … -o @NAME@.wasm\n' "$clang"
# Chains take the first version of Wasm: -mcpu=mvp. The SDK brings what a C library would; no-builtin keeps clang from turning
# its memcpy into a call of itself.
"$clang" --target=wasm32-unknown-unknown -mcpu=mvp -std=c17 -Oz -flto -Wall -Wextra -Werror \
  -nostdlib -fno-builtin -fvisibility=hidden -Isdk -Wl,--no-entry -Wl,--lto-O3 -Wl,--strip-all \
  sdk/*.c counter/*.c -o @NAME@.wasm

printf '\n$ orrery check @NAME@.wasm\n'
"$orrery" check @NAME@.wasm
