// CometBFT's RPC by CosmJS's own client, by HTTP and by web socket.
import assert from "node:assert/strict";
import { alice, bob, gasPrice, options } from "./setup.js";

export async function driveRpc(steps, cosmjs, url) {
  const { Comet38Client, HttpBatchClient, WebsocketClient } = cosmjs.rpc;
  const client = await steps.step("the client for 0.38 connects", () => Comet38Client.connect(url));
  const status = await steps.step("status", () => client.status());
  await steps.step("abciInfo, health, genesis, numUnconfirmedTxs", async () => {
    assert.ok((await client.abciInfo()).lastBlockHeight >= 2);
    assert.equal(await client.health(), null);
    assert.equal((await client.genesis()).chainId, status.nodeInfo.network);
    assert.equal((await client.numUnconfirmedTxs()).total, 0);
  });
  await steps.step("block, blockResults, blockchain, blockSearch, commit, validators", async () => {
    const block = await client.block(2);
    const commit = await client.commit(2);
    assert.deepEqual(commit.commit.blockId.hash, block.blockId.hash);
    assert.equal((await client.blockResults(2)).height, 2);
    assert.equal((await client.blockchain(1, 2)).blockMetas.length, 2);
    assert.equal((await client.blockSearch({ query: "block.height=2" })).totalCount, 1);
    const validators = await client.validatorsAll(2);
    assert.equal(validators.total, 1);
    assert.deepEqual(validators.validators[0].address, block.block.header.proposerAddress);
  });
  await steps.step("a batch", async () => {
    const batch = await Comet38Client.create(new HttpBatchClient(url));
    const answers = await Promise.all([batch.block(1), batch.block(2), batch.health()]);
    assert.equal(answers[1].block.header.height, 2);
    batch.disconnect();
  });
  await steps.step("subscriptions by web socket", async () => {
    const socket = await Comet38Client.create(new WebsocketClient(url.replace("http", "ws")));
    const seen = { header: [], block: [], tx: [] };
    const subscriptions = [
      socket.subscribeNewBlockHeader().subscribe({ next: (event) => seen.header.push(event) }),
      socket.subscribeNewBlock().subscribe({ next: (event) => seen.block.push(event) }),
      socket.subscribeTx(`transfer.recipient='${bob}'`).subscribe({ next: (event) => seen.tx.push(event) }),
    ];
    await new Promise((resolve) => setTimeout(resolve, 300));
    const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(alice.words, { prefix: "wasm" });
    const signer = await cosmjs.stargate.SigningStargateClient.connectWithSigner(url, wallet, options(cosmjs.stargate));
    const fee = cosmjs.stargate.calculateFee(200_000, gasPrice);
    const sent = await signer.sendTokens(alice.address, bob, [{ denom: "ucosm", amount: "1" }], fee);
    for (let i = 0; i < 600 && (seen.tx.length === 0 || seen.block.length === 0); i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(seen.tx[0].height, sent.height);
    assert.ok(seen.block.length > 0 && seen.header.length > 0);
    subscriptions.forEach((subscription) => subscription.unsubscribe());
    socket.disconnect();
  });
  client.disconnect();
}
