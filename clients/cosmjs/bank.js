// Accounts, coins, blocks and transactions: what CosmJS does with every chain.
import assert from "node:assert/strict";
import { alice, bob, gasPrice, options } from "./setup.js";

export async function driveBank(steps, cosmjs, url) {
  const { SigningStargateClient, StargateClient, assertIsDeliverTxSuccess } = cosmjs.stargate;
  const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(alice.words, { prefix: "wasm" });
  const client = await steps.step("connect", () =>
    SigningStargateClient.connectWithSigner(url, wallet, options(cosmjs.stargate)),
  );
  const chainId = await steps.step("getChainId", () => client.getChainId());
  await steps.step("getHeight is at least 2", async () => assert.ok((await client.getHeight()) >= 2));
  await steps.step("getBalance", async () => {
    const balance = await client.getBalance(alice.address, "ucosm");
    assert.ok(BigInt(balance.amount) > 0n);
  });
  await steps.step("getAccount has a small number", async () => {
    const account = await client.getAccount(alice.address);
    assert.ok(account.accountNumber < 1000);
  });
  await steps.step("getAccount of nobody is null", async () =>
    assert.equal(await client.getAccount("wasm1hhg2rlu9jscacku2wwckws7932qqqu8xm5ca8y".replace("hhg2", "hhg2")), null),
  );
  const coins = [{ denom: "ucosm", amount: "1234" }];
  await steps.step("simulate", async () => {
    const message = {
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: alice.address, toAddress: bob, amount: coins },
    };
    assert.ok((await client.simulate(alice.address, [message], "memo")) > 10_000);
  });
  const before = await client.getBalance(bob, "ucosm");
  const sent = await steps.step("sendTokens with gas estimated", async () => {
    const result = await client.sendTokens(alice.address, bob, coins, "auto", "hello memo");
    assertIsDeliverTxSuccess(result);
    assert.ok(result.events.some((event) => event.type === "transfer"));
    return result;
  });
  await steps.step("the money arrived", async () => {
    const after = await client.getBalance(bob, "ucosm");
    assert.equal(BigInt(after.amount) - BigInt(before.amount), 1234n);
  });
  await steps.step("getTx", async () => {
    const found = await client.getTx(sent.transactionHash);
    assert.equal(found.height, sent.height);
    assert.equal(found.gasUsed, sent.gasUsed);
  });
  await steps.step("getTx of nothing is null", async () => assert.equal(await client.getTx("00".repeat(32)), null));
  await steps.step("getBlock", async () => {
    const block = await client.getBlock(sent.height);
    assert.equal(block.txs.length, 1);
    assert.equal(block.header.chainId, chainId);
  });
  await steps.step("searchTx by height, sender and recipient", async () => {
    assert.equal((await client.searchTx(`tx.height=${sent.height}`)).length, 1);
    const tags = [
      { key: "transfer.sender", value: alice.address },
      { key: "transfer.recipient", value: bob },
    ];
    assert.ok((await client.searchTx(tags)).some((tx) => tx.hash === sent.transactionHash));
    assert.equal((await client.searchTx("wasm.foo='bar'")).length, 0);
  });
  await steps.step("sending more than there is fails in the block", async () => {
    const much = [{ denom: "ucosm", amount: "99999999999999999" }];
    const result = await client.sendTokens(alice.address, bob, much, cosmjs.stargate.calculateFee(200_000, gasPrice));
    assert.equal(result.code, 5);
    assert.match(result.rawLog, /insufficient funds/);
  });
  await steps.refused("too little gas is refused or runs out", /out of gas|Broadcasting transaction failed/, async () => {
    const result = await client.sendTokens(alice.address, bob, coins, cosmjs.stargate.calculateFee(20_000, gasPrice));
    assertIsDeliverTxSuccess(result);
  });
  await steps.step("a transaction is taken once", async () => {
    const message = {
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: alice.address, toAddress: bob, amount: coins },
    };
    const signed = await client.sign(alice.address, [message], cosmjs.stargate.calculateFee(200_000, gasPrice), "once");
    const bytes = cosmjs.encodeTx(signed);
    const hash = await client.broadcastTxSync(bytes);
    assert.equal((await client.getTx(hash)).code, 0, "committed before the broadcast is answered");
    await assert.rejects(client.broadcastTxSync(bytes), /tx already exists in cache/);
  });
  await steps.refused("a wrong sequence is refused", /account sequence mismatch, expected \d+, got \d+/, async () => {
    const { accountNumber, sequence } = await client.getSequence(alice.address);
    const message = {
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: alice.address, toAddress: bob, amount: coins },
    };
    const fee = cosmjs.stargate.calculateFee(200_000, gasPrice);
    const signed = await client.sign(alice.address, [message], fee, "", { accountNumber, sequence: sequence + 5, chainId });
    await client.broadcastTx(cosmjs.encodeTx(signed));
  });
  await steps.refused("a signature for another chain is refused", /signature verification failed/, async () => {
    const { accountNumber, sequence } = await client.getSequence(alice.address);
    const message = {
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: alice.address, toAddress: bob, amount: coins },
    };
    const fee = cosmjs.stargate.calculateFee(200_000, gasPrice);
    const signed = await client.sign(alice.address, [message], fee, "", { accountNumber, sequence, chainId: "other" });
    await client.broadcastTx(cosmjs.encodeTx(signed));
  });
  const aminoWallet = await cosmjs.amino.Secp256k1HdWallet.fromMnemonic(alice.words, { prefix: "wasm" });
  const aminoClient = await SigningStargateClient.connectWithSigner(url, aminoWallet, options(cosmjs.stargate));
  await steps.step("sendTokens signed as amino JSON", async () =>
    assertIsDeliverTxSuccess(await aminoClient.sendTokens(alice.address, bob, coins, "auto", "<amino & more>")),
  );
  const reader = await StargateClient.connect(url);
  await steps.step("getAllBalances", async () => assert.ok((await reader.getAllBalances(alice.address)).length >= 2));
}
