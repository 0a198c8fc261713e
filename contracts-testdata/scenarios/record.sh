#!/usr/bin/env bash
# Records every scenario of this folder with the real libwasmvm, into recorded/. Needs Go and cgo.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
version=v3.0.7
work=$PWD/../target/record
mkdir -p "$work" recorded

if ! [ -d "$work/wasmvm" ]; then
  (cd "$work" && go mod init record 2> /dev/null || true)
  module=$(cd "$work" && go mod download -json "github.com/CosmWasm/wasmvm/v3@$version" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  cp -r "$module" "$work/wasmvm"
  chmod -R u+w "$work/wasmvm"
fi
rm -rf "$work/wasmvm/cmd/record"
cp -r record "$work/wasmvm/cmd/record"
mv "$work/wasmvm/cmd/record/observed/observed.go" "$work/wasmvm/internal/api/"
rmdir "$work/wasmvm/cmd/record/observed"
sed -i 's/types\.RustQuery(querier,/observedQuery(querier,/' "$work/wasmvm/internal/api/callbacks.go"
(cd "$work/wasmvm" && go build -o "$work/record" ./cmd/record)

# What a panicking callback prints is part of the scenarios.
"$work/record" ../built recorded ./*.json 2> "$work/stderr.txt" || { tail -20 "$work/stderr.txt"; exit 1; }
echo "$version" > recorded/VERSION
