#!/usr/bin/env bash
# Unpacks the archive of './orrery dist' somewhere else, and uses it where there is no Java: an empty environment and a path with
# nothing but the commands named below. Prints each step.
#   dist/test.sh [ARCHIVE]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
archive=${1:-$(ls -t "$here"/target/orrery-*.tar.gz | head -n 1)}
work=$(mktemp -d)
chain=
made=
trap '[ -z "$chain" ] || { kill $chain 2> /dev/null || true; wait $chain 2> /dev/null || true; }; rm -rf "$work"; [ ! -d "$made.aside" ] || mv "$made.aside" "$made"' EXIT

# A path without Java, and a folder whose name has a space.
mkdir -p "$work/bin" "$work/any where" "$work/home"
for tool in bash sh env dirname readlink mktemp rm sed seq sleep cat mkdir kill curl; do
  ln -s "$(command -v $tool)" "$work/bin/$tool"
done
tar -xzf "$archive" -C "$work/any where"
# Nothing may be read from the folder that it was made in.
made=${archive%.tar.gz}
[ ! -d "$made" ] || mv "$made" "$made.aside"
orrery=$(echo "$work/any where"/orrery-*/bin/orrery)
there() { env -i PATH="$work/bin" HOME="$work/home" TMPDIR="$work/home" "$@"; }

step() { printf '\n== %s\n' "$1"; }
fail() { printf 'FAILED: %s\n' "$1" >&2; exit 1; }

step "no Java on the path"
if there sh -c 'command -v java || command -v javac'; then fail "there is"; fi

step "orrery --version"
there "$orrery" --version

step "the AOT cache fits, wherever the archive was unpacked"
there ORRERY_JAVA_OPTS=-Xlog:aot "$orrery" --version | grep 'Using AOT-linked classes: true' || fail "it does not"

step "and nothing happens without it"
mv "${orrery%/bin/orrery}/lib/orrery.aot" "$work/"
there "$orrery" --version > "$work/said" 2>&1
grep -qi 'aot\|cds' "$work/said" && fail "it complains: $(cat "$work/said")"
mv "$work/orrery.aot" "${orrery%/bin/orrery}/lib/"

step "a chain, and a question to it"
: > "$work/chain.log"
(exec env -i PATH="$work/bin" HOME="$work/home" TMPDIR="$work/home" "$orrery" chain --rpc 127.0.0.1:0 --grpc 127.0.0.1:0 --rest 127.0.0.1:0 > "$work/chain.log" 2>&1) &
chain=$!
for _ in $(seq 300); do
  grep -q 'orrery chain: ready on' "$work/chain.log" && break
  kill -0 $chain 2> /dev/null || break
  sleep 0.1
done
rpc=$(sed -n 's/^ *RPC *//p' "$work/chain.log")
[ -n "$rpc" ] || { cat "$work/chain.log" >&2; fail "the chain did not start"; }
status=$(curl -sSf "$rpc/status")
grep -q '"network": *"orrery-1"' <<< "$status" || fail "/status is not that of the chain"
tail -n 1 "$work/chain.log"

if [ -f "${orrery%/bin/orrery}/runtime/bin/javac" ]; then
  step "a new contract project in Java, compiled and tried"
  (cd "$work/home" && there "$orrery" new my-counter --lang java && cd my-counter && there ./test.sh) > "$work/project.log" 2>&1 \
    || { cat "$work/project.log" >&2; fail "its test.sh failed"; }
  tail -n 1 "$work/project.log"
fi

printf '\nthe archive works without Java\n'
