// Transactions of all kinds from ten accounts, those that fail among them, through as many nodes as there are.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { knownWords, options } from "../cosmjs/setup.js";
import { until } from "./network.js";

const require = createRequire(new URL("../cosmjs/0.39/", import.meta.url));
const { fromBech32, toBech32 } = require("@cosmjs/encoding");
const { TxRaw } = require("cosmjs-types/cosmos/tx/v1beta1/tx");
const { MsgUnjail } = require("cosmjs-types/cosmos/slashing/v1beta1/tx");
const contracts = new URL("../../contracts-testdata/built/rust/", import.meta.url);

const json = (value) => Buffer.from(JSON.stringify(value));
const coins = (amount, denom = "ucosm") => [{ denom, amount: String(amount) }];
export const operatorOf = (address) => toBech32("wasmvaloper", fromBech32(address).data);

/** The accounts that a chain knows, with the addresses of their keys. */
export async function knownAccounts(cosmjs) {
  return Promise.all(
    (await knownWords()).map(async (phrase) => {
      const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(phrase, { prefix: "wasm" });
      const [{ address }] = await wallet.getAccounts();
      return { address, wallet };
    }),
  );
}

export class Load {
  constructor(cosmjs, accounts, nodes) {
    this.cosmjs = cosmjs;
    this.accounts = accounts;
    this.nodes = nodes;
    this.sent = 0;
  }

  /** Puts two contracts on the chain: one with tokens for everybody, one that takes deposits. */
  static async open(cosmjs, accounts, nodes) {
    const load = new Load(cosmjs, accounts, nodes);
    const [{ address: me }] = accounts;
    const client = await load.client(accounts[0], nodes[0]);
    load.tokenBytes = await readFile(new URL("token.wasm", contracts));
    load.token = await client.upload(me, load.tokenBytes, "auto");
    const escrow = await client.upload(me, await readFile(new URL("escrow.wasm", contracts)), "auto");
    load.start = {
      name: "Load",
      symbol: "LOAD",
      decimals: 6,
      initial_balances: accounts.map(({ address }) => ({ address, amount: "1000000" })),
    };
    const tokens = await client.instantiate(me, load.token.codeId, load.start, "tokens", "auto");
    const deposits = await client.instantiate(me, escrow.codeId, { arbiter: me }, "deposits", "auto");
    load.tokens = tokens.contractAddress;
    load.deposits = deposits.contractAddress;
    return load;
  }

  client(account, node) {
    return this.cosmjs.cosmwasm.SigningCosmWasmClient.connectWithSigner(
      node.url,
      account.wallet,
      options(this.cosmjs.stargateOfContracts),
    );
  }

  execute(sender, contract, msg, funds = []) {
    return { typeUrl: "/cosmwasm.wasm.v1.MsgExecuteContract", value: { sender, contract, msg: json(msg), funds } };
  }

  /** What an account does in its n-th transaction: a message, the gas it gets, and whether it must fail. */
  kind(n, from) {
    const to = this.accounts[1].address;
    const send = (amount) => ({
      typeUrl: "/cosmos.bank.v1beta1.MsgSend",
      value: { fromAddress: from, toAddress: to, amount: coins(amount) },
    });
    const transfer = (amount) => this.execute(from, this.tokens, { transfer: { recipient: to, amount: String(amount) } });
    const deposit = this.execute(from, this.deposits, { deposit: { beneficiary: to } }, coins(7));
    const kinds = [
      { message: send(1), gas: 150_000 },
      { message: transfer(1), gas: 300_000 },
      { message: transfer(10_000_000), gas: 300_000, fails: true },
      { message: deposit, gas: 400_000 },
      { message: deposit, gas: 90_000, fails: true },
      { message: send(10n ** 18n), gas: 150_000, fails: true },
      { message: this.execute(from, this.deposits, { nonsense: {} }), gas: 300_000, fails: true },
      {
        message: {
          typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract",
          value: { sender: from, admin: from, codeId: this.token.codeId, label: "one more", msg: json(this.start), funds: [] },
        },
        gas: 900_000,
      },
      {
        message: {
          typeUrl: "/cosmwasm.wasm.v1.MsgStoreCode",
          value: { sender: from, wasmByteCode: this.tokenBytes },
        },
        gas: 4_000_000,
      },
    ];
    return kinds[n % kinds.length];
  }

  /** Each account sends so many, all accounts at once, each by one of the nodes; ends when all are in blocks and did as they must. */
  async run(each, nodes = this.nodes) {
    const outcomes = await Promise.all(
      this.accounts.map((account, index) => this.runOne(account, index, each, nodes[index % nodes.length])),
    );
    const all = outcomes.flat();
    return `${all.length} transactions, ${all.filter(({ code }) => code !== 0).length} of them fail`;
  }

