#!/usr/bin/env bash
# Builds wasmd from its published module with Orrery in the place of wasmvm: no cgo, no libwasmvm.
#   build.sh --with-wasmvm       builds wasmd as it is published, too, for comparison
#   build.sh --in-app            builds it with the change in app.go instead (app.go.patch), which needs cgo and libwasmvm
# Prints the folder of the binaries: wasmd-orrery, wasmd-wasmvm, wasmd-in-app.
set -euo pipefail

version=v0.70.3
adapter=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$(cd "$adapter/.." && pwd)/target/example
source=$out/wasmd-$version
mkdir -p "$out"

if [ ! -d "$source" ]; then
  published=$(go mod download -json "github.com/CosmWasm/wasmd@$version" | jq -r .Dir)
  cp -r "$published" "$source.unfinished"
  chmod -R u+w "$source.unfinished"
  mv "$source.unfinished" "$source"
fi
cd "$source"

# Of wasmd's own version command.
flags="-s -w -X github.com/cosmos/cosmos-sdk/version.Name=wasm -X github.com/cosmos/cosmos-sdk/version.AppName=wasmd
  -X github.com/CosmWasm/wasmd/app.Bech32Prefix=wasm -X github.com/cosmos/cosmos-sdk/version.Version=$version"
if [ "${1:-}" = --with-wasmvm ]; then
  CGO_ENABLED=1 go build -mod=mod -ldflags "$flags" -o "$out/wasmd-wasmvm" ./cmd/wasmd
fi
go mod edit -require orrery.dev/adapter@v0.0.0 -replace "orrery.dev/adapter=$adapter"
if [ "${1:-}" = --in-app ]; then
  patch --quiet --output "$out/app.go" app/app.go "$adapter/example/app.go.patch"
  printf '{"Replace":{"%s":"%s"}}\n' "$source/app/app.go" "$out/app.go" > "$out/app.json"
  CGO_ENABLED=1 go build -mod=mod -overlay "$out/app.json" -ldflags "$flags" -o "$out/wasmd-in-app" ./cmd/wasmd
  echo "$out"
  exit
fi
overlay=$(go run -mod=mod orrery.dev/adapter/cmd/overlay -out "$out/overlay")
CGO_ENABLED=0 go build -mod=mod -tags nolink_libwasmvm -overlay "$overlay" -ldflags "$flags" -o "$out/wasmd-orrery" ./cmd/wasmd
echo "$out"
