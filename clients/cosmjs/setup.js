// What all scenarios share: accounts of the chain, prices, and the packages of a CosmJS release under one roof.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

export const alice = {
  words: "enlist hip relief stomach skate base shallow young switch frequent cry park",
  address: "wasm14qemq0vw6y3gc3u3e0aty2e764u4gs5lndxgyk",
};

/** test1 of the chain's accounts. */
export const bob = "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff";

/** The words of all accounts that the chain knows, in their order. */
export async function knownWords() {
  const source = await readFile(
    new URL("../../server/src/main/java/dev/orrery/server/chain/DevAccount.java", import.meta.url),
    "utf8",
  );
  return [...source.matchAll(/new DevAccount\(\s*"\w+",\s*((?:"[a-z ]+"\s*\+?\s*)+),/g)].map((match) =>
    [...match[1].matchAll(/"([a-z ]+)"/g)].map((part) => part[1]).join(""),
  );
}

export const gasPrice = "0.025ucosm";

/** For a client that comes with this copy of stargate. */
export function options(stargate) {
  return { gasPrice: stargate.GasPrice.fromString(gasPrice), broadcastPollIntervalMs: 50 };
}

/** Each release from its own folder, so that its packages share one copy of what they share. */
export function load(release) {
  const require = createRequire(new URL(`./${release}/`, import.meta.url));
  const [cosmwasm, stargate, signing, amino, rpc] = [
    "cosmwasm-stargate",
    "stargate",
    "proto-signing",
    "amino",
    "tendermint-rpc",
  ].map((name) => require(`@cosmjs/${name}`));
  return { cosmwasm, stargate, stargateOfContracts: stargateOfContracts(require), signing, amino, rpc, encodeTx: encodeTx() };
}

/** CosmJS 0.39 has its contract client from the release before, with that release's copies of what it shares. */
function stargateOfContracts(require) {
  const outer = createRequire(require.resolve("@cosmjs/cosmwasm-stargate"));
  try {
    return createRequire(outer.resolve("@cosmjs/cosmwasm"))("@cosmjs/stargate");
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    return outer("@cosmjs/stargate");
  }
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
