// Validators as processes: a CometBFT and its application each, started, ended and killed one by one.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const cometbft = process.env.COMETBFT;
const orrery = process.env.ORRERY;
const firstPort = Number(process.env.FIRST_PORT ?? 29600);
const patienceMs = 120_000;

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until `probe` gives something. */
export async function until(what, probe, patience = patienceMs) {
  for (const began = Date.now(); Date.now() - began < patience; await sleep(100)) {
    const found = await probe();
    if (found) return found;
  }
  throw new Error(`after ${patience / 1000} s there still is not: ${what}`);
}

/** A process that a test may end; its output goes to a file. */
class Program {
  constructor(log) {
    this.log = log;
  }

  start(command, args, env = {}) {
    const out = openSync(this.log, "a");
    this.process = spawn(command, args, { stdio: ["ignore", out, out], env: { ...process.env, ...env } });
    this.exited = once(this.process, "exit");
  }

  get running() {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  async end(signal) {
    if (this.running) this.process.kill(signal);
    await this.exited;
  }

  /** Where its output ends by now. */
  mark() {
    return readFileSync(this.log, "utf8").length;
  }

  wrote(text, from = 0) {
    return readFileSync(this.log, "utf8").slice(from).includes(text);
  }
}

/** One validator. */
export class Node {
  constructor(index, directory) {
    this.index = index;
    this.home = join(directory, `node${index}`);
    this.abci = `unix://${join(this.home, "abci.sock")}`;
    const port = firstPort + 10 * index;
    this.ports = { peers: port, rpc: port + 1, grpc: port + 2, rest: port + 3 };
    this.url = `http://127.0.0.1:${this.ports.rpc}`;
    this.rest = `http://127.0.0.1:${this.ports.rest}`;
    this.application = new Program(join(this.home, "application.log"));
    this.consensus = new Program(join(this.home, "cometbft.log"));
  }

  get id() {
    return execFileSync(cometbft, ["show-node-id", "--home", this.home], { encoding: "utf8" }).trim();
  }

  configure(peers) {
    const file = join(this.home, "config", "config.toml");
    const settings = {
      proxy_app: `"${this.abci}"`,
      persistent_peers: `"${peers}"`,
      timeout_commit: '"200ms"',
      allow_duplicate_ip: "true",
      addr_book_strict: "false",
    };
    let text = readFileSync(file, "utf8");
    for (const [name, value] of Object.entries(settings)) {
      text = text.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`);
    }
    text = text.replace("tcp://127.0.0.1:26657", `tcp://127.0.0.1:${this.ports.rpc}`);
    text = text.replace("tcp://0.0.0.0:26656", `tcp://127.0.0.1:${this.ports.peers}`);
    text = text.replace(/^pprof_laddr = .*$/m, 'pprof_laddr = ""');
    writeFileSync(file, text);
  }

  /** Lets a node without blocks begin with a snapshot, which it finds among its peers, and trust what `sources` say of a block. */
  async beginWithSnapshot(sources, trusted) {
    const { block_id } = await sources[0].rpc("block", { height: String(trusted) });
    const file = join(this.home, "config", "config.toml");
    let text = readFileSync(file, "utf8").replace(/(\[statesync\][^[]*?)enable = false/, "$1enable = true");
    const settings = {
      rpc_servers: `"${sources.map((node) => node.url).join(",")}"`,
      trust_height: trusted,
      trust_hash: `"${block_id.hash}"`,
      discovery_time: '"5s"',
    };
    for (const [name, value] of Object.entries(settings)) {
      text = text.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`);
    }
    writeFileSync(file, text);
  }

  async startApplication() {
    const from = this.application.process ? this.application.mark() : 0;
    this.application.start(
      orrery,
      [
        ...["chain", "--abci", this.abci, "--home", join(this.home, "state"), "--node", this.url],
        ...["--grpc", `127.0.0.1:${this.ports.grpc}`, "--rest", `127.0.0.1:${this.ports.rest}`],
        ...["--snapshot-blocks", "20"],
      ],
      { ORRERY_JAVA_OPTS: "-Xmx256m" },
    );
    await until(`application ${this.index}`, () => {
      if (!this.application.running) throw new Error(`application ${this.index} ended, see ${this.application.log}`);
      return this.application.wrote(": ready on ", from);
    });
  }

  startConsensus() {
    this.consensus.start(cometbft, ["start", "--home", this.home]);
  }

  async start() {
    await this.startApplication();
    this.startConsensus();
  }

  async end(signal) {
    await Promise.all([this.application.end(signal), this.consensus.end(signal)]);
  }

  rpc(method, params = {}) {
    return this.call(this.url, method, params);
  }

  /** What a transaction did, as its application tells. */
  trace(hash) {
    return this.call(`${this.rest}/orrery/rpc`, "orrery_traceTransaction", { hash });
  }

  async call(url, method, params) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = await response.json();
    if (error) throw new Error(`${method}: ${error.data ?? error.message}`);
    return result;
  }

  async get(path) {
    const response = await fetch(this.rest + path);
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${answer.message}`);
    return answer;
  }

  async post(path, body) {
    const response = await fetch(this.rest + path, { method: "POST", body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${answer.message}`);
    return answer;
  }

  /** The newest block; 0 while it can't say. */
  async height() {
    try {
      return Number((await this.rpc("status")).sync_info.latest_block_height);
    } catch {
      return 0;
    }
  }

  /** The oldest block that it has. */
  async firstHeight() {
    return Number((await this.rpc("status")).sync_info.earliest_block_height);
  }

  /** The hash that its own application gave after a block. */
  async appHash(height) {
    return (await this.rpc("block_results", { height: String(height) })).app_hash;
  }
}

/** Makes the homes of nodes that know each other, validators first; the genesis is completed by `orrery genesis` with `options`. */
export function network(validators, others, directory, options) {
  execFileSync(cometbft, [
    ...["testnet", "--v", String(validators), "--n", String(others)],
    ...["--o", directory, "--populate-persistent-peers=false"],
  ]);
  const nodes = Array.from({ length: validators + others }, (_, index) => new Node(index, directory));
  const genesis = join(nodes[0].home, "config", "genesis.json");
  execFileSync(orrery, ["genesis", ...options, genesis]);
  const peers = nodes.map((node) => `${node.id}@127.0.0.1:${node.ports.peers}`);
  for (const node of nodes) {
    node.configure(peers.filter((_, index) => index !== node.index).join(","));
  }
  return { nodes, genesis };
}
