// Which page is shown, and what stands around it: search, light and dark, the chain's pulse.
import { el, failure, number, ago } from "./dom.js";
import { rpc } from "./api.js";
import { overview } from "./overview.js";
import { blocks, block } from "./blocks.js";
import { transactions } from "./transactions.js";
import { transaction } from "./transaction.js";
import { contracts, code } from "./contracts.js";
import { contract } from "./contract.js";
import { accounts, account } from "./accounts.js";
import { ibc } from "./ibc.js";

const PAGES = { "": overview, blocks, block, txs: transactions, tx: transaction, contracts, code, contract, accounts,
  address: account, ibc };

const main = document.getElementById("page");
let shown = 0;

/** Draws the page that the address names; a page that was left in the meantime draws nothing any more. */
async function show() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const draw = PAGES[name];
  const mine = ++shown;
  for (const link of document.querySelectorAll("nav a")) {
    const target = link.getAttribute("href").slice(2);
    link.toggleAttribute("aria-current", target === name || (target !== "" && target.startsWith(name) && name !== ""));
  }
  if (!draw) {
    main.replaceChildren(el("h1", {}, "Nothing here"), el("p", {}, "There is no such page."));
    return;
  }
  const page = { alive: () => mine === shown, show: (...nodes) => page.alive() && main.replaceChildren(...nodes.flat().filter(Boolean)) };
  try {
    await draw(page, ...rest.map(decodeURIComponent));
  } catch (error) {
    page.show(el("h1", {}, "That didn't work"), failure(error));
  }
}

addEventListener("hashchange", () => {
  scrollTo(0, 0);
  show();
  main.focus({ preventScroll: true });
});

document.getElementById("search").addEventListener("submit", event => {
  event.preventDefault();
  const input = event.target.elements.q;
  const query = input.value.trim();
  if (/^\d+$/.test(query)) location.hash = `#/block/${query}`;
  else if (/^(0x)?[0-9a-fA-F]{64}$/.test(query)) location.hash = `#/tx/${query.replace(/^0x/, "").toUpperCase()}`;
  else if (/^[a-z0-9]{1,83}1[a-z0-9]{38,}$/.test(query)) location.hash = `#/address/${query}`;
  else { input.setCustomValidity("A height, a transaction's hash or an address"); input.reportValidity(); return; }
  input.value = "";
});
document.getElementById("search").addEventListener("input", event => event.target.setCustomValidity(""));

const root = document.documentElement;
function theme(name) {
  root.dataset.theme = name;
  try { localStorage.setItem("theme", name); } catch { /* not kept */ }
}
function storedTheme() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}
root.dataset.theme = storedTheme() || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
document.getElementById("theme").addEventListener("click", () => theme(root.dataset.theme === "dark" ? "light" : "dark"));

/** Tells pages of new blocks, and turns the planets. */
const PULSE_MILLIS = 1500;
let height = 0;
async function pulse() {
  const line = document.getElementById("pulse");
  try {
    const { node_info: node, sync_info: sync } = await rpc("status");
    document.getElementById("chain").textContent = `${node.network} · CometBFT ${node.version} shape · ${node.moniker}`;
    document.title = `${node.network} · Orrery`;
    line.textContent = `block ${number(sync.latest_block_height)}, ${ago(sync.latest_block_time)}`;
    const newest = Number(sync.latest_block_height);
    if (newest !== height) {
      height = newest;
      document.getElementById("inner").style.transform = `rotate(${newest * 73}deg)`;
      document.getElementById("outer").style.transform = `rotate(${newest * 31}deg)`;
      dispatchEvent(new CustomEvent("block", { detail: newest }));
    }
  } catch {
    line.textContent = "the node doesn't answer";
  }
  setTimeout(pulse, PULSE_MILLIS);
}

show();
pulse();
