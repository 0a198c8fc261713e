// All transactions, or those that an event query finds.
import { el, panel, failure, number } from "./dom.js";
import { findTxs } from "./api.js";
import { txTable } from "./overview.js";

const PAGE = 25;
const EVERYTHING = "tx.height>0";

export async function transactions(page, encoded, at = "1") {
  const query = encoded || EVERYTHING;
  const heading = [el("h1", {}, "Transactions"), el("form", {
    class: "row", onsubmit: event => {
      event.preventDefault();
      location.hash = `#/txs/${encodeURIComponent(event.target.elements.query.value)}`;
    },
  }, el("input", { name: "query", value: query, size: 60, spellcheck: "false", class: "mono", "aria-label": "Event query" }),
  el("button", { class: "plain" }, "Find"))];
  let found;
  try {
    found = await findTxs(query, Number(at), PAGE);
  } catch (error) {
    page.show(heading, failure(error));
    return;
  }
  const link = to => `#/txs/${encodeURIComponent(query)}/${to}`;
  page.show(heading, panel(`${number(found.total)} found`, txTable(found.txs)), el("div", { class: "row" },
    Number(at) > 1 && el("a", { href: link(Number(at) - 1) }, "← newer"),
    Number(at) * PAGE < found.total && el("a", { href: link(Number(at) + 1) }, "older →")));
}
