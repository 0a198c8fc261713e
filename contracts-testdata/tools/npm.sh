# Installs the pinned npm packages into target/npm once.
mkdir -p "$target/npm"
if ! cmp -s "$root/tools/package.json" "$target/npm/package.json"; then
  cp "$root/tools/package.json" "$target/npm/package.json"
  (cd "$target/npm" && npm install --no-package-lock --no-audit --no-fund --silent)
fi

npm_version() {
  echo "$1 $(node -p "require('$target/npm/node_modules/$1/package.json').version")"
}
