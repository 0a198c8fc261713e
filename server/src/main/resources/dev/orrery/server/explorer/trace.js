// A trace as a tree that opens and closes.
import { el, svg, number, contractLink, json, short } from "./dom.js";
import { fromHex, readable } from "./api.js";

const PARTS = [["wasm", "Wasm"], ["host", "host"], ["storage", "storage"], ["queries", "queries"]];
const COLOURS = { wasm: "var(--wasm)", host: "var(--host)", storage: "var(--storage)", queries: "var(--query)" };

export function traceTree(trace) {
  return el("div", {},
    el("p", { class: "legend" }, PARTS.map(([name, text]) => el("span", {}, el("i", { class: name }), text)),
      el("span", {}, "CosmWasm gas; messages have SDK gas")),
    trace.ante_gas && el("p", { class: "soft" }, `before the messages ${number(trace.ante_gas)} SDK gas`),
    tree(trace.steps, 0),
    trace.omitted_steps !== "0" && el("p", { class: "soft" }, `${number(trace.omitted_steps)} more steps were too many to be kept`));
}

function tree(steps, depth) {
  return el("ul", { class: "tree" }, steps.map(step => el("li", {}, node(step, depth))));
}

function node(step, depth) {
  const inside = step.steps || [];
  const detail = details(step);
  if (inside.length === 0 && detail.length === 0) return el("div", { class: "leaf" }, headline(step));
  const body = el("div");
  const fill = () => body.childElementCount === 0
    && body.append(el("div", { class: "more" }, detail), ...(inside.length > 0 ? [tree(inside, depth + 1)] : []));
  const open = step.type === "message" || step.type === "submessage" || (step.type === "call" && inside.length <= 40);
  const result = el("details", { open: open && depth < 12, ontoggle: event => event.target.open && fill() },
    el("summary", {}, headline(step)), body);
  if (open && depth < 12) fill();
  return result;
}

function headline(step) {
  switch (step.type) {
    case "message":
      return line(el("strong", {}, step.message["@type"].split(".").pop()), failed(step), sdk(step.gas));
    case "submessage":
      return line(el("strong", {}, `sub-message ${step.id}`), el("span", { class: "soft" }, `reply ${step.reply_on}`),
        step.gas_limit && el("span", { class: "soft" }, `limit ${number(step.gas_limit)}`), failed(step), sdk(step.gas));
    case "call":
      return line(el("strong", {}, step.entry), contractLink(step.contract), failed(step), bar(step.gas),
        el("span", { class: "soft" }, number(step.gas.total)));
    case "debug":
      return line(el("span", { class: "op debug" }, "debug"), el("span", { class: "value" }, step.text));
    default:
      return host(step);
  }
}

function host(step) {
  const storage = step.import.startsWith("db_");
  const gas = BigInt(step.gas.host) + BigInt(step.gas.chain);
  return line(
    el("span", { class: `op ${storage ? "storage" : "host"}` }, step.import.replace(/^db_/, "")),
    step.iterator !== undefined && el("span", { class: "soft" }, `#${step.iterator}`),
    step.start && value("from", step.start), step.end && value("to", step.end),
    step.key && el("span", { class: "value" }, text(step.key)),
    step.value && el("span", { class: "value soft" }, "→ ", short(text(step.value), 90, 10)),
    failed(step),
    el("span", { class: "soft" }, number(gas)));
}

/** What a step shows when it is opened. */
function details(step) {
  const parts = [];
  if (step.type === "message") parts.push(["message", json(step.message)]);
  if (step.type === "submessage") parts.push(["message", json(shown(step.message))]);
  if (step.type === "call") {
    for (const [name, argument] of Object.entries(step.args)) parts.push([name, json(shown(argument))]);
    parts.push(["gas", el("span", { class: "value" }, PARTS.map(([part, word]) => `${word} ${number(step.gas[part])}`).join(" · "))]);
  }
  if (step.output) parts.push(["answer", json(shown(step.output))]);
  if (step.request) parts.push(["question", json(shown(step.request))], ["answer", json(shown(step.answer))]);
  if (step.type === "host" && step.value && text(step.value).length > 100) parts.push(["value", json(shown(step.value))]);
  if (step.error) parts.push(["failed", el("span", { class: "bad" }, step.error)]);
  return parts.map(([name, content]) => el("details", { open: name === "failed" || (step.type === "call" && name === "msg") },
    el("summary", { class: "soft" }, name), content));
}

function line(...parts) {
  return el("span", { class: "line" }, parts);
}

function failed(step) {
  return step.error !== undefined && el("span", { class: "badge bad" }, "failed");
}

function sdk(gas) {
  return el("span", { class: "soft" }, `${number(gas)} SDK gas`);
}

function value(name, data) {
  return el("span", { class: "value soft" }, `${name} ${text(data)}`);
}

function text(data) {
  if (data.json !== undefined) return JSON.stringify(data.json);
  return data.text !== undefined ? data.text : readable(fromHex(data.hex));
}

function shown(data) {
  const whole = data.json !== undefined ? data.json : text(data);
  return data.length === undefined ? whole : `${text(data)} … (${number(data.length)} bytes)`;
}

/** Where a call's gas went, as one bar. */
function bar(gas) {
  const total = Math.max(1, Number(gas.total));
  let at = 0;
  return svg("svg", { viewBox: "0 0 100 8", width: 130, height: 8, preserveAspectRatio: "none", role: "img",
    "aria-label": PARTS.map(([part, word]) => `${word} ${Math.round(100 * Number(gas[part]) / total)} %`).join(", ") },
  PARTS.map(([part]) => {
    const width = 100 * Number(gas[part]) / total;
    const rect = svg("rect", { x: at, width, height: 8, fill: COLOURS[part] });
    at += width;
    return rect;
  }));
}
