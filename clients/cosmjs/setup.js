// What all scenarios share: accounts of the chain, prices, and the packages of a CosmJS release under one roof.

export const alice = {
  words: "enlist hip relief stomach skate base shallow young switch frequent cry park",
  address: "wasm14qemq0vw6y3gc3u3e0aty2e764u4gs5lndxgyk",
};

/** test1 of the chain's accounts. */
export const bob = "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff";

export const gasPrice = "0.025ucosm";

export function options(cosmjs) {
  return { gasPrice: cosmjs.stargate.GasPrice.fromString(gasPrice), broadcastPollIntervalMs: 50 };
}

export async function load(release) {
  const [cosmwasm, stargate, signing, amino, rpc] = await Promise.all(
    ["cosmwasm-stargate", "stargate", "proto-signing", "amino", "tendermint-rpc"].map(
      (name) => import(`cosmjs-${release}-${name}`),
    ),
  );
  return { cosmwasm, stargate, signing, amino, rpc, encodeTx: encodeTx() };
}

/** TxRaw: three fields of bytes, the last repeated. */
function encodeTx() {
  const varint = (value) => {
    const bytes = [];
    for (let rest = value; ; rest >>>= 7) {
      if (rest < 0x80) {
        bytes.push(rest);
        return bytes;
      }
      bytes.push((rest & 0x7f) | 0x80);
    }
  };
  const field = (number, bytes) => [(number << 3) | 2, ...varint(bytes.length), ...bytes];
  return (raw) =>
    Uint8Array.from([
      ...field(1, raw.bodyBytes),
      ...field(2, raw.authInfoBytes),
      ...raw.signatures.flatMap((signature) => field(3, signature)),
    ]);
}
