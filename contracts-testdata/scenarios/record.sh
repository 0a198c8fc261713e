#!/usr/bin/env bash
# Records scenarios with the real libwasmvm. Needs Go and cgo.
#   record.sh                      every scenario of this folder, into recorded/
#   record.sh wasmvm OUT FILE...   other scenarios, of the contracts inside the published wasmvm module
set -euo pipefail

[ $# -eq 0 ] || set -- "$1" "$(realpath "$2")" $(realpath "${@:3}")

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
if [ $# -gt 0 ]; then
  exec "$work/record" "$work/wasmvm/testdata" "${@:2}" 2> "$work/stderr.txt"
fi
"$work/record" ../built recorded ./*.json 2> "$work/stderr.txt" || { tail -20 "$work/stderr.txt"; exit 1; }
echo "$version" > recorded/VERSION
