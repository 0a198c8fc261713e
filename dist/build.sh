#!/usr/bin/env bash
# Makes a folder and an archive of Orrery that need no Java: a runtime linked for it, a launcher, the jars, an AOT cache.
# The launcher calls it: ./orrery dist [--out FOLDER] [--server] [--small]
#   --out FOLDER   where to put both; by default dist/target
#   --server       leave out 'orrery compile', whose compiler is a tenth of the whole; for images
#   --small        leave out the AOT cache, which is half of the whole and without which a start takes three times as long
# From the launcher: ORRERY_JDK, ORRERY_LIB, ORRERY_JVM_FLAGS, ORRERY_CACHE_FLAGS.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$here/target
modules=java.base,java.compiler,java.logging,java.management,java.naming,java.net.http,java.xml
modules+=,jdk.httpserver,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs
compiler=,jdk.compiler
kind=
cache=yes
while [ $# -gt 0 ]; do
  case $1 in
    --out)
      [ $# -ge 2 ] || { echo "dist: --out takes a folder" >&2; exit 2; }
      mkdir -p "$2"
      out=$(cd "$2" && pwd)
      shift
      ;;
    --server) compiler= kind=-server ;;
    --small) cache= ;;
    *) echo "dist: what is '$1'? Known: --out FOLDER, --server, --small" >&2; exit 2 ;;
  esac
  shift
done

version=$("$ORRERY_JDK/bin/java" -jar "$ORRERY_LIB/orrery-server.jar" --version | sed -n 's/^orrery \([^ ]*\).*/\1/p')
name=orrery-$version-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)$kind
home=$out/$name
rm -rf "$home" "$home.tar.gz"
mkdir -p "$home/bin"

step() { printf 'dist: %s\n' "$1" >&2; }

step "linking a runtime"
# The flags are part of the runtime: an AOT cache is used only under those it was made with. A cache that doesn't fit is left
# aside without a word.
"$ORRERY_JDK/bin/jlink" --add-modules "$modules$compiler" --output "$home/runtime" \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 \
  --add-options="$ORRERY_JVM_FLAGS -Xlog:aot=off -Xlog:cds=off"
# Only javac --release reads it.
rm -f "$home/runtime/lib/ct.sym"

cp -Rp "$ORRERY_LIB" "$home/lib"
# Tables of symbols are for debuggers: 7 MB of the JVM and of RocksDB.
if [ "$(uname -s)" = Linux ] && command -v strip > /dev/null; then
  find "$home/runtime/lib" "$home/lib/native" -name '*.so' -exec strip --strip-unneeded {} +
fi
cp -p "$here/orrery" "$home/bin/orrery"
cp -p "$here/../LICENSE" "$home/"

if [ -n "$cache" ]; then
  step "making an AOT cache"
  # shellcheck disable=SC2086 # flags, one word each
  "$home/runtime/bin/java" $ORRERY_CACHE_FLAGS -XX:AOTCacheOutput="$home/lib/orrery.aot" -jar "$home/lib/orrery-server.jar" warm-up > "$home.log" 2>&1 \
    || { tail -n 20 "$home.log" >&2; exit 1; }
  [ -f "$home/lib/orrery.aot" ] || { echo "dist: no AOT cache was made; see $home.log" >&2; exit 1; }
  rm -f "$home.log"
fi

step "packing"
tar -czf "$home.tar.gz" -C "$out" "$name"
printf '%s\n%s\n' "$home" "$home.tar.gz"
