// Messages in the name of any account: a chain for development takes them unsigned.
import { rpc, rest } from "./api.js";

/** Puts messages in a block; returns the hash. */
export async function send(messages) {
  const result = await rpc("orrery_send", { messages });
  if (result.code) throw new Error(`${result.log} (${result.hash})`);
  return result.hash;
}

export function executing(sender, contract, msg, funds) {
  return { "@type": "/cosmwasm.wasm.v1.MsgExecuteContract", sender, contract, msg, funds };
}

/** 5ucosm,7ustake → coins; an empty text → none. */
export function parseCoins(text) {
  return text.split(",").map(each => each.trim()).filter(Boolean).map(each => {
    const parts = /^(\d+)\s*([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/.exec(each);
    if (!parts) throw new Error(`'${each}' is no coin like 5ucosm`);
    return { amount: parts[1], denom: parts[2] };
  });
}

/** Accounts that somebody could have keys of, in the order in which they came. */
export async function people() {
  const { accounts } = await rest("cosmos/auth/v1beta1/accounts?pagination.limit=200");
  return accounts.filter(each => each["@type"].endsWith(".BaseAccount"))
    .sort((one, other) => Number(one.account_number) - Number(other.account_number)).map(each => each.address);
}

/** What a message of somebody's would meet, in the node's words; an empty text if it would succeed. Nothing stays. */
export async function tryOut(sender, contract, msg) {
  const text = value => new TextEncoder().encode(value);
  const message = [...field(1, text(sender)), ...field(2, text(contract)), ...field(3, text(msg))];
  const any = [...field(1, text("/cosmwasm.wasm.v1.MsgExecuteContract")), ...field(2, message)];
  const { account } = await rest(`cosmos/auth/v1beta1/accounts/${encodeURIComponent(sender)}`);
  const signer = [...field(2, field(1, [8, 1])), ...number(3, Number(account.sequence))];
  const raw = [...field(1, field(1, any)), ...field(2, [...field(1, signer), ...field(2, [])]), ...field(3, [])];
  const response = await fetch("/cosmos/tx/v1beta1/simulate", {
    method: "POST",
    body: JSON.stringify({ tx_bytes: btoa(String.fromCharCode(...raw)) }),
  });
  const answer = await response.json();
  return response.ok ? "" : answer.message;
}

/** A field of protobuf: bytes with their length before them. */
function field(name, bytes) {
  return [...varint(name * 8 + 2), ...varint(bytes.length), ...bytes];
}

function number(name, value) {
  return value === 0 ? [] : [...varint(name * 8), ...varint(value)];
}

function varint(value) {
  return value < 128 ? [value] : [value % 128 + 128, ...varint(Math.floor(value / 128))];
}

