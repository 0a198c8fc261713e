#!/usr/bin/env bash
# Makes the image from what this machine has, pulling nothing: the archive of './orrery dist --server' on a base of the glibc
# that this machine runs with; and, where there is Go, the one of CometBFT for docker/comet.yml. Prints the sizes.
#   docker/image.sh [--small] [NAME]    NAME is orrery by default; the base becomes NAME-base, CometBFT NAME-cometbft
#     --small                           without the AOT cache
set -euo pipefail

small=()
[ "${1:-}" != --small ] || { small=(--small); shift; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
image=${1:-orrery}
work=$here/target
rm -rf "$work"
mkdir -p -m 0755 "$work/base/etc" "$work/base/tmp" "$work/folders/data" "$work/folders/socket"

made=$("$here/../orrery" dist --server "${small[@]}" --out "$work" | head -n 1)
mv "$made" "$work/orrery"

# What the runtime is linked with, what the native libraries in the jars are, and what resolves host names.
libraries=$(find "$work/orrery/runtime" -name '*.so' -o -path '*/bin/java' -type f | xargs ldd 2> /dev/null \
  | sed -n 's/.*=> \(\/[^ ]*\) .*/\1/p; s/^\t\(\/[^ ]*\) (.*/\1/p' | grep -v "^$work" | sort -u)
libraries+=$'\n'$(ldconfig -p | sed -n 's/.*\(libstdc++\.so\.6\|libgcc_s\.so\.1\) (libc6,\(x86-64\|AArch64\)) => //p')
libc=$(dirname "$(grep '/libc\.so' <<< "$libraries")")
for library in $libraries "$libc/libnss_dns.so.2" "$libc/libnss_files.so.2" "$libc/libresolv.so.2"; do
  [ -e "$library" ] || continue
  mkdir -p "$work/base$(dirname "$library")"
  cp -L "$library" "$work/base$library"
done
echo 'hosts: files dns' > "$work/base/etc/nsswitch.conf"
echo 'nonroot:x:65532:65532:nonroot:/orrery:/sbin/nologin' > "$work/base/etc/passwd"
echo 'nonroot:x:65532:' > "$work/base/etc/group"
chmod 1777 "$work/base/tmp"
tar -C "$work/base" --owner=0 --group=0 -c . | docker import - "$image-base" > /dev/null

DOCKER_BUILDKIT=1 docker build --quiet -f "$here/Dockerfile" --build-arg BASE_IMAGE="$image-base" --build-arg FROM_STAGE=prepared \
  -t "$image" "$here/.." > /dev/null
docker image ls "$image"

if command -v go > /dev/null; then
  mkdir -p -m 0755 "$work/cometbft" "$work/cometbft-folders/network" "$work/cometbft-folders/socket"
  CGO_ENABLED=0 GOBIN=$work/cometbft go install -trimpath -ldflags=-s "github.com/cometbft/cometbft/cmd/cometbft@${COMETBFT:-v0.38.21}"
  DOCKER_BUILDKIT=1 docker build --quiet -f "$here/Dockerfile.comet" --build-arg BASE_IMAGE="$image-base" --build-arg FROM_STAGE=prepared \
    -t "$image-cometbft" "$here" > /dev/null
  docker image ls "$image-cometbft"
fi
