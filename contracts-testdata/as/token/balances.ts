// Who holds how much. What can fail answers the reason, or null.

import { Amount } from "../sdk/amount";
import { dbGet, dbSet, namespaced, utf8 } from "../sdk/host";
import { Json } from "../sdk/json";

function key(owner: string): ArrayBuffer {
  return namespaced("balance", utf8(owner));
}

function save(owner: string, balance: Amount): void {
  dbSet(key(owner), '"' + balance.toString() + '"');
}

export function balanceOf(owner: string): Amount {
  const json = dbGet(key(owner));
  return json ? assert(Amount.parse(Json.parse(json).text)) : new Amount();
}

export function give(owner: string, amount: Amount): string | null {
  const balance = balanceOf(owner).plus(amount);
  if (!balance) return "balance too large";
  save(owner, balance);
  return null;
}

export function takeFrom(owner: string, amount: Amount): string | null {
  const balance = balanceOf(owner);
  const rest = balance.minus(amount);
  if (!rest) return "insufficient balance: " + balance.toString() + " is less than " + amount.toString();
  save(owner, rest);
  return null;
}

export function move(from: string, to: string, amount: Amount): string | null {
  const failure = takeFrom(from, amount);
  return failure ? failure : give(to, amount);
}
