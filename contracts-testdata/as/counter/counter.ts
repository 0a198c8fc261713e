// A number that anyone may increment and its owner may reset.

import { Call, Response, answer, fail } from "../sdk/contract";
import { dbGet, dbSet, utf8 } from "../sdk/host";
import { Json, quote } from "../sdk/json";

export { allocate, deallocate, interface_version_8 } from "../sdk/host";

class State {
  constructor(public count: u32, public owner: string) {}

  static load(): State {
    const json = Json.parse(assert(dbGet(utf8("state"))));
    return new State(json.getNumber("count") as u32, assert(json.getText("owner")));
  }

  save(): void {
    dbSet(utf8("state"), '{"count":' + this.count.toString() + ',"owner":' + quote(this.owner) + "}");
  }
}

function isCount(number: i64): bool {
  return number >= 0 && number <= (u32.MAX_VALUE as i64);
}

export function instantiate(env: usize, info: usize, message: usize): usize {
  const call = new Call(env, info, message);
  const count = call.message.getNumber("count");
  if (!isCount(count)) return fail("count must be a 32-bit number");
  new State(count as u32, call.sender).save();
  return new Response()
    .attribute("action", "instantiate")
    .attribute("owner", call.sender)
    .attribute("count", count.toString())
    .finish();
}

export function execute(env: usize, info: usize, message: usize): usize {
  const call = new Call(env, info, message);
  const state = State.load();
  if (call.name == "increment") {
    if (state.count == u32.MAX_VALUE) return fail("the counter is at its maximum");
    state.count++;
  } else if (call.name == "reset") {
    if (call.sender != state.owner) return fail("only the owner may reset the counter");
    const count = call.fields.getNumber("count");
    if (!isCount(count)) return fail("count must be a 32-bit number");
    state.count = count as u32;
  } else {
    return fail("unknown message");
  }
  state.save();
  return new Response().attribute("action", call.name).attribute("count", state.count.toString()).finish();
}

export function query(env: usize, message: usize): usize {
  const call = new Call(env, 0, message);
  if (call.name != "get_count") return fail("unknown query");
  return answer('{"count":' + State.load().count.toString() + "}");
}
