// A contract's life: upload, instantiate, execute, query, reply, migrate, administer.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { alice, bob, options } from "./setup.js";

const contracts = new URL("../../contracts-testdata/built/rust/", import.meta.url);

export async function driveWasm(steps, cosmjs, url) {
  const { SigningCosmWasmClient } = cosmjs.cosmwasm;
  const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(alice.words, { prefix: "wasm" });
  const client = await steps.step("connect", () =>
    SigningCosmWasmClient.connectWithSigner(url, wallet, options(cosmjs.stargateOfContracts)),
  );
  const me = alice.address;
  const upload = async (name) => client.upload(me, await readFile(new URL(`${name}.wasm`, contracts)), "auto");
  const escrow = await steps.step("upload", () => upload("escrow"));
  await steps.refused("upload of garbage", /Wasm|magic|create wasm contract failed/, () =>
    client.upload(me, new Uint8Array([1, 2, 3]), "auto"),
  );
  const { contractAddress } = await steps.step("instantiate", () =>
    client.instantiate(me, escrow.codeId, { arbiter: me }, "my escrow", "auto", { admin: me }),
  );
  await steps.step("instantiate2", async () => {
    const salt = new Uint8Array(randomBytes(8)); // the address is taken only once
    const result = await client.instantiate2(me, escrow.codeId, salt, { arbiter: me }, "predicted", "auto", { admin: me });
    const code = await client.getCodeDetails(escrow.codeId);
    const expected = cosmjs.cosmwasm.instantiate2Address(Buffer.from(code.checksum, "hex"), me, salt, "wasm");
    assert.equal(result.contractAddress, expected);
  });
  await steps.refused("instantiate with a message it doesn't know", /Error parsing|instantiate wasm contract failed/, () =>
    client.instantiate(me, escrow.codeId, { arbiter: 5 }, "bad", "auto"),
  );
  const funds = [{ denom: "ucosm", amount: "1000" }];
  await steps.step("execute with funds", () =>
    client.execute(me, contractAddress, { deposit: { beneficiary: bob } }, "auto", "", funds),
  );
  await steps.step("executeMultiple", async () => {
    const call = { contractAddress, msg: { deposit: { beneficiary: bob } }, funds };
    const result = await client.executeMultiple(me, [call, call], "auto");
    assert.ok(result.events.some((event) => event.type === "wasm"));
  });
  await steps.step("querySmart", async () => {
    const deposit = await client.queryContractSmart(contractAddress, { deposit: { id: 1 } });
    assert.equal(deposit.beneficiary, bob);
  });
  await steps.refused("querySmart of what it doesn't know", /query wasm contract failed|Error parsing/, () =>
    client.queryContractSmart(contractAddress, { nope: {} }),
  );
  await steps.refused("querySmart of no contract", /no such contract/, () => client.queryContractSmart(bob, { outcomes: {} }));
  await steps.step("a sub-message and its reply", async () => {
    const releases = [{ id: 1, reply_on: "always", payload: "cGF5" }];
    await client.execute(me, contractAddress, { release: { releases } }, "auto");
    const outcomes = await client.queryContractSmart(contractAddress, { outcomes: {} });
    assert.equal(outcomes.length, 1);
    assert.equal(outcomes[0].error, null);
  });
  await steps.step("queryRaw of nothing", async () =>
    assert.equal((await client.queryContractRaw(contractAddress, new TextEncoder().encode("nothing"))).length, 0),
  );
  await steps.step("getCodes, getContract, getContracts, getContractsByCreator", async () => {
    assert.ok((await client.getCodes()).some((code) => code.id === escrow.codeId));
    const contract = await client.getContract(contractAddress);
    assert.deepEqual([contract.label, contract.admin, contract.codeId], ["my escrow", me, escrow.codeId]);
    assert.ok((await client.getContracts(escrow.codeId)).includes(contractAddress));
    assert.ok((await client.getContractsByCreator(me)).includes(contractAddress));
  });
  await steps.refused("getContract of nobody", /No contract found|no such contract/, () => client.getContract(bob));
  const one = await steps.step("upload what can migrate", () => upload("migrate-one"));
  const two = await upload("migrate-two");
  const mover = await steps.step("instantiate it", () =>
    client.instantiate(me, one.codeId, { labels: ["old"] }, "mover", "auto", { admin: me }),
  );
  await steps.step("migrate", () => client.migrate(me, mover.contractAddress, two.codeId, {}, "auto"));
  await steps.step("getContractCodeHistory", async () =>
    assert.equal((await client.getContractCodeHistory(mover.contractAddress)).length, 2),
  );
  await steps.step("updateAdmin", () => client.updateAdmin(me, contractAddress, bob, "auto"));
  await steps.refused("migrate by somebody else", /unauthorized/, () =>
    client.migrate(me, contractAddress, escrow.codeId, {}, "auto"),
  );
  await steps.step("clearAdmin", async () => {
    await client.clearAdmin(me, mover.contractAddress, "auto");
    assert.equal((await client.getContract(mover.contractAddress)).admin, undefined);
  });
}
