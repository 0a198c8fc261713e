// Who may spend how much of whose tokens, and until when. What can fail answers the reason, or null.

import { Amount } from "../sdk/amount";
import { Call } from "../sdk/contract";
import { dbGet, dbRemove, dbSet, namespaced, utf8 } from "../sdk/host";
import { Json } from "../sdk/json";

export class Allowance {
  constructor(
    public amount: Amount,
    public expires: Expiration,
  ) {}

  static load(owner: string, spender: string): Allowance {
    const stored = dbGet(key(owner, spender));
    if (!stored) return new Allowance(new Amount(), new Expiration("never", 0));
    const json = Json.parse(stored);
    const amount = assert(Amount.parse(json.getText("allowance")));
    return new Allowance(amount, Expiration.read(assert(json.get("expires"))));
  }

  toJson(): string {
    return '{"allowance":"' + this.amount.toString() + '","expires":' + this.expires.toJson() + "}";
  }

  save(owner: string, spender: string): void {
    dbSet(key(owner, spender), this.toJson());
  }
}

class Expiration {
  constructor(
    readonly kind: string,
    readonly limit: u64,
  ) {}

  static read(json: Json): Expiration {
    assert(json.names.length == 1, "expiration expected");
    const kind = json.names[0];
    const limit = json.values[0];
    if (kind == "at_height") return new Expiration(kind, limit.number());
    if (kind == "at_time") return new Expiration(kind, U64.parseInt(assert(limit.text)));
    assert(kind == "never", "unknown expiration");
    return new Expiration(kind, 0);
  }

  isOver(call: Call): bool {
    if (this.kind == "at_height") return call.height >= this.limit;
    return this.kind == "at_time" && call.timeNanos >= this.limit;
  }

  toJson(): string {
    const limit = this.limit.toString();
    const value = this.kind == "at_height" ? limit : this.kind == "at_time" ? '"' + limit + '"' : "{}";
    return '{"' + this.kind + '":' + value + "}";
  }
}

export function increaseAllowance(call: Call, spender: string, amount: Amount): string | null {
  const allowance = Allowance.load(call.sender, spender);
  const failure = setExpiration(allowance, call);
  if (failure) return failure;
  const sum = allowance.amount.plus(amount);
  if (!sum) return "allowance too large";
  allowance.amount = sum;
  allowance.save(call.sender, spender);
  return null;
}

export function decreaseAllowance(call: Call, spender: string, amount: Amount): string | null {
  const allowance = Allowance.load(call.sender, spender);
  if (!amount.isLessThan(allowance.amount)) {
    dbRemove(key(call.sender, spender));
    return null;
  }
  const failure = setExpiration(allowance, call);
  if (failure) return failure;
  allowance.amount = assert(allowance.amount.minus(amount));
  allowance.save(call.sender, spender);
  return null;
}

/** Takes the amount off what the owner lets the sender spend. */
export function spend(call: Call, owner: string, amount: Amount): string | null {
  const allowance = Allowance.load(owner, call.sender);
  if (allowance.expires.isOver(call)) return "Allowance is expired";
  const rest = allowance.amount.minus(amount);
  if (!rest) {
    return "insufficient allowance: " + allowance.amount.toString() + " is less than " + amount.toString();
  }
  allowance.amount = rest;
  allowance.save(owner, call.sender);
  return null;
}

function key(owner: string, spender: string): ArrayBuffer {
  return namespaced("allowance", namespaced(owner, utf8(spender)));
}

function setExpiration(allowance: Allowance, call: Call): string | null {
  const json = call.fields.get("expires");
  if (!json) return null;
  const expires = Expiration.read(json);
  if (expires.isOver(call)) return "Invalid expiration value";
  allowance.expires = expires;
  return null;
}
