#!/usr/bin/env bash
# Runs the calls of cases.json with Orrery and with wasmvm, in turns, and prints a table. Needs Go and cgo.
#
#   ./run.sh [-rounds N] [-only TEXT] [-cold]
#   ./run.sh operators [OPTIONS]   a contract for each class of operators, options as above
#   ./run.sh footprint | restart | threads | warm-up | compile     Orrery alone, see README.md
#   CASES=crypto.json ./run.sh     the cryptographic imports, each called several times by one query
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
java=$(ls -d /usr/lib/jvm/*25*/bin/java 2> /dev/null | head -n 1 || true)

(cd .. && mvn -q -pl bench -am package -DskipTests)
mkdir -p target
(cd wasmvm && go build -o ../target/wasmvm-bench .)
testdata=$(cd wasmvm && go list -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/testdata

run=("${java:-java}" --enable-native-access=ALL-UNNAMED -cp "target/*:target/lib/*")
folders=("$testdata" ../contracts-testdata/built)
cases=${CASES:-cases.json}

case ${1:-} in
  footprint) exec "${run[@]}" dev.orrery.bench.Footprint "$cases" "${folders[@]}" ;;
  restart) exec "${run[@]}" dev.orrery.bench.Restart "$cases" "${folders[@]}" ;;
  threads) exec "${run[@]}" dev.orrery.bench.Threads "$cases" "${folders[@]}" ;;
  warm-up) exec "${run[@]}" dev.orrery.bench.WarmUp "$cases" "${folders[@]}" ;;
  compile) exec "${run[@]}" dev.orrery.bench.CompileBench "$testdata"/*.wasm ;;
  operators)
    "${run[@]}" dev.orrery.bench.OperatorCases target/operators
    exec "${run[@]}" dev.orrery.bench.SideBySide target/wasmvm-bench target/operators/cases.json "${@:2}" target/operators
    ;;
  *) exec "${run[@]}" dev.orrery.bench.SideBySide target/wasmvm-bench "$cases" "$@" "${folders[@]}" ;;
esac
