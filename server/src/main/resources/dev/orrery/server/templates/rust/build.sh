#!/usr/bin/env bash
# Builds @NAME@.wasm and asks whether a chain would take it.
# Needs Rust with the sources of its standard library, because the one that comes compiled uses instructions that chains refuse:
#   rustup target add wasm32-unknown-unknown && rustup component add rust-src
#   Debian: apt-get install rustc-web cargo-web rust-web-src lld
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
orrery=${ORRERY:-@ORRERY@}

flags="-Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals,+sign-ext -Clink-arg=--import-undefined"
if [ -d /usr/lib/rustlib/src/rust ] && [ -x /usr/bin/wasm-ld ]; then
  export PATH=/usr/bin:$PATH RUSTC=/usr/bin/rustc
  flags+=" -Clinker=/usr/bin/wasm-ld"
elif ! [ -d "$(rustc --print sysroot 2> /dev/null)/lib/rustlib/src/rust" ]; then
  echo "Rust or its sources are missing:" >&2
  sed -n '4,5s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 1
fi

[ -d target ] || echo "The first build compiles Rust's standard library too: two minutes or so."
printf '$ cargo build --release --target wasm32-unknown-unknown …\n'
# Building the standard library is an option of unstable compilers; a stable one is as good.
RUSTC_BOOTSTRAP=1 RUSTFLAGS=$flags CARGO_TARGET_DIR=target cargo build --release --target wasm32-unknown-unknown \
  -Zbuild-std=std,panic_abort
cp target/wasm32-unknown-unknown/release/@CRATE@.wasm @NAME@.wasm
if command -v wasm-opt > /dev/null; then
  printf '$ wasm-opt -Oz @NAME@.wasm\n'
  wasm-opt -Oz --mvp-features --enable-sign-ext --enable-mutable-globals @NAME@.wasm -o @NAME@.wasm
fi

printf '\n$ orrery check @NAME@.wasm\n'
"$orrery" check @NAME@.wasm
