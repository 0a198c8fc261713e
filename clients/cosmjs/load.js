// How many transactions a chain commits: signs them beforehand, sends them from ten accounts at once, counts what blocks hold.
// Usage: node load.js RPC_URL [sends for each account] [token transfers for each account]
import { readFile } from "node:fs/promises";
import { knownWords, load, options } from "./setup.js";

const [url = "http://127.0.0.1:26657", sends = "200", transfers = "100"] = process.argv.slice(2);
const cosmjs = load("0.39");
const { TxRaw } = await import(new URL("./0.39/node_modules/cosmjs-types/cosmos/tx/v1beta1/tx.js", import.meta.url));
async function rpc(method, params) {
  const response = await fetch(url, { method: "POST", body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }) });
  const { result, error } = await response.json();
  if (error) throw new Error(`${method}: ${error.data ?? error.message}`);
  return result;
}

const accounts = await Promise.all(
  (await knownWords()).map(async (phrase) => {
    const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(phrase, { prefix: "wasm" });
    const [{ address }] = await wallet.getAccounts();
    const client = await cosmjs.cosmwasm.SigningCosmWasmClient.connectWithSigner(
      url,
      wallet,
      options(cosmjs.stargateOfContracts),
    );
    return { address, client };
  }),
);
const chainId = await accounts[0].client.getChainId();

/** Signs `count` transactions for each account; `message` makes the one of an account. */
async function signAll(count, gas, message) {
  return Promise.all(
    accounts.map(async ({ address, client }) => {
      const { accountNumber, sequence } = await client.getSequence(address);
      const fee = { amount: [{ denom: "ucosm", amount: "5000" }], gas };
      const signed = [];
      for (let i = 0; i < count; i++) {
        const raw = await client.sign(address, [message(address)], fee, "", {
          accountNumber,
          sequence: sequence + i,
          chainId,
        });
        signed.push(Buffer.from(TxRaw.encode(raw).finish()).toString("base64"));
      }
      return signed;
    }),
  );
}

/** Each account sends one after the other, all accounts at once; the time ends when the last one is in a block. */
async function run(name, signed) {
  const from = Number((await rpc("status", {})).sync_info.latest_block_height);
  const latencies = [];
  const started = performance.now();
  await Promise.all(
    signed.map(async (queue) => {
      for (const tx of queue) {
        const begun = performance.now();
        const answer = await rpc("broadcast_tx_sync", { tx });
        if (answer.code !== 0) throw new Error(answer.log);
        latencies.push(performance.now() - begun);
      }
    }),
  );
  const wanted = signed.flat().length;
  let height = from;
  let committed = 0;
  let failed = 0;
  while (committed < wanted) {
    const newest = Number((await rpc("status", {})).sync_info.latest_block_height);
    for (; height < newest; ) {
      height++;
      const results = (await rpc("block_results", { height: String(height) })).txs_results ?? [];
      committed += results.length;
      failed += results.filter((result) => result.code !== 0).length;
    }
  }
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (part) => latencies[Math.floor(latencies.length * part)].toFixed(1);
  console.log(
    `${name}: ${committed} committed, ${failed} failed, in ${height - from} blocks, ${seconds.toFixed(2)} s,` +
      ` ${(committed / seconds).toFixed(0)} a second; broadcast p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}

const send = (from) => ({
  typeUrl: "/cosmos.bank.v1beta1.MsgSend",
  value: { fromAddress: from, toAddress: accounts[1].address, amount: [{ denom: "ucosm", amount: "1" }] },
});
await run("warm-up", await signAll(20, "200000", send));
await run("bank sends", await signAll(Number(sends), "200000", send));

const { address, client } = accounts[0];
const code = await readFile(new URL("../../contracts-testdata/built/rust/token.wasm", import.meta.url));
const { codeId } = await client.upload(address, code, "auto");
const { contractAddress } = await client.instantiate(
  address,
  codeId,
  {
    name: "Load",
    symbol: "LOAD",
    decimals: 6,
    initial_balances: accounts.map((account) => ({ address: account.address, amount: "1000000000" })),
  },
  "load",
  "auto",
);
const message = Buffer.from(JSON.stringify({ transfer: { recipient: accounts[1].address, amount: "1" } }));
const transfer = (from) => ({
  typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract",
  value: { sender: from, contract: contractAddress, msg: message, funds: [] },
});
await run("warm-up", await signAll(20, "300000", transfer));
await run("cw20 transfers", await signAll(Number(transfers), "300000", transfer));
process.exit(0);
