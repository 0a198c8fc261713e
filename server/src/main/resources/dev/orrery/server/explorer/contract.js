// One contract: what it is, what it keeps, and forms to talk to it without a schema.
import { el, panel, facts, table, number, blockLink, codeLink, addressLink, failure, json } from "./dom.js";
import { rest, restOr, findTxs, bytes, fromHex, readable } from "./api.js";
import { executeForm, queryForm } from "./forms.js";
import { coins } from "./transaction.js";
import { txTable } from "./overview.js";

const PAGE = 50;

export async function contract(page, address) {
  const at = `cosmwasm/wasm/v1/contract/${encodeURIComponent(address)}`;
  const [{ contract_info: info }, balance, history, calls] = await Promise.all([
    rest(at),
    restOr({ balances: [] }, `cosmos/bank/v1beta1/balances/${encodeURIComponent(address)}`),
    restOr({ entries: [] }, `${at}/history`),
    findTxs(`execute._contract_address='${address}'`, 1, 15).catch(() => ({ txs: [], total: 0 }))]);
  const state = panel("State");
  page.show(
    el("h1", {}, info.label),
    el("div", { class: "columns" },
      panel(null, facts(
        ["Address", el("code", {}, address)],
        ["Code", codeLink(info.code_id)],
        ["Made by", addressLink(info.creator)],
        ["Admin", info.admin ? addressLink(info.admin) : "nobody"],
        ["In block", info.created && blockLink(info.created.block_height)],
        ["IBC port", info.ibc_port_id],
        ["Has", coins(balance.balances)])),
      panel("Ask", queryForm(address))),
    panel("Execute", await executeForm(address)),
    state,
    panel(`Calls (${number(calls.total)})`, txTable(calls.txs)),
    el("details", { class: "panel" }, el("summary", {}, `History (${history.entries.length})`),
      table(["What", "Code", "Block", "Message"], history.entries.map(entry => [
        entry.operation.replace("CONTRACT_CODE_HISTORY_OPERATION_TYPE_", "").toLowerCase(), codeLink(entry.code_id),
        entry.updated && blockLink(entry.updated.block_height), json(entry.msg)]), "None.")));
  await more(state, at, "");
}

/** Adds a page of the state, and a button if there is another. */
async function more(state, at, key) {
  try {
    const next = key ? `&pagination.key=${encodeURIComponent(key)}` : "";
    const { models, pagination } = await rest(`${at}/state?pagination.limit=${PAGE}${next}`);
    state.append(table(["Key", "Value"], models.map(model => [
      el("td", { class: "wide mono" }, readable(fromHex(model.key))), el("td", { class: "wide" }, value(bytes(model.value)))]),
    "Nothing is kept."));
    const following = pagination && pagination.next_key;
    if (following) {
      state.append(el("button", { class: "plain", type: "button", onclick: event => {
        event.target.remove();
        more(state, at, following);
      } }, "More"));
    }
  } catch (error) {
    state.append(failure(error));
  }
}

function value(raw) {
  const text = readable(raw);
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && text.length > 60 ? json(parsed) : el("span", { class: "value" }, text);
  } catch {
    return el("span", { class: "value" }, text);
  }
}
