# How scripts install what clients need; sourced by them. They say where the project is in $root, and where output may go in $work.

# Node has certificates of its own; those of the system may know a registry that those don't.
certificates=/etc/ssl/certs/ca-certificates.crt
[ ! -r $certificates ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$certificates}

# install FOLDER: what its lock file names. Registries fail now and then, so it is tried three times; what was fetched is kept.
install() {
  local tries=0
  until npm ci --loglevel error --no-audit --no-fund --prefer-offline --fetch-retries 5 --prefix "$root/clients/$1" > "$work/npm.log" 2>&1; do
    cat "$work/npm.log" >&2
    [ $((++tries)) -lt 3 ] || return 1
  done
}
