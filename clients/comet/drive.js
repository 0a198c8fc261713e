// Drives a chain of four validators; see run.sh. Usage: node drive.js DIRECTORY
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../cosmjs/setup.js";
import { knownAccounts, Load } from "./load.js";
import { network, sleep, until } from "./network.js";

const [directory] = process.argv.slice(2);
const cosmjs = load("0.39");
const accounts = await knownAccounts(cosmjs);
/** test1 to test4 run the validators. */
const operators = accounts.slice(2, 6);
let passed = 0;
let failed = 0;

async function step(name, body) {
  const began = Date.now();
  try {
    const said = await body();
    passed++;
    console.log(`ok    ${name}${said ? `: ${said}` : ""}  (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.stack}`);
  }
}

/** The last two have no votes of their own. */
const { nodes: all, genesis } = network(4, 2, join(directory, "net"), [
  ...["--chain-id", "comet-1", "--power", "250"],
  ...operators.flatMap(({ address }) => ["--operator", address]),
]);
// A validator that was jailed may come back soon.
const document = JSON.parse(readFileSync(genesis, "utf8"));
document.app_state.slashing.params.downtime_jail_duration = "5s";
document.app_state.slashing.params.signed_blocks_window = "40";
writeFileSync(genesis, JSON.stringify(document));
all.slice(1).forEach((node) => copyFileSync(genesis, join(node.home, "config", "genesis.json")));

const nodes = all.slice(0, 4);
const [twin, newcomer] = all.slice(4);
const key = (node) => join(node.home, "config", "priv_validator_key.json");

process.on("exit", () => {
  for (const node of all) {
    for (const program of [node.consensus, node.application]) {
      if (program.running) program.process.kill("SIGKILL");
    }
  }
});

/** How far the slowest is. */
const lowest = async (some = nodes) => Math.min(...(await Promise.all(some.map((node) => node.height()))));
const atLeast = (height, some = nodes) => until(`block ${height}`, async () => (await lowest(some)) >= height);

/** Compares what the nodes' own applications said after each block that all have; the newest may still be run. */
let compared = 0;
async function sameHashes() {
  const last = (await lowest()) - 1;
  const from = compared + 1;
  for (; compared < last; compared++) {
    const hashes = new Set(await Promise.all(nodes.map((node) => node.appHash(compared + 1))));
    assert.equal(hashes.size, 1, `block ${compared + 1}: ${[...hashes]}`);
  }
  return `blocks ${from} to ${last}, ${nodes.length} states each`;
}

await step("four applications and four nodes start", async () => {
  await Promise.all(nodes.map((node) => node.start()));
  await atLeast(2);
});
const traffic = await Load.open(cosmjs, accounts, nodes);

await step("transactions of all kinds, by all four nodes", () => traffic.run(60));
await step("the same state after every block", sameHashes);

await step("an application and its node are killed under load", async () => {
  const running = traffic.run(60, nodes.slice(0, 3));
  await sleep(1000);
  await nodes[3].end("SIGKILL");
  const said = await running;
  return `the three others: ${said}`;
});
await step("they catch up", async () => {
  await nodes[3].start();
  await atLeast(await nodes[0].height());
});
await step("the same state after every block", sameHashes);

for (const round of [1, 2, 3, 4]) {
  await step(`killed in the middle of blocks, ${round}`, async () => {
    const running = traffic.run(20, nodes.slice(0, 3));
    await sleep(300 + 230 * round);
    // Only the application; its node can't go on without and ends. Only the node; its application waits for the next one.
    const [victim, other] = round % 2 ? [nodes[3].application, nodes[3].consensus] : [nodes[3].consensus, nodes[3].application];
    await victim.end("SIGKILL");
    if (round % 2) await until("the node's end", () => !other.running);
    else assert.ok(other.running);
    await running;
    if (round % 2) await nodes[3].startApplication();
    nodes[3].startConsensus();
    await atLeast(await nodes[0].height());
  });
}
await step("the same state after every block", sameHashes);

await step("an application that ends takes its node with it; both start again", async () => {
  await nodes[2].application.end("SIGTERM");
  await until("the node's end", () => !nodes[2].consensus.running);
  await nodes[2].start();
  await atLeast(await nodes[0].height());
});
await step("the same state after every block", sameHashes);

/** Lets the last validator back if it was jailed, being away so often. */
async function unjailed() {
  if ((await traffic.validators(nodes[0])) === nodes.length) return "was not jailed";
  await sleep(6000);
  await traffic.unjail(operators[3]);
  await until("four validators", async () => (await traffic.validators(nodes[0])) === nodes.length);
  return "was jailed and is let back";
}
await step("the validator that was killed so often", unjailed);
await step("stake becomes voting power", async () => {
  const before = await traffic.power(nodes[1]);
  await traffic.delegate(operators[0].address, 150_000_000);
  await until("more power", async () => (await traffic.power(nodes[1])) === before + 150);
  return `${before} before, ${before + 150} after`;
});

await step("a validator that is switched off is jailed", async () => {
  await nodes[3].end("SIGTERM");
  await until("three validators", async () => (await traffic.validators(nodes[0])) === 3);
  return `three validators at block ${await nodes[0].height()}`;
});
await step("it returns, and is let back", async () => {
  await nodes[3].start();
  await atLeast(await nodes[0].height());
  return unjailed();
});
await step("transactions of all kinds, by all four nodes", () => traffic.run(20));
await step("the same state after every block", sameHashes);

await step("REST tells of blocks and transactions, and takes them", async () => {
  const last = await traffic.byRest(nodes[1]);
  return `a transaction in block ${last}`;
});
await step("all four applications tell alike what a transaction did", async () => {
  return `${await traffic.traced()} CosmWasm gas`;
});
await step("a node that is new begins with a snapshot of the state", async () => {
  await newcomer.beginWithSnapshot(nodes, (await nodes[0].height()) - 60);
  await newcomer.start();
  await atLeast(await nodes[0].height(), [newcomer]);
  await traffic.run(20);
  const first = (await newcomer.firstHeight()) + 1;
  assert.ok(first > 20, `it has block ${first}`);
  const last = await nodes[0].height();
  await atLeast(last + 1, [newcomer]);
  for (let height = first; height <= last; height++) {
    assert.equal(await newcomer.appHash(height), await nodes[0].appHash(height), `block ${height}`);
  }
  return `the same state after blocks ${first} to ${last}, nothing before`;
});
await step("a validator that votes twice is never let back", async () => {
  copyFileSync(key(nodes[3]), key(twin));
  await twin.start();
  await until("three validators", async () => (await traffic.validators(nodes[0])) === 3);
  const { evidence } = await nodes[0].get("/cosmos/evidence/v1beta1/evidence");
  assert.equal(evidence.length, 1);
  const { info } = await nodes[0].get("/cosmos/slashing/v1beta1/signing_infos");
  assert.deepEqual(info.filter(({ tombstoned }) => tombstoned).map(({ address }) => address), [evidence[0].consensus_address]);
  await assert.rejects(traffic.unjail(operators[3]), /validator still jailed/);
  return `it did in block ${evidence[0].height}`;
});
await step("the same state after every block", sameHashes);

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
