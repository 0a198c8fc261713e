# The wabt package from npm, version pinned in tools/package.json.
source "$root/tools/npm.sh"
node "$root/wat/assemble.mjs" "$root/wat" "$out" "$target/npm"
npm_version wabt >&3
