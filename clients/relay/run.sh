#!/usr/bin/env bash
# Two chains linked by 'orrery relay': a connection with channels, and client to client as IBC v2 has it; transfers there and back,
# one that times out, an ordered channel between contracts, and one between wasmd's ibc_reflect and ibc_reflect_send. Ends with what held.
#   run.sh                two local chains
#   run.sh wasmd          a local chain and a node of wasmd: the binary that WASMD names, or v0.70.3 built from its published module
#   run.sh wasmd-first    the same with the node on the left, where connections and channels begin
# ORRERY names another launcher. Needs go (for contracts of wasmd's published module), node, npm, curl and jq.
set -euo pipefail

suite=relay
. "$(dirname "${BASH_SOURCE[0]}")/../two-chains.sh"
install cosmjs/0.39

relay() {
  orrery relay --a "$left" --b "$right" "$@" >> "$work/relay.log" 2>&1
}

# transfer FROM TO COIN [OPTION…]: waits until it has arrived.
transfer() {
  local from=$1 to=$2
  shift 2
  orrery transfer --a "${!from}" --b "${!to}" "$@" >> "$work/relay.log" 2>&1
}

voucher() {
  user balance "$1" | grep -o 'ibc/[0-9A-F]*' | head -n 1
}

start_pair "$@"

holds "clients, connection and channel" relay --once
user transfer "$left" 77 ucosm 2
sleep 4
holds "a late transfer" relay --once
holds "comes home" grep -q '^left-1 .*timed out transfer/channel-0 #1' "$work/relay.log"
ping=$(user contracts "$left")
pong=$(user contracts "$right")
"${ORRERY:-$root/orrery}" relay --a "$left" --b "$right" --v2 --channel transfer:transfer \
  --channel "wasm.$ping:wasm.$pong:ordered:orrery-ping-1" >> "$work/relay.log" 2>&1 &
relayer=$!
processes+=($relayer)
is_ready() {
  for ((waited = 0; waited < 60; waited++)); do
    grep -q 'orrery relay: ready.*07-tendermint' "$work/relay.log" && return
    sleep 1
  done
  return 1
}
holds "an ordered channel, and clients that know each other" is_ready

holds "a transfer arrives" transfer left right 12345ucosm
by_channel=$(voucher "$right")
holds "a part comes home" transfer right left "345$by_channel"
holds "the rest of the voucher stays" has "$(user balance "$right")" "12000$by_channel"

holds "a transfer by IBC v2 arrives" transfer left right 54321ucosm --v2
by_client=$(user balance "$right" | grep -o '54321ibc/[0-9A-F]*' | grep -o 'ibc/.*')
holds "a part comes home by IBC v2" transfer right left "321$by_client" --v2
holds "the rest of it stays" has "$(user balance "$right")" "54000$by_client"
holds "and the other way" transfer right left 111ustake --v2

user ping "$left" "$ping" channel-1 at_once
user ping "$right" "$pong" channel-1 error_ack
user ping "$left" "$ping" channel-1 at_once
sleep 10
printf '      left  %s\n      right %s\n' "$(user counts "$left" "$ping")" "$(user counts "$right" "$pong")"
holds "acknowledgements of contracts" has "$(user counts "$left" "$ping")" '"ponged":2'
for chain in left right; do
  rest=${chain}_rest port=$([ "$chain" = left ] && echo "wasm.$ping" || echo "wasm.$pong")
  holds "no token is on the way from $chain" no_commitments "${!rest}" channel-0 transfer
  holds "nor a packet of a contract" no_commitments "${!rest}" channel-1 "$port"
done
kill "$relayer"
wait "$relayer" || true
holds "nothing is left for another relayer" relay --v2 --once

# ibc_reflect makes an account for each channel and tells its address to ibc_reflect_send, which asks as soon as the channel is open.
published=$(go mod download -json github.com/CosmWasm/wasmd@v0.70.3 | jq -r .Dir)
deploy() {
  local rpc=$1
  shift
  orrery deploy --rpc "$rpc" "$@" 2>> "$work/relay.log"
}
account=$(deploy "$right" "$published/x/wasm/keeper/testdata/reflect_2_0.wasm" --label reflect)
code=$(curl -s "$right_rest/cosmwasm/wasm/v1/contract/$account" | jq -r .contract_info.code_id)
reflect=$(deploy "$right" "$published/tests/integration/testdata/ibc_reflect.wasm" --label ibc-reflect --init "{\"reflect_code_id\":$code}")
send=$(deploy "$left" "$published/tests/integration/testdata/ibc_reflect_send.wasm" --label ibc-reflect-send --mnemonic "$alice")
holds "a channel between ibc_reflect_send and ibc_reflect" relay --once --channel "wasm.$send:wasm.$reflect:ordered:ibc-reflect-v1"
account=$(user ask "$left" "$send" '{"account":{"channel_id":"channel-2"}}' | jq -r .remote_addr)
holds "which knows its account there" has "$account" wasm1

# Messages of the one chain run on the other, for that account.
user send "$right" "$account" 100 ucosm
payment='{"bank":{"send":{"to_address":"'$reflect'","amount":[{"denom":"ucosm","amount":"40"}]}}}'
user execute "$left" "$send" '{"send_msgs":{"channel_id":"channel-2","msgs":['"$payment"']}}'
holds "a packet brings a message" relay --once
holds "which is executed there" has "$(curl -s "$right_rest/cosmos/bank/v1beta1/balances/$reflect")" '"amount":"40"'
user execute "$left" "$send" '{"check_remote_balance":{"channel_id":"channel-2"}}'
holds "another asks what is left" relay --once
holds "and the answer comes back" has "$(user ask "$left" "$send" '{"account":{"channel_id":"channel-2"}}')" '"remote_balance":[{"denom":"ucosm","amount":"60"}]'
conclude
