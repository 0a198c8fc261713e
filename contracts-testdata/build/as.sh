# The assemblyscript and binaryen packages from npm. The compiler puts what must run first into
# _initialize, which the host would never call: wasm-ctor-eval runs it at build time.
source "$root/tools/npm.sh"
bin=$target/npm/node_modules/.bin

cd "$root/as"
mkdir -p "$target/as"
for contract in counter token; do
  "$bin/asc" "$contract/$contract.ts" -O3z --runtime stub --disable bulk-memory --disable nontrapping-f2i \
    --exportStart _initialize --use abort=sdk/host/abort -o "$target/as/$contract.wasm"
  "$bin/wasm-ctor-eval" --ctors=_initialize --mvp-features --enable-sign-ext --enable-mutable-globals \
    --quiet "$target/as/$contract.wasm" -o "$out/$contract.wasm"
done

npm_version assemblyscript >&3
npm_version binaryen >&3
