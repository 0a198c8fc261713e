#!/usr/bin/env bash
# Builds @NAME@.wasm and asks whether a chain would take it.
# Needs Node.js with npm; installs the compiler into node_modules the first time.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
orrery=${ORRERY:-@ORRERY@}

command -v npm > /dev/null || { echo "npm is missing: install Node.js, https://nodejs.org" >&2; exit 1; }
if ! [ -x node_modules/.bin/asc ]; then
  printf '$ npm install\n'
  npm install --no-audit --no-fund
fi

mkdir -p target
printf '$ asc counter/counter.ts …\n'
# Chains take the first version of Wasm, and never run a start function: what the compiler wants to be run first is run here,
# by wasm-ctor-eval, and its outcome kept in the module.
node_modules/.bin/asc counter/counter.ts -O3z --runtime stub --disable bulk-memory --disable nontrapping-f2i \
  --exportStart _initialize --use abort=sdk/host/abort -o target/@NAME@.wasm
printf '$ wasm-ctor-eval …\n'
node_modules/.bin/wasm-ctor-eval --ctors=_initialize --mvp-features --enable-sign-ext --enable-mutable-globals \
  --quiet target/@NAME@.wasm -o @NAME@.wasm

printf '\n$ orrery check @NAME@.wasm\n'
"$orrery" check @NAME@.wasm
