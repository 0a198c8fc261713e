// A token with the base, mintable and allowance messages of the cw20 interface. Storage is laid out as
// the Rust token beside it does.

import { Amount } from "../sdk/amount";
import { Call, Response, answer, fail } from "../sdk/contract";
import { checkAddress, dbGet, dbSet, utf8 } from "../sdk/host";
import { Json, quote } from "../sdk/json";
import { Allowance, decreaseAllowance, increaseAllowance, spend } from "./allowances";
import { balanceOf, give, move, takeFrom } from "./balances";

export { allocate, deallocate, interface_version_8 } from "../sdk/host";

const NO_AMOUNT = "amount must be a decimal string";

class Token {
  constructor(
    readonly name: string,
    readonly symbol: string,
    readonly decimals: u8,
    public supply: Amount,
  ) {}

  static load(): Token {
    const json = Json.parse(assert(dbGet(utf8("token"))));
    return new Token(
      assert(json.getText("name")),
      assert(json.getText("symbol")),
      json.getNumber("decimals") as u8,
      assert(Amount.parse(json.getText("total_supply"))),
    );
  }

  toJson(): string {
    const names = '{"name":' + quote(this.name) + ',"symbol":' + quote(this.symbol);
    return names + ',"decimals":' + this.decimals.toString() + ',"total_supply":"' + this.supply.toString() + '"}';
  }

  save(): void {
    dbSet(utf8("token"), this.toJson());
  }
}

class Minter {
  constructor(
    readonly address: string,
    readonly cap: Amount | null,
  ) {}

  /** Null if nobody may mint. */
  static load(): Minter | null {
    const json = Json.parse(assert(dbGet(utf8("minter"))));
    return json.literal == "null" ? null : Minter.read(json);
  }

  static read(json: Json): Minter {
    return new Minter(assert(json.getText("minter")), Amount.parse(json.getText("cap")));
  }

  toJson(): string {
    const cap = this.cap;
    return '{"minter":' + quote(this.address) + ',"cap":' + (cap ? '"' + cap.toString() + '"' : "null") + "}";
  }

  allows(supply: Amount): bool {
    const cap = this.cap;
    return !cap || !cap.isLessThan(supply);
  }
}

export function instantiate(env: usize, info: usize, message: usize): usize {
  const msg = new Call(env, info, message).message;
  const name = msg.getText("name");
  const symbol = msg.getText("symbol");
  const decimals = msg.getNumber("decimals");
  if (!name || !symbol || decimals < 0 || decimals > 255) return fail("name, symbol and decimals are required");

  let supply = new Amount();
  const initial = msg.get("initial_balances");
  const balances = initial ? initial.values : [];
  for (let i = 0; i < balances.length; i++) {
    const owner = balances[i].getText("address");
    const amount = Amount.parse(balances[i].getText("amount"));
    if (!owner) return fail("address missing");
    if (!amount) return fail(NO_AMOUNT);
    const problem = checkAddress(owner);
    if (problem) return fail(problem);
    const failure = give(owner, amount);
    if (failure) return fail(failure);
    const sum = supply.plus(amount);
    if (!sum) return fail("supply too large");
    supply = sum;
  }

  const mint = msg.get("mint");
  if (mint) {
    const minter = Minter.read(mint);
    const problem = checkAddress(minter.address);
    if (problem) return fail(problem);
    if (!minter.allows(supply)) return fail("initial supply is greater than the cap");
    dbSet(utf8("minter"), minter.toJson());
  } else {
    dbSet(utf8("minter"), "null");
  }
  new Token(name, symbol, decimals as u8, supply).save();
  return new Response().finish();
}

export function execute(env: usize, info: usize, message: usize): usize {
  const call = new Call(env, info, message);
  const action = call.name;
  if (action == "transfer") return transfer(call);
  if (action == "transfer_from") return transferFrom(call);
  if (action == "burn") return burn(call);
  if (action == "mint") return mint(call);
  if (action == "increase_allowance" || action == "decrease_allowance") return changeAllowance(call);
  return fail("unknown message");
}

