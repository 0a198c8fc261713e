// The users' side of IBC between two chains that a relayer links; run.sh of each relayer's folder calls it step by step.
//   node ibc.js contracts RPC_URL            uploads and instantiates ibc-ping; prints its port
//   node ibc.js transfer RPC_URL AMOUNT DENOM [SECONDS]     to alice on the other chain, by channel-0
//   node ibc.js ping RPC_URL CONTRACT CHANNEL ANSWER [SECONDS]
//   node ibc.js counts RPC_URL CONTRACT
//   node ibc.js ask RPC_URL CONTRACT QUERY
//   node ibc.js execute RPC_URL CONTRACT MESSAGE
//   node ibc.js send RPC_URL RECEIVER AMOUNT DENOM
//   node ibc.js balance RPC_URL              what alice holds
import { readFile } from "node:fs/promises";
import { alice, load, options } from "./setup.js";

const [command, url, ...rest] = process.argv.slice(2);
const cosmjs = load("0.39");
const wallet = await cosmjs.signing.DirectSecp256k1HdWallet.fromMnemonic(alice.words, { prefix: "wasm" });
const client = await cosmjs.cosmwasm.SigningCosmWasmClient.connectWithSigner(
  url,
  wallet,
  options(cosmjs.stargateOfContracts),
);
const bank = await cosmjs.stargate.SigningStargateClient.connectWithSigner(url, wallet, options(cosmjs.stargate));
const soon = (seconds) => Math.floor(Date.now() / 1000) + Number(seconds ?? 3600);

const commands = {
  async contracts() {
    const code = await readFile(new URL("../../contracts-testdata/built/rust/ibc-ping.wasm", import.meta.url));
    const { codeId } = await client.upload(alice.address, code, "auto");
    const { contractAddress } = await client.instantiate(alice.address, codeId, {}, "ping", "auto");
    console.log(contractAddress);
  },
  async transfer(amount, denom, seconds) {
    const sent = await bank.sendIbcTokens(
      alice.address,
      alice.address,
      { denom, amount },
      "transfer",
      "channel-0",
      undefined,
      soon(seconds),
      "auto",
    );
    if (sent.code !== 0) throw new Error(sent.rawLog);
  },
  async ping(contract, channel, answer, seconds) {
    const msg = { ping: { channel, answer, text: "hello", timeout_seconds: Number(seconds ?? 3600) } };
    await client.execute(alice.address, contract, msg, "auto");
  },
  async counts(contract) {
    console.log(JSON.stringify(await client.queryContractSmart(contract, { counts: {} })));
  },
  async ask(contract, query) {
    console.log(JSON.stringify(await client.queryContractSmart(contract, JSON.parse(query))));
  },
  async execute(contract, msg) {
    await client.execute(alice.address, contract, JSON.parse(msg), "auto");
  },
  async send(receiver, amount, denom) {
    const sent = await bank.sendTokens(alice.address, receiver, [{ denom, amount }], "auto");
    if (sent.code !== 0) throw new Error(sent.rawLog);
  },
  async balance() {
    const balances = await bank.getAllBalances(alice.address);
    console.log(balances.map(({ amount, denom }) => `${amount}${denom}`).join(","));
  },
};
await commands[command](...rest);
process.exit(0);
