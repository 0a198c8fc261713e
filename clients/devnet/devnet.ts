// The powers over a chain for development: what `orrery devnet` does, for tests in TypeScript. Copy it into your project.

/** A message of any module, in the JSON of the chain. */
export interface Message {
  "@type": string;
  [field: string]: unknown;
}

export interface Coin {
  denom: string;
  amount: string;
}

/** What became of a transaction that nobody signed. */
export interface TxResponse {
  height: string;
  hash: string;
  /** 0 if it succeeded. */
  code: number;
  codespace: string;
  log: string;
  gas_used: string;
  responses: Message[];
}

export class Devnet {
  /** @param rpc of the chain, such as http://localhost:26657 */
  constructor(private readonly rpc: string) {}

  /** Remembers the chain as it is. */
  async snapshot(): Promise<string> {
    return (await this.call<{ id: string }>("snapshot", {})).id;
  }

  /** Goes back to a snapshot, as often as you like. */
  async revert(id: string): Promise<void> {
    await this.call("revert", { id });
  }

  async increaseTime(seconds: number): Promise<string> {
    return (await this.call<{ time: string }>("increaseTime", { seconds })).time;
  }

  /** The next block gets exactly this time. */
  async setNextBlockTime(time: Date): Promise<void> {
    await this.call("setNextBlockTime", { time: time.toISOString() });
  }

  async mine(blocks = 1, intervalSeconds?: number): Promise<{ height: string; time: string }> {
    return this.call("mine", { blocks, interval_seconds: intervalSeconds });
  }

  /** Sends messages in the name of whoever they name; throws if they fail. */
  async send(...messages: Message[]): Promise<TxResponse> {
    return this.tx("send", { messages });
  }

  async setBalance(address: string, ...amount: Coin[]): Promise<TxResponse> {
    return this.tx("setBalance", { address, amount });
  }

  /** From here on the chain takes transactions of this address whoever signed them: use a wallet that claims it. */
  async impersonate(address: string): Promise<TxResponse> {
    return this.tx("impersonate", { address });
  }

  async stopImpersonating(address: string): Promise<TxResponse> {
    return this.tx("stopImpersonating", { address });
  }

  /** Calls a contract as only governance could. */
  async sudo(contract: string, msg: object): Promise<TxResponse> {
    return this.tx("sudo", { contract, msg });
  }

  /** An entry of a contract's state, if there is one. */
  async getStorage(contract: string, key: Uint8Array): Promise<Uint8Array | undefined> {
    const { value } = await this.call<{ value?: string | null }>("getStorage", { contract, key: base64(key) });
    return value === undefined || value === null ? undefined : Buffer.from(value, "base64");
  }

  /** Writes an entry behind the contract's back; without a value it is deleted. */
  async setStorage(contract: string, key: Uint8Array, value?: Uint8Array): Promise<TxResponse> {
    const change = value === undefined ? { key: base64(key) } : { key: base64(key), value: base64(value) };
    return this.tx("setStorage", { contract, changes: [change] });
  }

  private async tx(method: string, params: object): Promise<TxResponse> {
    const response = await this.call<TxResponse>(method, params);
    if (response.code !== 0) throw new Error(response.log);
    return response;
  }

  private async call<T>(method: string, params: object): Promise<T> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: `orrery_${method}`, params });
    const answer = await fetch(this.rpc, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const { result, error } = (await answer.json()) as { result: T; error?: { message: string; data?: string } };
    if (error !== undefined) throw new Error(error.data ?? error.message);
    return result;
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
