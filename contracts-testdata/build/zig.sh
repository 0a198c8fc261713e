# The ziglang package from PyPI, unpacked into target/zig.
zig_version=0.14.1
if ! [ -f "$target/zig/$zig_version" ]; then
  rm -rf "$target/zig"
  python3 -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --target "$target/zig" "ziglang==$zig_version"
  touch "$target/zig/$zig_version"
fi
zig() { PYTHONPATH=$target/zig python3 -m ziglang "$@"; }

cd "$root/zig"
mkdir -p "$target/zig-out"
for contract in counter token; do
  zig build-exe -target wasm32-freestanding -mcpu=mvp -O ReleaseSmall -fstrip \
    -fno-entry -rdynamic --stack 131072 \
    --cache-dir "$target/zig-cache" --global-cache-dir "$target/zig-cache" \
    --dep cw -Mroot="$contract/$contract.zig" -Mcw=sdk/cw.zig -femit-bin="$target/zig-out/$contract.wasm"
  cp "$target/zig-out/$contract.wasm" "$out/"
done

echo "zig $(zig version)" >&3
