// What the host passes to a contract, and what it wants back.

import { pass, take, utf8 } from "./host";
import { Json, quote } from "./json";

/** Everything a contract knows about the call it runs in. */
export class Call {
  readonly contract: string;
  readonly height: u64;
  readonly timeNanos: u64;
  /** Empty in a query. */
  readonly sender: string;
  /** The whole message. */
  readonly message: Json;

  constructor(env: usize, info: usize, message: usize) {
    const environment = Json.parse(take(env));
    const block = assert(environment.get("block"));
    this.height = block.getNumber("height");
    this.timeNanos = U64.parseInt(assert(block.getText("time")));
    this.contract = assert(assert(environment.get("contract")).getText("address"));
    this.sender = info == 0 ? "" : assert(Json.parse(take(info)).getText("sender"));
    this.message = Json.parse(take(message));
  }

  /** Which message it is, if it has the form `{"name":{...}}`. */
  get name(): string {
    return this.message.names.length == 1 ? this.message.names[0] : "";
  }

  /** The fields of such a message. */
  get fields(): Json {
    return this.message.values[0];
  }
}

/** The result of instantiate and execute: attributes, or an error. */
export class Response {
  private attributes: string = "";

  attribute(key: string, value: string): Response {
    if (this.attributes.length > 0) this.attributes += ",";
    this.attributes += '{"key":' + quote(key) + ',"value":' + quote(value) + "}";
    return this;
  }

  finish(): usize {
    return finish('{"ok":{"messages":[],"attributes":[' + this.attributes + '],"events":[],"data":null}}');
  }
}

export function fail(error: string): usize {
  return finish('{"error":' + quote(error) + "}");
}

/** The result of a query. */
export function answer(json: string): usize {
  return finish('{"ok":"' + base64(utf8(json)) + '"}');
}

function finish(json: string): usize {
  return pass(utf8(json));
}

function base64(bytes: ArrayBuffer): string {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const view = Uint8Array.wrap(bytes);
  let text = "";
  for (let i = 0; i < view.length; i += 3) {
    const left = view.length - i;
    let bits: u32 = 0;
    for (let j = 0; j < 3; j++) bits = (bits << 8) | (j < left ? view[i + j] : 0);
    for (let j = 0; j < 4; j++) {
      text += j > left ? "=" : digits.charAt((bits >> (18 - 6 * j)) & 63);
    }
  }
  return text;
}
