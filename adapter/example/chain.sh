# Functions for scripts that run small chains on this machine; to be sourced, with the repository's folder in $root. Homes,
# sockets and logs are in $work, and what was started is stopped when the script ends.

work=$(mktemp -d)
declare -A running=()

stop_all() {
  local name
  for name in "${!running[@]}"; do
    kill "${running[$name]}" 2> /dev/null || true
  done
  wait 2> /dev/null || true
  if [ -n "${KEEP:-}" ]; then echo "kept: $work" >&2; else rm -rf "$work"; fi
}
trap stop_all EXIT

fail() {
  echo "FAILED: $*" >&2
  local log
  for log in "$work"/*.log; do
    echo "--- the end of $(basename "$log")" >&2
    tail -15 "$log" | sed 's/\x1b\[[0-9;]*m//g' | cut -c -250 >&2
  done
  exit 1
}

# launch NAME COMMAND ...: in the background, with a log of that name.
launch() {
  local name=$1
  shift
  "$@" >> "$work/$name.log" 2>&1 &
  running[$name]=$!
}

# end NAME [SIGNAL]
end() {
  kill -"${2:-TERM}" "${running[$1]}" 2> /dev/null || true
  wait "${running[$1]}" 2> /dev/null || true
  unset "running[$1]"
}

# within SECONDS COMMAND ...: until the command succeeds.
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" > /dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.3
  done
}

# free_ports COUNT: that many which nobody listens on now.
free_ports() {
  python3 - "$1" << 'PORTS'
import socket, sys
sockets = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in sockets:
    s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in sockets])
PORTS
}

# start_vm: ./orrery, or the command that VM names.
start_vm() {
  [ -n "${VM:-}" ] || "$root/orrery" build
  launch vm "${VM:-$root/orrery}" vm --listen "unix://$work/vm.sock" --home "$work/vm-home"
  within 120 test -S "$work/vm.sock" || fail "the VM did not start"
}

# A VM that is killed leaves its socket behind.
stop_vm() {
  end vm "${1:-TERM}"
  rm -f "$work/vm.sock"
}

# height PORT
height() { curl -sf "http://127.0.0.1:$1/status" | jq -re .result.sync_info.latest_block_height; }

# reaches PORT HEIGHT
reaches() { [ "$(height "$1")" -ge "$2" ]; }

# blocks PORT COUNT: waits for that many more.
blocks() {
  local now
  within 120 height "$1" || fail "no answer from the node at port $1"
  now=$(height "$1")
  within 180 reaches "$1" $((now + $2)) || fail "no new blocks at port $1 after $now"
}
