#!/usr/bin/env bash
# Writes internal/vmv1 from the .proto file. Needs protoc: by default the one that the Maven build has fetched.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
protoc=${PROTOC:-$(find "$HOME/.m2/repository/com/google/protobuf/protoc" -name 'protoc-*.exe' 2> /dev/null | sort -V | tail -1)}
[ -n "$protoc" ] || { echo "no protoc: run 'mvn -pl proto generate-sources' once, or set PROTOC" >&2; exit 1; }
tools=$PWD/../target/go-tools
mkdir -p "$tools"
for tool in protoc-gen-go protoc-gen-go-grpc; do
  cp "$(go tool -n "$tool")" "$tools/$tool"
done
# Maven does not mark it executable.
cp "$protoc" "$tools/protoc"
chmod +x "$tools"/*
PATH=$tools:$PATH "$tools/protoc" -I ../proto/src/main/protobuf \
  --go_out=. --go_opt=module=orrery.dev/adapter \
  --go-grpc_out=. --go-grpc_opt=module=orrery.dev/adapter \
  orrery/vm/v1/vm.proto
gofmt -w internal/vmv1
