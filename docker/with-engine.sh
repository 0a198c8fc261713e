#!/usr/bin/env bash
# Runs a command where a Docker engine answers: the one that is there, or one that is started for it and ended afterwards (by root, from
# Debian's packages). Where none can run it says why, leaves the command out and succeeds.
#   docker/with-engine.sh COMMAND…
set -euo pipefail

# Debian's engine wants Debian's client; another one may come first on the path, without its plugins.
[ ! -x /usr/sbin/dockerd ] || PATH=/usr/bin:$PATH

if ! docker info > /dev/null 2>&1; then
  work=$(mktemp -d)
  dockerd --data-root "$work/data" > "$work/log" 2>&1 &
  engine=$!
  trap 'kill $engine 2> /dev/null || true; wait $engine 2> /dev/null || true; rm -rf "$work"' EXIT
  for ((waited = 0; waited < 30; waited++)); do
    docker info > /dev/null 2>&1 && break
    kill -0 $engine 2> /dev/null || break
    sleep 1
  done
  if ! docker info > /dev/null 2>&1; then
    printf 'left out, as no Docker engine can run here: %s\n' "$(tail -n 1 "$work/log")"
    exit 0
  fi
fi
"$@"
