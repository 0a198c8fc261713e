#!/usr/bin/env bash
# Builds the test contracts into built/, with the sha-256 of each and the versions of the tools.
#
#   ./build.sh                 build everything and replace what built/ holds
#   ./build.sh rust wat        build only these languages
#   ./build.sh --check [...]   build beside built/ and report every file that differs
#
# Everything runs on Debian 12 with: apt-get install rustc-web cargo-web rust-web-src lld nodejs npm
# (other languages name their tools in build/LANGUAGE.sh). Intermediate files go to target/.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
target=$root/target
languages=()
check=false
for argument in "$@"; do
  case $argument in
    --check) check=true ;;
    *) languages+=("$argument") ;;
  esac
done
if [ ${#languages[@]} -eq 0 ]; then
  for recipe in build/*.sh; do languages+=("$(basename "$recipe" .sh)"); done
fi

fresh=$target/fresh
rm -rf "$fresh"
mkdir -p "$fresh"

# A recipe sees root, target and out, fills out/, and prints one line per tool on file descriptor 3.
for language in "${languages[@]}"; do
  echo "building $language" >&2
  mkdir -p "$fresh/$language"
  (out=$fresh/$language; source "build/$language.sh") 3> "$fresh/$language/tools.txt"
  find "$fresh/$language" -type f -exec chmod 644 {} +
done

if ! $check; then
  for language in "${languages[@]}"; do
    rm -rf "built/$language"
    mkdir -p built
    cp -r "$fresh/$language" "built/$language"
  done
  (cd built && find . -name '*.wasm' | LC_ALL=C sort | sed 's|^\./||' | xargs sha256sum > checksums.txt)
  echo "built $(wc -l < built/checksums.txt) modules" >&2
  exit 0
fi

differences=0
for language in "${languages[@]}"; do
  if ! diff "built/$language/tools.txt" "$fresh/$language/tools.txt" >&2; then
    echo "$language: other tools than the committed files were built with (above)" >&2
  fi
  while read -r sum path; do
    if [ ! -f "$fresh/$path" ]; then
      echo "$path: not built" >&2
    elif ! echo "$sum  $fresh/$path" | sha256sum --check --status; then
      echo "$path: differs ($(stat -c %s "built/$path") bytes committed, $(stat -c %s "$fresh/$path") built)" >&2
    elif ! cmp -s "built/$path" "$fresh/$path"; then
      echo "$path: checksums.txt is not that of the committed file" >&2
    else
      continue
    fi
    differences=$((differences + 1))
  done < <(grep "  $language/" built/checksums.txt)
  while read -r path; do
    grep -q "  $path\$" built/checksums.txt || { echo "$path: not committed" >&2; differences=$((differences + 1)); }
  done < <(cd "$fresh" && find "$language" -name '*.wasm')
done
if [ "$differences" -ne 0 ]; then
  echo "$differences modules differ" >&2
  exit 1
fi
echo "every module is as committed" >&2
