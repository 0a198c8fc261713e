// ts-relayer between two chains, a step at a time; run.sh calls it. WORDS is the mnemonic that pays on both.
//   node relay.js RPC_URL RPC_URL link       clients, a connection and a channel for tokens
//   node relay.js RPC_URL RPC_URL channel PORT PORT ordered|unordered VERSION
//   node relay.js RPC_URL RPC_URL flush      relays packets, acknowledgements and timeouts until nothing waits
// Not the package's index, which wants a library for tests that it doesn't bring along.
import client from "@confio/relayer/build/lib/ibcclient.js";
import links from "@confio/relayer/build/lib/link.js";
import signing from "@cosmjs/proto-signing";
import stargate from "@cosmjs/stargate";

const { IbcClient } = client;
const { Link } = links;
const [left, right, command, ...rest] = process.argv.slice(2);
const orders = { unordered: 1, ordered: 2 }; // ibc.core.channel.v1.Order
const connection = "connection-0"; // the first on either chain, which link makes

async function connect(url) {
  const wallet = await signing.DirectSecp256k1HdWallet.fromMnemonic(process.env.WORDS, { prefix: "wasm" });
  const [{ address }] = await wallet.getAccounts();
  return IbcClient.connectWithSigner(url, wallet, address, {
    gasPrice: stargate.GasPrice.fromString("0.025ucosm"),
    estimatedBlockTime: 1000,
    estimatedIndexerTime: 100,
  });
}

const ends = [await connect(left), await connect(right)];
const linked = () => Link.createWithExistingConnections(...ends, connection, connection);

const commands = {
  async link() {
    const link = await Link.createWithNewConnections(...ends);
    await link.createChannel("A", "transfer", "transfer", orders.unordered, "ics20-1");
  },
  async channel(source, destination, order, version) {
    await (await linked()).createChannel("A", source, destination, orders[order], version);
  },
  async flush() {
    const link = await linked();
    let relayed;
    do {
      relayed = await link.relayAll();
      console.log(JSON.stringify(relayed, (key, value) => (typeof value === "object" ? value : String(value))));
    } while (relayed.packetsFromA + relayed.packetsFromB > 0);
  },
};
await commands[command](...rest);
process.exit(0);
