#!/usr/bin/env bash
# Asks a local chain by gRPC as somebody would who knows nothing of it but its address: by reflection, with grpcurl.
#   drive.sh GRPC_ADDRESS
set -euo pipefail

grpc=${1:-127.0.0.1:9090}
alice=wasm14qemq0vw6y3gc3u3e0aty2e764u4gs5lndxgyk
passed=0

ask() {
  go run github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3 -plaintext "$@"
}

# step NAME TEXT ARGUMENT...: fails unless the answer has the text.
step() {
  local name=$1 wanted=$2 answer
  shift 2
  answer=$(ask "$@" 2>&1) || true
  if [[ $answer != *"$wanted"* ]]; then
    printf 'FAIL  grpcurl  %s\nexpected %s in: %s\n%d passed, 1 failed\n' "$name" "$wanted" "$answer" "$passed"
    exit 1
  fi
  printf 'ok    grpcurl  %s\n' "$name"
  passed=$((passed + 1))
}

for service in cosmos.auth.v1beta1.Query cosmos.bank.v1beta1.Query cosmos.tx.v1beta1.Service cosmwasm.wasm.v1.Query \
  cosmos.staking.v1beta1.Query cosmos.gov.v1.Query cosmos.base.tendermint.v1beta1.Service grpc.health.v1.Health \
  orrery.contracts.v1.Contracts orrery.devnet.v1.Devnet; do
  step "list has $service" "$service" "$grpc" list
done
step "describe" "rpc SmartContractState" "$grpc" describe cosmwasm.wasm.v1.Query
step "a balance" '"denom": "ucosm"' -d "{\"address\":\"$alice\",\"denom\":\"ucosm\"}" "$grpc" cosmos.bank.v1beta1.Query/Balance
step "the newest block" '"chainId"' "$grpc" cosmos.base.tendermint.v1beta1.Service/GetLatestBlock
step "parameters of contracts" 'ACCESS_TYPE_EVERYBODY' "$grpc" cosmwasm.wasm.v1.Query/Params
step "validators" 'BOND_STATUS_BONDED' "$grpc" cosmos.staking.v1beta1.Query/Validators
step "a contract that isn't" 'no such contract' -d "{\"address\":\"$alice\"}" "$grpc" cosmwasm.wasm.v1.Query/ContractInfo
step "no address" 'decoding bech32 failed' -d '{"address":"x","denom":"ucosm"}' "$grpc" cosmos.bank.v1beta1.Query/Balance
step "a block without keys" '"height"' -d '{"blocks":2}' "$grpc" orrery.devnet.v1.Devnet/Mine
step "a contract without keys that isn't" 'no such contract' -d "{\"contract\":\"$alice\",\"sender\":\"$alice\",\"msg\":\"e30=\"}" \
  "$grpc" orrery.contracts.v1.Contracts/Execute
step "a service that isn't" "does not expose service" "$grpc" no.such.Query/Ask
printf '%d passed, 0 failed\n' "$passed"
