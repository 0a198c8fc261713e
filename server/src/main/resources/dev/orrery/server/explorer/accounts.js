// Accounts: who there is, what they have, what they sent.
import { el, panel, facts, failure, table, number, addressLink, txLink } from "./dom.js";
import { rest, restOr, findTxs, credit } from "./api.js";
import { coins } from "./transaction.js";
import { txTable } from "./overview.js";

const PAGE = 50;

export async function accounts(page, key) {
  const next = key ? `&pagination.key=${encodeURIComponent(key)}` : "";
  const { accounts: found, pagination } = await rest(`cosmos/auth/v1beta1/accounts?pagination.limit=${PAGE}${next}`);
  const rows = await Promise.all(found.map(async each => {
    const base = each.base_account || (each.base_vesting_account || {}).base_account || each;
    const has = await restOr({ balances: [] }, `cosmos/bank/v1beta1/balances/${base.address}`);
    return [addressLink(base.address), each.name || el("span", { class: "soft" }, base.pub_key ? "account" : ""),
      el("td", { class: "num" }, number(base.sequence)), el("td", { class: "wide" }, coins(has.balances))];
  }));
  page.show(
    el("h1", {}, "Accounts"),
    panel(null, table(["Address", "", "Sent", "Has"], rows, "Nobody.")),
    pagination && pagination.next_key && el("a", { href: `#/accounts/${encodeURIComponent(pagination.next_key)}` }, "more →"));
}

export async function account(page, address) {
  const encoded = encodeURIComponent(address);
  const isContract = await restOr(null, `cosmwasm/wasm/v1/contract/${encoded}`);
  if (isContract) {
    location.replace(`#/contract/${encoded}`);
    return;
  }
  const [has, about, sent, received] = await Promise.all([
    rest(`cosmos/bank/v1beta1/balances/${encoded}`),
    restOr(null, `cosmos/auth/v1beta1/account_info/${encoded}`),
    findTxs(`message.sender='${address}'`, 1, 15),
    findTxs(`transfer.recipient='${address}'`, 1, 15)]);
  const info = about && about.info;
  page.show(
    el("h1", {}, "Account"),
    panel(null, facts(
      ["Address", el("code", {}, address)],
      ["Has", coins(has.balances)],
      ["Number", info ? number(info.account_number) : "has never been seen"],
      ["Sequence", info && number(info.sequence)],
      ["Public key", info && info.pub_key && el("code", {}, info.pub_key.key)])),
    panel("Faucet", faucet(address)),
    el("div", { class: "columns" },
      panel(`Sent (${number(sent.total)})`, txTable(sent.txs)),
      panel(`Received (${number(received.total)})`, txTable(received.txs))));
}

/** What the faucet gives of; how much is the faucet's to say. */
const DENOM = "ucosm";

function faucet(address) {
  const said = el("div", { "aria-live": "polite" });
  const button = el("button", {
    class: "do", type: "button", onclick: async () => {
      button.disabled = true;
      try {
        await credit(address, DENOM);
        const { txs: [newest] } = await findTxs(`transfer.recipient='${address}'`, 1, 1);
        said.replaceChildren(el("p", {}, "Sent in transaction ", txLink(newest.hash)));
      } catch (error) {
        said.replaceChildren(failure(error));
      }
      button.disabled = false;
    },
  }, `Give ${DENOM}`);
  return [button, said];
}
