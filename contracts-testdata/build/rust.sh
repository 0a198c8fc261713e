# Debian's rustc-web, cargo-web, rust-web-src and lld. The standard library is compiled as well,
# because the one that comes with Rust uses instructions the upload checks refuse. binaryen's wasm-opt,
# from npm, then makes the modules a sixth smaller.
source "$root/tools/npm.sh"
export PATH=/usr/bin:$PATH CARGO_TARGET_DIR=$target/rust
export RUSTC=/usr/bin/rustc
# Debian's compiler is a stable one; building the standard library is an unstable option.
export RUSTC_BOOTSTRAP=1

cd "$root/rust"
cargo fetch --locked

# Paths of this machine must not reach the panic texts inside the modules.
remap="--remap-path-prefix=/usr/lib/rustlib/src/rust=rust"
for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
  remap+=" --remap-path-prefix=$crates=crates"
done
export RUSTFLAGS="-Clinker=/usr/bin/wasm-ld -Clink-arg=--import-undefined -Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals,+sign-ext $remap"

# One by one: built together, every contract would get the features, and so ask for the capabilities,
# of all others.
for manifest in $(grep -l cdylib */Cargo.toml); do
  contract=$(dirname "$manifest")
  nice cargo build -j1 --quiet --locked --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort -p "$contract"
  "$target/npm/node_modules/.bin/wasm-opt" -Oz --mvp-features --enable-sign-ext --enable-mutable-globals \
    "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/${contract//-/_}.wasm" -o "$out/$contract.wasm"
done

rustc --version >&3
cargo --version >&3
wasm-ld --version >&3
npm_version binaryen >&3