  async runOne(account, index, each, node) {
    const client = await this.client(account, node);
    const { accountNumber, sequence } = await client.getSequence(account.address);
    const chainId = await client.getChainId();
    const sent = [];
    for (let i = 0; i < each; i++) {
      const { message, gas, fails } = this.kind(index + i, account.address);
      const fee = { amount: coins(Math.ceil(gas * 0.025)), gas: String(gas) };
      const signer = { accountNumber, sequence: sequence + i, chainId };
      const raw = await client.sign(account.address, [message], fee, "", signer);
      const tx = Buffer.from(TxRaw.encode(raw).finish()).toString("base64");
      const answer = await node.rpc("broadcast_tx_sync", { tx });
      assert.equal(answer.code, 0, answer.log);
      sent.push({ hash: Buffer.from(answer.hash, "hex").toString("base64"), fails: fails === true, what: message.typeUrl });
    }
    client.disconnect();
    const outcomes = [];
    for (const { hash, fails, what } of sent) {
      const { tx_result: result } = await until("the transaction's block", () =>
        node.rpc("tx", { hash }).catch((error) => (/not found/.test(error.message) ? undefined : Promise.reject(error))),
      );
      assert.equal(result.code !== 0, fails, `${what}: ${result.log}`);
      outcomes.push(result);
    }
    return outcomes;
  }

  /** Sends by REST and looks at what became of it, and at the node; says in which block it is. */
  async byRest(node) {
    const account = this.accounts[0];
    const client = await this.client(account, node);
    const { message, gas } = this.kind(0, account.address);
    const fee = { amount: coins(Math.ceil(gas * 0.025)), gas: String(gas) };
    const raw = await client.sign(account.address, [message], fee, "");
    const tx = Buffer.from(TxRaw.encode(raw).finish()).toString("base64");
    const broadcast = () => node.post("/cosmos/tx/v1beta1/txs", { tx_bytes: tx, mode: "BROADCAST_MODE_SYNC" });
    const { tx_response: sent } = await broadcast();
    assert.equal(sent.code, 0, sent.raw_log);
    const { tx_response: found } = await until("the transaction's block", () =>
      node.get(`/cosmos/tx/v1beta1/txs/${sent.txhash}`).catch(() => undefined),
    );
    assert.equal(found.code, 0, found.raw_log);
    assert.equal((await broadcast()).tx_response.code, 19); // it is in the mempool's cache
    const { block } = await node.get(`/cosmos/base/tendermint/v1beta1/blocks/${found.height}`);
    assert.ok(block.data.txs.includes(tx));
    const query = encodeURIComponent(`tx.height=${found.height}`);
    const { tx_responses: here } = await node.get(`/cosmos/tx/v1beta1/txs?query=${query}`);
    assert.ok(here.some(({ txhash }) => txhash === sent.txhash));
    const { validators } = await node.get("/cosmos/base/tendermint/v1beta1/validatorsets/latest");
    assert.equal(validators.length, await this.validators(node));
    const { default_node_info: info } = await node.get("/cosmos/base/tendermint/v1beta1/node_info");
    assert.equal(info.network, "comet-1");
    assert.equal((await node.get("/cosmos/base/tendermint/v1beta1/syncing")).syncing, false);
    return found.height;
  }

  /** Sends tokens, and has each node's application tell what that did; says how much gas the contract took. */
  async traced() {
    const client = await this.client(this.accounts[0], this.nodes[0]);
    const [{ address: me }, { address: recipient }] = this.accounts;
    const { transactionHash: hash } = await client.execute(me, this.tokens, { transfer: { recipient, amount: "1" } }, "auto");
    const traces = await Promise.all(this.nodes.map((node) => until("the block", () => node.trace(hash).catch(() => undefined))));
    const [{ steps }] = traces;
    const call = steps[0].steps[0];
    assert.equal(call.contract, this.tokens);
    for (const trace of traces) assert.deepEqual(trace, traces[0]);
    return call.gas.total;
  }

  /** Voting power of all validators. */
  async power(node) {
    const { validators } = await node.rpc("validators");
    return validators.reduce((sum, { voting_power: power }) => sum + Number(power), 0);
  }

  async validators(node) {
    return Number((await node.rpc("validators")).total);
  }

  async delegate(operator, amount) {
    const client = await this.client(this.accounts[0], this.nodes[0]);
    const [stake] = coins(amount, "ustake");
    const result = await client.delegateTokens(this.accounts[0].address, operatorOf(operator), stake, "auto");
    assert.equal(result.code, 0, result.rawLog);
  }

  /** @param account runs the validator */
  async unjail(account) {
    const client = await this.client(account, this.nodes[0]);
    client.registry.register("/cosmos.slashing.v1beta1.MsgUnjail", MsgUnjail);
    const message = {
      typeUrl: "/cosmos.slashing.v1beta1.MsgUnjail",
      value: MsgUnjail.fromPartial({ validatorAddr: operatorOf(account.address) }),
    };
    const result = await client.signAndBroadcast(account.address, [message], "auto");
    assert.equal(result.code, 0, result.rawLog);
  }
}
