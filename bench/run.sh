#!/usr/bin/env bash
# Runs the calls of cases.json with Orrery and with wasmvm, in turns, and prints a table. Needs Go and cgo.
#
#   ./run.sh [-rounds N] [-only TEXT] [-cold]
#   CASES=crypto.json ./run.sh     the cryptographic imports, each called several times by one query
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
java=$(ls -d /usr/lib/jvm/*25*/bin/java 2> /dev/null | head -n 1 || true)

(cd .. && mvn -q -pl bench -am package -DskipTests)
mkdir -p target
(cd wasmvm && go build -o ../target/wasmvm-bench .)
testdata=$(cd wasmvm && go list -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/testdata

exec "${java:-java}" --enable-native-access=ALL-UNNAMED -cp "target/*:target/lib/*" dev.orrery.bench.SideBySide \
  target/wasmvm-bench "${CASES:-cases.json}" "$@" "$testdata" ../contracts-testdata/built
