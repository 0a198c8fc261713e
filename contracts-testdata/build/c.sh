# Debian's clang-14 and lld, without a C library: the SDK brings the three functions clang expects.
# no-builtin keeps clang from turning the SDK's memcpy into a call of itself.
for contract in counter token; do
  clang-14 --target=wasm32-unknown-unknown -mcpu=mvp -std=c17 -Oz -flto -Wall -Wextra -Werror \
    -nostdlib -fno-builtin -fvisibility=hidden -I"$root/c/sdk" \
    -Wl,--no-entry -Wl,--lto-O3 -Wl,--strip-all \
    "$root"/c/sdk/*.c "$root/c/$contract"/*.c -o "$out/$contract.wasm"
done

clang-14 --version | head -1 >&3
wasm-ld --version >&3
