#!/usr/bin/env bash
# Two local chains linked by ts-relayer: clients, a connection, a channel for tokens, transfers there and back, and an ordered channel
# between two contracts. Ends with what held.
# ORRERY names another launcher. Needs node, npm, curl and jq.
# Nothing times out: this relayer sends along what ibc-go tells of the next sequence, which is zero for channels without an order, and
# since version 8 ibc-go refuses a zero. Nor will a node of wasmd do: with v0.61.14 it makes clients, connection and channel, but fails at
# the first packet, since ibc-go no longer writes the attributes that it reads; with v0.70.3, whose CometBFT it doesn't know, at the clients.
set -euo pipefail

suite=ts-relayer
. "$(dirname "${BASH_SOURCE[0]}")/../two-chains.sh"
for folder in cosmjs/0.39 ts-relayer; do
  install "$folder"
done

relay() {
  WORDS=$faucet node "$root/clients/ts-relayer/relay.js" "$left" "$right" "$@" >> "$work/ts-relayer.log" 2>&1
}

link() {
  relay link
}

flush() {
  relay flush
}

open_channel() {
  relay channel "$@"
}

start_pair
try_relayer without-timeouts
conclude
