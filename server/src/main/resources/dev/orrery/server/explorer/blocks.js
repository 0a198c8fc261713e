// Blocks: all of them, and one.
import { el, panel, facts, table, number, when, blockLink } from "./dom.js";
import { rpc, findTxs } from "./api.js";
import { blockTable, txTable } from "./overview.js";

const PAGE = 20;

export async function blocks(page, from) {
  const newest = Number((await rpc("status")).sync_info.latest_block_height);
  const max = Math.min(newest, Number(from) || newest);
  const min = Math.max(1, max - PAGE + 1);
  const { block_metas: metas } = await rpc("blockchain", { minHeight: String(min), maxHeight: String(max) });
  page.show(el("h1", {}, "Blocks"), panel(null, blockTable(metas)), el("div", { class: "row" },
    max < newest && el("a", { href: `#/blocks/${Math.min(newest, max + PAGE)}` }, "← newer"),
    min > 1 && el("a", { href: `#/blocks/${min - 1}` }, "older →")));
}

export async function block(page, height) {
  const [{ block_id: id, block: content }, results, found] = await Promise.all([
    rpc("block", { height }), rpc("block_results", { height }), findTxs(`tx.height=${Number(height)}`, 1, 100)]);
  const header = content.header;
  const events = results.finalize_block_events || [];
  page.show(
    el("h1", {}, `Block ${number(height)}`),
    panel(null, facts(
      ["Time", el("span", {}, header.time, " · ", when(header.time))],
      ["Hash", el("code", {}, id.hash)],
      ["Application hash", el("code", {}, header.app_hash)],
      ["Proposer", el("code", {}, header.proposer_address)],
      ["Neighbours", el("span", {}, Number(height) > 1 && blockLink(Number(height) - 1), " · ", blockLink(Number(height) + 1))])),
    panel("Transactions", txTable(found.txs)),
    events.length > 0 && panel("Events of the block itself", eventTable(events)));
}

export function eventTable(events) {
  return table(["Event", "Attributes"], events.map(event => [
    el("td", { class: "mono" }, event.type),
    el("td", { class: "wide value" }, event.attributes.map(attribute =>
      el("div", {}, el("span", { class: "soft" }, attribute.key, " = "), attribute.value)))]), "None.");
}