export function query(env: usize, message: usize): usize {
  const call = new Call(env, 0, message);
  if (call.name == "balance") {
    const owner = assert(call.fields.getText("address"), "address missing");
    const problem = checkAddress(owner);
    return problem ? fail(problem) : answer('{"balance":"' + balanceOf(owner).toString() + '"}');
  }
  if (call.name == "token_info") return answer(Token.load().toJson());
  if (call.name == "minter") {
    const minter = Minter.load();
    return answer(minter ? minter.toJson() : "null");
  }
  if (call.name == "allowance") {
    const owner = assert(call.fields.getText("owner"), "owner missing");
    const spender = assert(call.fields.getText("spender"), "spender missing");
    const wrongOwner = checkAddress(owner);
    if (wrongOwner) return fail(wrongOwner);
    const wrongSpender = checkAddress(spender);
    if (wrongSpender) return fail(wrongSpender);
    return answer(Allowance.load(owner, spender).toJson());
  }
  return fail("unknown query");
}

function transfer(call: Call): usize {
  const recipient = assert(call.fields.getText("recipient"), "recipient missing");
  const amount = Amount.parse(call.fields.getText("amount"));
  if (!amount) return fail(NO_AMOUNT);
  const problem = checkAddress(recipient);
  if (problem) return fail(problem);
  const failure = move(call.sender, recipient, amount);
  if (failure) return fail(failure);
  return moved(call.name, call.sender, recipient, amount).finish();
}

function transferFrom(call: Call): usize {
  const owner = assert(call.fields.getText("owner"), "owner missing");
  const recipient = assert(call.fields.getText("recipient"), "recipient missing");
  const amount = Amount.parse(call.fields.getText("amount"));
  if (!amount) return fail(NO_AMOUNT);
  const wrongOwner = checkAddress(owner);
  if (wrongOwner) return fail(wrongOwner);
  const wrongRecipient = checkAddress(recipient);
  if (wrongRecipient) return fail(wrongRecipient);
  const unspent = spend(call, owner, amount);
  if (unspent) return fail(unspent);
  const failure = move(owner, recipient, amount);
  if (failure) return fail(failure);
  return moved(call.name, owner, recipient, amount).attribute("by", call.sender).finish();
}

function burn(call: Call): usize {
  const amount = Amount.parse(call.fields.getText("amount"));
  if (!amount) return fail(NO_AMOUNT);
  const failure = takeFrom(call.sender, amount);
  if (failure) return fail(failure);
  const token = Token.load();
  token.supply = assert(token.supply.minus(amount));
  token.save();
  return new Response()
    .attribute("action", call.name)
    .attribute("from", call.sender)
    .attribute("amount", amount.toString())
    .finish();
}

function mint(call: Call): usize {
  const minter = Minter.load();
  if (!minter || minter.address != call.sender) return fail("Unauthorized");
  const amount = Amount.parse(call.fields.getText("amount"));
  if (!amount) return fail(NO_AMOUNT);
  const token = Token.load();
  const supply = token.supply.plus(amount);
  if (!supply) return fail("supply too large");
  if (!minter.allows(supply)) return fail("Minting cannot exceed the cap");
  token.supply = supply;
  token.save();
  const recipient = assert(call.fields.getText("recipient"), "recipient missing");
  const problem = checkAddress(recipient);
  if (problem) return fail(problem);
  const failure = give(recipient, amount);
  if (failure) return fail(failure);
  return new Response()
    .attribute("action", call.name)
    .attribute("to", recipient)
    .attribute("amount", amount.toString())
    .finish();
}

function changeAllowance(call: Call): usize {
  const spender = assert(call.fields.getText("spender"), "spender missing");
  const amount = Amount.parse(call.fields.getText("amount"));
  if (!amount) return fail(NO_AMOUNT);
  const problem = checkAddress(spender);
  if (problem) return fail(problem);
  if (spender == call.sender) return fail("Cannot set allowance to own account");
  const failure =
    call.name == "increase_allowance"
      ? increaseAllowance(call, spender, amount)
      : decreaseAllowance(call, spender, amount);
  if (failure) return fail(failure);
  return new Response()
    .attribute("action", call.name)
    .attribute("owner", call.sender)
    .attribute("spender", spender)
    .attribute("amount", amount.toString())
    .finish();
}

function moved(action: string, from: string, to: string, amount: Amount): Response {
  return new Response()
    .attribute("action", action)
    .attribute("from", from)
    .attribute("to", to)
    .attribute("amount", amount.toString());
}
