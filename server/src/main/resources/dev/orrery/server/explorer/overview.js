// The newest of everything.
import { el, panel, table, number, when, blockLink, txLink, addressLink, status } from "./dom.js";
import { rpc, restOr, findTxs, action } from "./api.js";

export async function overview(page) {
  const draw = async () => {
    const [node, chain, found, codes, waiting] = await Promise.all([
      rpc("status"), rpc("blockchain", { minHeight: "0", maxHeight: "0" }), findTxs("tx.height>0", 1, 12),
      restOr({ code_infos: [] }, "cosmwasm/wasm/v1/code?pagination.limit=1000"), rpc("num_unconfirmed_txs")]);
    if (!page.alive()) return;
    page.show(
      el("h1", {}, node.node_info.network),
      el("div", { class: "facts" },
        fact(number(node.sync_info.latest_block_height), "newest block"),
        fact(number(found.total), "transactions"),
        fact(codes.code_infos.length, "codes"),
        fact(number(waiting.total), "transactions waiting")),
      el("div", { class: "columns few-many" },
        panel("Blocks", blockTable(chain.block_metas.slice(0, 12))),
        panel("Transactions", txTable(found.txs))));
  };
  const again = () => (page.alive() ? draw().catch(() => {}) : removeEventListener("block", again));
  addEventListener("block", again);
  await draw();
}

function fact(value, name) {
  return el("div", { class: "fact" }, el("b", {}, value), el("span", {}, name));
}

export function blockTable(metas) {
  return table(["Height", "When", "Txs", "Hash"], metas.map(meta => [
    blockLink(meta.header.height), when(meta.header.time), meta.num_txs,
    el("td", { class: "mono soft" }, meta.block_id.hash.slice(0, 8) + "…")]), "No blocks.");
}

export function txTable(txs) {
  return table(["Hash", "", "What", "From", "Block", "Gas"], txs.map(tx => [
    txLink(tx.hash), status(tx.code), actions(tx.actions), tx.sender ? addressLink(tx.sender) : "", blockLink(tx.height),
    el("td", { class: "num" }, number(tx.gasUsed))]), "No transactions yet.");
}

function actions(types) {
  const names = types.map(action);
  if (names.length === 0) return el("span", { class: "soft" }, "–");
  return [el("span", { class: "badge kind" }, names[0]), names.length > 1 ? ` +${names.length - 1}` : ""];
}
