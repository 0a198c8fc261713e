// Drives a local chain with InterchainJS: coins, and a contract from upload to migration, signed in both ways.
// Usage: node drive.js RPC_URL
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Steps } from "../cosmjs/check.js";
import { alice, bob, gasPrice } from "../cosmjs/setup.js";

// Its modules for import name files without their extension, which node refuses.
const require = createRequire(import.meta.url);
const { AminoSigner, CosmosClientFactory, DirectSigner, Secp256k1HDWallet } = require("@interchainjs/cosmos");
const { HDPath } = require("@interchainjs/types");
const bank = require("interchainjs/cosmos/bank/v1beta1/query.rpc.func");
const { send } = require("interchainjs/cosmos/bank/v1beta1/tx.rpc.func");
const { getParams: stakingParams, getValidators } = require("interchainjs/cosmos/staking/v1beta1/query.rpc.func");
const { QuerySmartContractStateRequest } = require("interchainjs/cosmwasm/wasm/v1/query");
const query = require("interchainjs/cosmwasm/wasm/v1/query.rpc.func");
const tx = require("interchainjs/cosmwasm/wasm/v1/tx.rpc.func");

const [url = "http://127.0.0.1:26657"] = process.argv.slice(2);
const contracts = new URL("../../contracts-testdata/built/rust/", import.meta.url);
const me = alice.address;
const steps = new Steps("InterchainJS");
const step = (name, body) => steps.step(name, body);

/** Where a transaction must fail: when a simulation fails, InterchainJS goes on with a fee of no gas. */
const fixedFee = { amount: [{ denom: "ucosm", amount: "12500" }], gas: "500000" };

const json = (value) => new TextEncoder().encode(JSON.stringify(value));
const parsed = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** Waits for the block of a transaction, which must have succeeded. */
async function done(sending) {
  const sent = await sending;
  assert.equal(sent.broadcastResponse.code, 0, sent.broadcastResponse.log);
  const result = await sent.wait(10_000, 50);
  if (result.code !== 0) throw new Error(result.rawLog);
  return result;
}

function attribute(result, type, key) {
  const event = result.events.find((each) => each.type === type);
  return event.attributes.find((each) => each.key === key).value;
}

async function drive() {
  const client = await step("connect", () => CosmosClientFactory.createQueryClient(url));
  const status = await step("status", () => client.getStatus());
  assert.match(client.getProtocolInfo().version, /38/);
  const wallet = await Secp256k1HDWallet.fromMnemonic(alice.words, {
    derivations: [{ prefix: "wasm", hdPath: HDPath.cosmos(0, 0, 0).toString() }],
  });
  const config = { queryClient: client, chainId: status.nodeInfo.network, addressPrefix: "wasm", gasPrice };
  const direct = new DirectSigner(wallet, config);
  const amino = new AminoSigner(wallet, config);
  await step("accounts", async () => assert.deepEqual(await direct.getAddresses(), [me]));
  await driveNode(client);
  await driveBank(client, direct, amino);
  await driveWasm(client, direct, amino);
}

async function driveNode(client) {
  await step("block, results, header and commit", async () => {
    const block = await client.getBlock(2);
    assert.equal(Number(block.header?.height ?? block.block.header.height), 2);
    await client.getBlockResults(2);
    assert.equal(Number((await client.getHeader(2)).height), 2);
    await client.getCommit(2);
  });
  await step("validators", async () => assert.equal((await client.getValidators()).validators.length, 1));
  await step("health, abci_info, net_info, genesis, consensus_params", async () => {
    await client.getHealth();
    await client.getAbciInfo();
    await client.getNetInfo();
    await client.getGenesis();
    await client.getConsensusParams();
  });
  await step("unconfirmed transactions", async () => assert.equal((await client.getNumUnconfirmedTxs()).total, 0));
  await step("staking", async () => {
    assert.equal((await stakingParams(client, {})).params.bondDenom, "ustake");
    assert.equal((await getValidators(client, { status: "" })).validators.length, 1);
  });
}

async function driveBank(client, direct, amino) {
  const ofBob = async () => BigInt((await bank.getBalance(client, { address: bob, denom: "ucosm" })).balance.amount);
  const coins = (amount) => ({ fromAddress: me, toAddress: bob, amount: [{ denom: "ucosm", amount }] });
  await step("all balances", async () =>
    assert.deepEqual(
      (await bank.getAllBalances(client, { address: me, resolveDenom: false })).balances.map((coin) => coin.denom),
      ["ucosm", "ustake"],
    ),
  );
  for (const [mode, signer] of Object.entries({ direct, amino })) {
    await step(`send, signed ${mode}`, async () => {
      const before = await ofBob();
      const result = await done(send(signer, me, coins("7"), "auto", "from InterchainJS"));
      assert.equal(await ofBob(), before + 7n);
      assert.equal((await client.getTx(result.txhash)).height, Number(result.height));
    });
  }
  await step("search", async () => {
    const found = await client.searchTxs({ query: `transfer.recipient='${bob}'`, page: 1, perPage: 5 });
    assert.ok(found.totalCount >= 2);
  });
  await steps.refused("more than there is", /insufficient funds/, () =>
    done(send(direct, me, coins("9".repeat(20)), fixedFee, "")),
  );
}

