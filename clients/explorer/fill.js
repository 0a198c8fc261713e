// Gives the explorer something to show: contracts that send, reply, ask and fail.
import { readFile } from "node:fs/promises";
import { alice, bob, load, options } from "../cosmjs/setup.js";

const contracts = new URL("../../contracts-testdata/built/rust/", import.meta.url);
const funds = [{ denom: "ucosm", amount: "1000" }];

/** Text that a page must show as it is, and not obey. */
export const MARKUP = "<img src=x onerror=\"document.title='owned'\">";

/** Returns addresses and hashes of what was made. */
export async function fill(url) {
  const cosmjs = load("0.39");
  const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(alice.words, { prefix: "wasm" });
  const client = await cosmjs.cosmwasm.SigningCosmWasmClient.connectWithSigner(url, wallet, options(cosmjs.stargateOfContracts));
  const me = alice.address;
  const upload = async (name) => client.upload(me, await readFile(new URL(`${name}.wasm`, contracts)), "auto");
  const token = await upload("token");
  const escrowCode = await upload("escrow");
  const initial = {
    name: "Planet", symbol: "PLAN", decimals: 6,
    initial_balances: [{ address: me, amount: "1000000" }], mint: { minter: me },
  };
  const { contractAddress: cw20 } = await client.instantiate(me, token.codeId, initial, "planet token", "auto", { admin: me });
  const { contractAddress: escrow } = await client.instantiate(me, escrowCode.codeId, { arbiter: me }, "escrow", "auto");
  const { contractAddress: other } = await client.instantiate(me, escrowCode.codeId, { arbiter: me }, MARKUP, "auto");
  const transfer = await client.execute(me, cw20, { transfer: { recipient: bob, amount: "250" } }, "auto");
  await client.execute(me, escrow, { deposit: { beneficiary: bob } }, "auto", "", funds);
  await client.execute(me, escrow, { deposit: { beneficiary: other } }, "auto", "", funds);
  const releases = [
    { id: 1, reply_on: "always", payload: "cGF5" },
    { id: 2, reply_on: "always", call: true },
  ];
  const release = await client.execute(me, escrow, { release: { releases } }, "auto");
  let failed = "";
  try {
    const fee = { amount: funds, gas: "400000" };
    const all = { transfer: { recipient: bob, amount: "999999999" } };
    await client.execute(me, cw20, all, fee, MARKUP);
  } catch (error) {
    failed = error.message.match(/[0-9A-F]{64}/)[0];
  }
  await client.sendTokens(me, bob, funds, "auto", "for the explorer");
  client.disconnect();
  return { cw20, escrow, other, transfer: transfer.transactionHash, release: release.transactionHash, failed };
}
