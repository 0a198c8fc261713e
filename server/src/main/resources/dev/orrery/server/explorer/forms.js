// Forms for messages whose schema nobody has: contracts say in their errors which messages they know and which fields these need.
import { el, json, failure, txLink, short } from "./dom.js";
import { rest, base64 } from "./api.js";
import { executing, parseCoins, people, send, tryOut } from "./send.js";

/** No contract knows this message; most say which ones they know. */
const UNKNOWN = "what do you know?";

/** Fields tried one after the other at the most. */
const MAX_FIELDS = 12;

function ask(address, message) {
  return rest(`cosmwasm/wasm/v1/contract/${encodeURIComponent(address)}/smart/${encodeURIComponent(base64(message))}`);
}

export function queryForm(address) {
  const attempt = message => ask(address, message).then(() => "", error => error.message);
  return messageForm(attempt, "Ask", async message => json((await ask(address, message)).data));
}

/** Calls a contract in the name of an account of choice. */
export async function executeForm(address) {
  const senders = await people();
  const sender = el("select", { "aria-label": "Sender" }, senders.map(each => el("option", { value: each }, short(each, 14, 8))));
  const funds = el("input", { "aria-label": "Coins sent along", placeholder: "coins, such as 5ucosm", spellcheck: "false" });
  const attempt = message => tryOut(sender.value, address, message).catch(error => error.message);
  const form = messageForm(attempt, "Execute", async message => {
    const hash = await send([executing(sender.value, address, JSON.parse(message), parseCoins(funds.value))]);
    return el("p", {}, "Done in transaction ", txLink(hash));
  });
  form.prepend(el("div", { class: "row" }, sender, funds, el("span", { class: "soft" }, "unsigned: this is a chain for development")));
  return form;
}

/**
 * A message, chips for those that the contract knows, and a button.
 *
 * attempt: (text of a message) → the error it meets, or an empty text; send: (text of a message) → what to show
 */
export function messageForm(attempt, label, send) {
  const input = el("textarea", { spellcheck: "false", "aria-label": "Message in JSON", placeholder: "{ \"…\": {} }" });
  const chips = el("div", { class: "row" });
  const answer = el("div", { "aria-live": "polite" });
  const button = el("button", { class: "do" }, label);
  const form = el("form", {
    onsubmit: async event => {
      event.preventDefault();
      button.disabled = true;
      try {
        JSON.parse(input.value);
        answer.replaceChildren(await send(input.value));
      } catch (error) {
        answer.replaceChildren(failure(error));
      }
      button.disabled = false;
    },
  }, chips, input, el("div", { class: "row" }, button), answer);
  suggest(attempt, chips, input);
  return form;
}

async function suggest(attempt, chips, input) {
  const names = named(await attempt(JSON.stringify({ [UNKNOWN]: {} })), /expected (?:one of )?((?:`[^`]+`(?:, | or )?)+)/);
  for (const name of names) {
    chips.append(el("button", {
      class: "chip", type: "button", onclick: async () => {
        input.value = JSON.stringify({ [name]: {} }, null, 2);
        input.value = JSON.stringify({ [name]: await fields(attempt, name) }, null, 2);
        input.focus();
      },
    }, name));
  }
}

/** The fields that a message can't do without, found out one by one. */
async function fields(attempt, name) {
  const found = {};
  for (let i = 0; i < MAX_FIELDS; i++) {
    const [missing] = named(await attempt(JSON.stringify({ [name]: found })), /missing field (`[^`]+`)/);
    if (!missing || missing in found) break;
    found[missing] = "";
  }
  return found;
}

function named(text, pattern) {
  const match = pattern.exec(text);
  return match ? match[1].split("`").filter((_, i) => i % 2 === 1) : [];
}