async function driveWasm(client, direct, amino) {
  const upload = async (name) => {
    const wasmByteCode = new Uint8Array(await readFile(new URL(`${name}.wasm`, contracts)));
    const result = await done(tx.storeCode(direct, me, { sender: me, wasmByteCode }, "auto", ""));
    return BigInt(attribute(result, "store_code", "code_id"));
  };
  const instantiate = async (signer, codeId, label, msg) => {
    const message = { sender: me, admin: me, codeId, label, msg: json(msg), funds: [] };
    const result = await done(tx.instantiateContract(signer, me, message, "auto", ""));
    return attribute(result, "instantiate", "_contract_address");
  };
  const execute = (signer, contract, msg, funds = []) =>
    done(tx.executeContract(signer, me, { sender: me, contract, msg: json(msg), funds }, "auto", ""));
  const ask = async (address, queryData) =>
    parsed((await query.getSmartContractState(client, { address, queryData: json(queryData) })).data);

  const escrow = await step("upload", () => upload("escrow"));
  const contract = await step("instantiate", () => instantiate(direct, escrow, "interchain", { arbiter: me }));
  await step("instantiate, signed amino", () => instantiate(amino, escrow, "interchain amino", { arbiter: me }));
  const funds = [{ denom: "ucosm", amount: "5" }];
  await step("execute with funds", () => execute(direct, contract, { deposit: { beneficiary: bob } }, funds));
  await step("execute, signed amino", () => execute(amino, contract, { deposit: { beneficiary: bob } }, funds));
  await step("smart query", async () => assert.equal((await ask(contract, { deposit: { id: 1 } })).beneficiary, bob));
  await step("smart query that it doesn't know", async () => {
    // Its query functions take a failure for an empty answer.
    const request = QuerySmartContractStateRequest.encode({ address: contract, queryData: json({ nope: {} }) });
    const path = "/cosmwasm.wasm.v1.Query/SmartContractState";
    const answer = await client.queryAbci({ path, data: request.finish() });
    assert.deepEqual([answer.code, answer.codespace], [6, "sdk"]);
    assert.match(answer.log, /query wasm contract failed/);
  });
  await step("sub-messages and their replies", async () => {
    const releases = [
      { id: 1, reply_on: "success", payload: "cGF5" },
      { id: 2, reply_on: "error", call: true },
    ];
    await execute(direct, contract, { release: { releases } });
    const outcomes = await ask(contract, { outcomes: {} });
    assert.deepEqual(outcomes.map((outcome) => outcome.id), [1, 2]);
    assert.equal(outcomes[0].error, null);
    assert.ok(outcomes[1].error.length > 0);
  });
  await step("raw and all state", async () => {
    const { models } = await query.getAllContractState(client, { address: contract });
    assert.ok(models.length >= 4);
    const raw = await query.getRawContractState(client, { address: contract, queryData: models[0].key });
    assert.deepEqual(raw.data, models[0].value);
  });
  await step("contracts and codes", async () => {
    // Not getContractInfo: it has other numbers for the fields of IBC than wasmd v0.61.14.
    assert.ok((await query.getContractsByCode(client, { codeId: escrow })).contracts.includes(contract));
    assert.ok((await query.getContractsByCreator(client, { creatorAddress: me })).contractAddresses.includes(contract));
    assert.equal((await query.getContractHistory(client, { address: contract })).entries[0].codeId, escrow);
    assert.equal((await query.getCode(client, { codeId: escrow })).codeInfo.creator, me);
  });
  const one = await step("upload what can migrate", () => upload("migrate-one"));
  const two = await upload("migrate-two");
  const mover = await instantiate(direct, one, "mover", { labels: ["old", "older"] });
  await step("migrate", async () => {
    await done(tx.migrateContract(direct, me, { sender: me, contract: mover, codeId: two, msg: json({}) }, "auto", ""));
    assert.deepEqual((await ask(mover, {})).labels, ["old", "older"]);
    assert.equal((await query.getContractHistory(client, { address: mover })).entries.length, 2);
  });
  await step("another admin", () =>
    done(tx.updateAdmin(direct, me, { sender: me, newAdmin: bob, contract: mover }, "auto", "")),
  );
  await steps.refused("migrate by somebody else", /unauthorized/, () =>
    done(tx.migrateContract(direct, me, { sender: me, contract: mover, codeId: one, msg: json({}) }, fixedFee, "")),
  );
}

try {
  await drive();
  console.log(`${steps.count} passed, 0 failed`);
  process.exit(0);
} catch (error) {
  console.error(error);
  console.log(`${steps.count} passed, 1 failed`);
  process.exit(1);
}
