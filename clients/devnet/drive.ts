// Uses each power on a running chain and looks at the outcome with CosmJS.
//   node build/drive.js http://localhost:26657 GRPC_OF_THE_SAME_CHAIN
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DirectSecp256k1HdWallet, type OfflineDirectSigner } from "@cosmjs/proto-signing";
import { SigningStargateClient, StargateClient } from "@cosmjs/stargate";
import { Devnet } from "./devnet.js";

const [rpc = "http://localhost:26657", grpc = "localhost:9090"] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const alice = "wasm14qemq0vw6y3gc3u3e0aty2e764u4gs5lndxgyk";
/** Nobody has the key of this one. */
const whale = "wasm1dehkymmy0ysxsctnyp6xs6tnyp4k27fwpmlcuq";
let passed = 0;

async function step(name: string, body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    console.log(`FAIL  devnet  ${name}`);
    throw error;
  }
  console.log(`ok    devnet  ${name}`);
  passed += 1;
}

function orrery(...words: string[]): Record<string, string> {
  const printed = execFileSync(`${root}orrery`, [...words, "--node", grpc, "--json"], { encoding: "utf8" });
  return JSON.parse(printed) as Record<string, string>;
}

const devnet = new Devnet(rpc);
const client = await StargateClient.connect(rpc);
const balance = async (of: string) => (await client.getBalance(of, "ucosm")).amount;
const send = (from: string, to: string, amount: string) => ({
  "@type": "/cosmos.bank.v1beta1.MsgSend",
  from_address: from,
  to_address: to,
  amount: [{ denom: "ucosm", amount }],
});

const begin = await devnet.snapshot();

await step("an account gets coins by fiat", async () => {
  await devnet.setBalance(whale, { denom: "ucosm", amount: "5000" });
  assert.equal(await balance(whale), "5000");
});

await step("somebody sends who has no key, and CosmJS finds the transaction", async () => {
  const before = BigInt(await balance(alice));
  const sent = await devnet.send(send(whale, alice, "1200"));
  assert.equal(BigInt(await balance(alice)) - before, 1200n);
  const found = await client.getTx(sent.hash);
  assert.equal(found?.code, 0);
  assert.equal(String(found?.gasUsed), sent.gas_used);
  assert.ok(found?.events.some((event) => event.type === "transfer"));
  const searched = await client.searchTx([{ key: "transfer.recipient", value: alice }]);
  assert.ok(searched.some((tx) => tx.hash === sent.hash));
});

await step("a transaction that fails says why", async () => {
  await assert.rejects(devnet.send(send(whale, alice, "1000000")), /insufficient funds/);
});

await step("CosmJS signs for somebody whose key it doesn't have", async () => {
  const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix: "wasm" });
  const [own] = await wallet.getAccounts();
  assert.ok(own);
  const pretending: OfflineDirectSigner = {
    getAccounts: async () => [{ ...own, address: whale }],
    signDirect: async (_, document) => wallet.signDirect(own.address, document),
  };
  const signing = await SigningStargateClient.connectWithSigner(rpc, pretending, { broadcastPollIntervalMs: 50 });
  const here = await devnet.snapshot();
  const fee = { amount: [], gas: "200000" };
  const one = [{ denom: "ucosm", amount: "1" }];
  await devnet.impersonate(whale);
  for (let round = 0; round < 2; round++) {
    assert.equal((await signing.sendTokens(whale, alice, one, fee)).code, 0);
  }
  assert.equal(await balance(whale), "3798");
  await devnet.stopImpersonating(whale);
  await assert.rejects(signing.sendTokens(whale, alice, one, fee), /pubKey does not match signer address/);
  signing.disconnect();
  await devnet.revert(here);
});

await step("going back undoes it all, as often as one likes", async () => {
  const here = await devnet.snapshot();
  for (let round = 0; round < 2; round++) {
    await devnet.send(send(whale, alice, "7"));
    await devnet.revert(here);
    assert.equal(await balance(whale), "3800");
  }
});

await step("the clock goes forward", async () => {
  const before = Date.parse((await client.getBlock()).header.time);
  await devnet.increaseTime(30 * 24 * 3600);
  await devnet.mine();
  assert.ok(Date.parse((await client.getBlock()).header.time) - before >= 30 * 24 * 3600 * 1000);
  const exact = new Date("2101-02-03T04:05:06Z");
  await devnet.setNextBlockTime(exact);
  const { time } = await devnet.mine(3, 60);
  assert.equal(Date.parse(time) - exact.getTime(), 120_000);
});

await step("a contract's state changes behind its back", async () => {
  const { code_id } = orrery("store", `${root}contracts-testdata/built/rust/counter.wasm`);
  const { contract } = orrery("instantiate", code_id ?? "", '{"count": 1}');
  assert.ok(contract);
  const key = Buffer.from("state");
  const state = Buffer.from((await devnet.getStorage(contract, key)) ?? []).toString();
  await devnet.setStorage(contract, key, Buffer.from(state.replace('"count":1', '"count":41')));
  orrery("execute", contract, '{"increment": {}}');
  const { data } = orrery("query", contract, '{"get_count": {}}');
  assert.equal(Buffer.from(data ?? "", "base64").toString(), '{"count":42}');
  await assert.rejects(devnet.sudo(contract, { anything: {} }), /sudo/);
});

await devnet.revert(begin);
await step("the chain is where it began", async () => assert.equal(await balance(whale), "0"));
client.disconnect();
console.log(`${passed} passed, 0 failed`);
