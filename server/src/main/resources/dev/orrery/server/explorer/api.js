// What the page asks the node: calls of its RPC and paths of its REST gateway, all from the server that the page came from.

let calls = 0;

export async function rpc(method, params = {}) {
  const response = await fetch("rpc", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: ++calls, method, params }),
  });
  const answer = await response.json();
  if (answer.error) throw new Error(answer.error.data || answer.error.message);
  return answer.result;
}

export async function rest(path) {
  const response = await fetch("/" + path);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message || response.statusText);
  return answer;
}

/** The same with something else where the node has nothing or says no. */
export async function restOr(otherwise, path) {
  try {
    return await rest(path);
  } catch {
    return otherwise;
  }
}

/** Asks the faucet, as CosmJS does. */
export async function credit(address, denom) {
  const response = await fetch("/faucet/credit", { method: "POST", body: JSON.stringify({ address, denom }) });
  if (!response.ok) throw new Error(await response.text());
}

/** Transactions by the words of an event query, the newest first. */
export async function findTxs(query, page = 1, perPage = 20) {
  const found = await rpc("tx_search", { query, page: String(page), per_page: String(perPage), order_by: "desc" });
  return { txs: found.txs.map(summary), total: Number(found.total_count) };
}

/** What a list shows of a transaction. */
function summary(tx) {
  return {
    hash: tx.hash,
    height: tx.height,
    code: tx.tx_result.code,
    gasUsed: tx.tx_result.gas_used,
    actions: attributes(tx.tx_result.events, "message", "action"),
    sender: attributes(tx.tx_result.events, "message", "sender")[0] || attributes(tx.tx_result.events, "tx", "fee_payer")[0],
  };
}

export function attributes(events, type, key) {
  return events.filter(event => event.type === type).flatMap(event => event.attributes)
    .filter(attribute => attribute.key === key).map(attribute => attribute.value);
}

/** /cosmwasm.wasm.v1.MsgExecuteContract → ExecuteContract */
export function action(typeUrl) {
  return typeUrl.split(".").pop().replace(/^Msg/, "");
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

export function bytes(base64) {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}

export function fromHex(hex) {
  return Uint8Array.from(hex.match(/../g) || [], pair => parseInt(pair, 16));
}

export function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Bytes as people can read them: text, or hexadecimal; lengths before the parts of a key become slashes. */
export function readable(raw) {
  const parts = prefixed(raw);
  if (parts) return parts.map(readable).join(" / ");
  try {
    const text = utf8.decode(raw);
    if (!/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) return text;
  } catch { /* no text */ }
  return "0x" + Array.from(raw, byte => byte.toString(16).padStart(2, "0")).join("");
}

/** The parts of a storage key of cw-storage-plus maps: each but the last has two bytes of length before it. */
function prefixed(raw) {
  const length = raw.length > 3 ? raw[0] * 256 + raw[1] : 0;
  if (raw[0] !== 0 || length === 0 || length + 2 > raw.length) return null;
  const rest = raw.slice(2 + length);
  return [raw.slice(2, 2 + length), ...(rest.length === 0 ? [] : prefixed(rest) || [rest])];
}
