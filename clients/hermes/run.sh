#!/usr/bin/env bash
# Two chains linked by Hermes: clients, a connection, a channel for tokens, transfers there and back, one that times out, and an
# ordered channel between two contracts; then what else its users ask for, and Hermes as a service, told of blocks or asking for them.
# Ends with what held.
#   run.sh                two local chains
#   run.sh wasmd          a local chain and a node of wasmd: the binary that WASMD names, or v0.70.3 built from its published module
#   run.sh wasmd-first    the same with the node on the left, where connections and channels begin
# HERMES names the relayer where it isn't on the path: cargo install ibc-relayer-cli --bin hermes --locked, which takes hundreds of
# crates, protoc and a C++ compiler. ORRERY names another launcher. Needs node, npm, curl and jq.
set -euo pipefail

suite=hermes
. "$(dirname "${BASH_SOURCE[0]}")/../two-chains.sh"
install cosmjs/0.39
case ${1:-} in
  wasmd) node=right ;;
  wasmd-first) node=left ;;
  *) node=none ;;
esac

hermes() {
  "${HERMES:-hermes}" --config "$work/hermes.toml" "$@" >> "$work/hermes.log" 2>&1
}

# configure EVENT-SOURCE: writes how Hermes reaches both chains, and how it learns of blocks.
configure() {
  cat > "$work/hermes.toml" << TOML
[global]
log_level = 'info'

[mode.clients]
enabled = true
refresh = true
misbehaviour = true

[mode.connections]
enabled = false

[mode.channels]
enabled = false

[mode.packets]
enabled = true
clear_interval = 5
clear_on_start = true
tx_confirmation = true
TOML
  for chain in left right; do
    local grpc=${chain}_grpc source="mode = 'pull', interval = '500ms'"
    if [ "$1" = push ]; then source="mode = 'push', url = 'ws${!chain#http}/websocket', batch_delay = '200ms'"; fi
    cat >> "$work/hermes.toml" << TOML

[[chains]]
id = '$chain-1'
type = 'CosmosSdk'
rpc_addr = '${!chain}'
grpc_addr = '${!grpc}'
event_source = { $source }
rpc_timeout = '10s'
account_prefix = 'wasm'
key_name = 'relay'
key_store_folder = '$work/keys'
store_prefix = 'ibc'
gas_price = { price = 0.025, denom = 'ucosm' }
gas_multiplier = 1.3
max_gas = 10000000
clock_drift = '20s'
trusting_period = '14days'
address_type = { derivation = 'cosmos' }
TOML
  done
}

link() {
  hermes create channel --a-chain left-1 --b-chain right-1 --a-port transfer --b-port transfer --new-client-connection --yes
}

flush() {
  hermes clear packets --chain left-1 --channel "$1" --port "$2"
}

open_channel() {
  hermes create channel --a-chain left-1 --a-connection connection-0 --a-port "$1" --b-port "$2" --order "$3" --channel-version "$4"
}

# says TEXT COMMAND…: whether Hermes's answer has the text in it.
says() {
  local text=$1
  shift
  "${HERMES:-hermes}" --config "$work/hermes.toml" --json "$@" 2>> "$work/hermes.log" | tee -a "$work/hermes.log" | grep -F "$text" > "$work/said"
}

