#!/usr/bin/env bash
# Records scenarios with the real libwasmvm. Needs Go and cgo.
#   record.sh                      every scenario of this folder, into recorded/
#   record.sh own OUT FILE...      some of them, into another folder
#   record.sh wasmvm OUT FILE...   other scenarios, of the contracts inside the published wasmvm module
# WASMVM=v2.3.4 (or another 2.x, or 1.5.x) records with that release instead, which has no IBC v2; with OUT, see testkit/scenarios.
set -euo pipefail

[ $# -eq 0 ] || set -- "$1" "$(realpath "$2")" $(realpath "${@:3}")

cd "$(dirname "${BASH_SOURCE[0]}")"
version=${WASMVM:-v3.0.7}
major=${version%%.*}
path=/$major
[ "$major" != v1 ] || path=
work=$PWD/../target/record/$version
mkdir -p "$work" recorded

module() {
  (cd "$work" && go mod init record 2> /dev/null || true)
  (cd "$work" && go mod download -json "github.com/CosmWasm/wasmvm$1" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
}

if ! [ -d "$work/wasmvm" ]; then
  cp -r "$(module "$path@$version")" "$work/wasmvm"
  chmod -R u+w "$work/wasmvm"
fi
rm -rf "$work/wasmvm/cmd/record"
cp -r record "$work/wasmvm/cmd/record"
mv "$work/wasmvm/cmd/record/observed/observed.go" "$work/wasmvm/internal/api/"
rmdir "$work/wasmvm/cmd/record/observed"
[ "$major" != v1 ] || mv "$work/wasmvm/cmd/record/v1/library.go" "$work/wasmvm/cmd/record/"
rm -rf "$work/wasmvm/cmd/record/v1"
sed -i "s#wasmvm/v3#wasmvm$path#" "$work"/wasmvm/cmd/record/*.go "$work/wasmvm/internal/api/observed.go"
[ "$major" = v3 ] || sed -i '/"ibc2_/d' "$work/wasmvm/cmd/record/calls.go"
[ "$major" != v1 ] || sed -i '/"ibc_[a-z]*_callback"/d' "$work/wasmvm/cmd/record/calls.go"
sed -i 's/types\.RustQuery(querier,/observedQuery(querier,/' "$work/wasmvm/internal/api/callbacks.go"
(cd "$work/wasmvm" && go build -o "$work/record" ./cmd/record)

# What a panicking callback prints is part of the scenarios.
if [ $# -gt 0 ]; then
  [ "$1" = wasmvm ] && contracts=$(module /v3@v3.0.7)/testdata || contracts=../built
  exec "$work/record" "$contracts" "${@:2}" 2> "$work/stderr.txt"
fi
"$work/record" ../built recorded ./*.json 2> "$work/stderr.txt" || { tail -20 "$work/stderr.txt"; exit 1; }
echo "$version" > recorded/VERSION
