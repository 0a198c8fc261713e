// One transaction: its messages, what they did, where the gas went.
import { el, panel, facts, number, when, blockLink, addressLink, failure, status, json, svg } from "./dom.js";
import { rpc, rest } from "./api.js";
import { eventTable } from "./blocks.js";
import { traceTree } from "./trace.js";
import { flameGraph } from "./flame.js";

export async function transaction(page, hash) {
  const { tx, tx_response: result } = await rest(`cosmos/tx/v1beta1/txs/${encodeURIComponent(hash)}`);
  const fee = tx.auth_info.fee;
  const trace = el("div", {}, el("p", { class: "empty" }, "Running it again …"));
  const flame = panel("Gas by function");
  const used = Number(result.gas_used);
  page.show(
    el("h1", {}, "Transaction ", el("span", { class: "mono" }, hash.slice(0, 12) + "…")),
    panel(null, facts(
      ["Result", el("span", {}, status(result.code), Number(result.code) !== 0 && ` ${result.codespace} ${result.code}`)],
      ["Why", Number(result.code) !== 0 && el("p", { class: "error" }, result.raw_log)],
      ["Block", el("span", {}, blockLink(result.height), " · ", when(result.timestamp))],
      ["Gas", el("span", {}, `${number(used)} of ${number(result.gas_wanted)} wanted`, gauge(used, Number(result.gas_wanted)))],
      ["Fee", el("span", {}, coins(fee.amount), fee.payer && [" by ", addressLink(fee.payer)])],
      ["Memo", tx.body.memo],
      ["Hash", el("code", {}, hash)])),
    panel("What it did", trace),
    flame,
    el("details", { class: "panel" }, el("summary", {}, `Messages (${tx.body.messages.length})`), tx.body.messages.map(message =>
      [el("p", {}, el("code", {}, message["@type"])), json(without(message, "@type"))])),
    el("details", { class: "panel" }, el("summary", {}, `Events (${result.events.length})`), eventTable(result.events)),
  );
  try {
    const told = await rpc("orrery_traceTransaction", { hash });
    trace.replaceChildren(traceTree(told));
    if (hasCalls(told.steps)) profile(flame, hash);
    else flame.remove();
  } catch (error) {
    trace.replaceChildren(failure(error));
    flame.remove();
  }
}

async function profile(flame, hash) {
  const place = el("p", { class: "empty" }, "Running the contracts function by function …");
  flame.append(place);
  try {
    const told = await rpc("orrery_profileTransaction", { hash });
    place.replaceWith(flameGraph(told.profile), el("div", { class: "row" },
      save("Save as SVG", hash, "svg", "image/svg+xml"), save("Save for speedscope", hash, "speedscope", "application/json")));
  } catch (error) {
    place.replaceWith(failure(error));
  }
}

function save(label, hash, format, type) {
  return el("button", {
    class: "plain", type: "button", onclick: async event => {
      event.target.disabled = true;
      const content = await rpc("orrery_profileTransaction", { hash, format });
      const text = typeof content === "string" ? content : JSON.stringify(content);
      const url = URL.createObjectURL(new Blob([text], { type }));
      el("a", { href: url, download: `${hash.slice(0, 12)}.${format === "svg" ? "svg" : "speedscope.json"}` }).click();
      URL.revokeObjectURL(url);
      event.target.disabled = false;
    },
  }, label);
}

function hasCalls(steps) {
  return steps.some(step => step.type === "call" || (step.steps && hasCalls(step.steps)));
}

function gauge(used, wanted) {
  const width = Math.min(100, wanted > 0 ? 100 * used / wanted : 0);
  return svg("svg", { viewBox: "0 0 100 3", width: "100%", height: "6", preserveAspectRatio: "none", role: "img",
    "aria-label": `${Math.round(width)} percent of the gas wanted` },
  svg("rect", { width: 100, height: 3, fill: "var(--code)" }), svg("rect", { width, height: 3, fill: "var(--brass)" }));
}

export function coins(amounts) {
  return amounts.length === 0 ? "none" : amounts.map(coin => `${number(coin.amount)} ${coin.denom}`).join(", ");
}

function without(object, name) {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