# commands VOUCHER: looks at both chains, and does by hand what a service does by itself.
commands() {
  local hash=${1#ibc/}
  holds "health check" hermes health-check
  for chain in left right; do
    # Of wasmd v0.70.3 Hermes says that its Cosmos SDK is too new.
    [ "$chain" = "$node" ] || holds "$chain is healthy" grep -q "{chain=$chain-1}: chain is healthy" "$work/hermes.log"
    holds "clients of $chain" says 07-tendermint-0 query clients --host-chain "$chain-1"
    holds "a client's state" says trusting_period query client state --chain "$chain-1" --client 07-tendermint-0
    holds "its status" says Active query client status --chain "$chain-1" --client 07-tendermint-0
    holds "its heights" says revision_height query client consensus --chain "$chain-1" --client 07-tendermint-0
    holds "connections of $chain" says connection-0 query connections --chain "$chain-1"
    holds "connections over a client" says connection-0 query client connections --chain "$chain-1" --client 07-tendermint-0
    holds "a connection's end" says Open query connection end --chain "$chain-1" --connection connection-0
    holds "channels of $chain" says channel-1 query channels --chain "$chain-1"
    holds "channels over a connection" says channel-1 query connection channels --chain "$chain-1" --connection connection-0
    holds "the client of a channel" says 07-tendermint-0 query channel client --chain "$chain-1" --port transfer --channel channel-0
    holds "a channel's end" says Open query channel end --chain "$chain-1" --port transfer --channel channel-0
    holds "both ends of it" says connection-0 query channel ends --chain "$chain-1" --port transfer --channel channel-0
    holds "no packet is pending" says '"unreceived_packets":[]' query packet pending --chain "$chain-1" --port transfer --channel channel-0
    for asked in commitments acks pending-sends pending-acks; do
      holds "$asked of $chain" says success query packet $asked --chain "$chain-1" --port transfer --channel channel-0
    done
  done
  # A node of wasmd v0.70.3 doesn't tell of traces any more.
  if [ "$node" != right ]; then
    holds "what a voucher stands for" says transfer/channel-0 query transfer denom-trace --chain right-1 --hash "$hash"
  fi
  holds "one more client" hermes create client --host-chain left-1 --reference-chain right-1
  holds "a client is updated" hermes update client --host-chain left-1 --client 07-tendermint-0
  holds "and on the other side" hermes update client --host-chain right-1 --client 07-tendermint-0
  holds "a transfer by Hermes itself" hermes tx ft-transfer --dst-chain right-1 --src-chain left-1 --src-port transfer \
    --src-channel channel-0 --amount 250 --denom ucosm --timeout-seconds 600
  holds "which is pending" says '"unreceived_packets":[3]' query packet pending --chain left-1 --port transfer --channel channel-0
  holds "until it is relayed" flush channel-0 transfer
}

# service EVENT-SOURCE VOUCHER AMOUNT: Hermes relays by itself what comes while it runs.
service() {
  configure "$1"
  "${HERMES:-hermes}" --config "$work/hermes.toml" start >> "$work/hermes.log" 2>&1 &
  local relayer=$!
  processes+=($relayer)
  local before
  before=$(user balance "$right" | grep -o "[0-9]*$2" | grep -o '^[0-9]*')
  user transfer "$left" "$3" ucosm
  holds "a transfer is relayed by itself ($1)" comes_to "$right" "$((before + $3))$2"
  user transfer "$right" "$3" "$2"
  holds "and back" comes_to "$right" "$before$2"
  holds "with its acknowledgement" settles "$left_rest"
  holds "both ways" settles "$right_rest"
  user transfer "$left" 55 ucosm 1
  holds "one that is late is settled, too" settles "$left_rest"
  holds "the service lives on" kill -0 "$relayer"
  kill "$relayer"
  wait "$relayer" || true
}

comes_to() {
  for ((waited = 0; waited < 40; waited++)); do
    has "$(user balance "$1")" "$2" && return
    sleep 1
  done
  return 1
}

settles() {
  for ((waited = 0; waited < 40; waited++)); do
    no_commitments "$1" channel-0 transfer && return
    sleep 1
  done
  return 1
}

start_pair "$@"
configure pull
printf '%s' "$faucet" > "$work/words"
for chain in left right; do
  hermes keys add --chain "$chain-1" --mnemonic-file "$work/words"
done

try_relayer
voucher=$(user balance "$right" | grep -o 'ibc/[0-9A-F]*')
commands "$voucher"
service pull "$voucher" 21
service push "$voucher" 34
conclude
