// Elements, made so that nothing of the chain's is ever read as markup: text goes in as text.

/** el("a", {href: "#/", class: "x"}, "text", child, …); listeners by their names, such as onclick. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  set(node, attributes);
  add(node, children);
  return node;
}

/** The same for parts of pictures. */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(node, attributes);
  add(node, children);
  return node;
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child != null && child !== false) node.append(child);
  }
}

export function panel(title, ...children) {
  return el("section", { class: "panel" }, title && el("h2", {}, title), children);
}

/** Pairs of a name and what stands behind it; pairs without a value are left out. */
export function facts(...pairs) {
  return el("dl", {}, pairs.filter(([, value]) => value != null && value !== false && value !== "")
    .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

export function table(heads, rows, empty) {
  if (rows.length === 0) return el("p", { class: "empty" }, empty);
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, heads.map(head => el("th", { scope: "col" }, head)))),
    el("tbody", {}, rows.map(cells => el("tr", {}, cells.map(cell =>
      cell instanceof HTMLTableCellElement ? cell : el("td", {}, cell)))))));
}

export function failure(error) {
  return el("p", { class: "error", role: "alert" }, String(error && error.message || error));
}

export function json(value) {
  return el("pre", {}, typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

/** 1234567 → 1,234,567; digits of any length. */
export function number(digits) {
  return String(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function short(text, head = 10, tail = 6) {
  return text.length > head + tail + 1 ? text.slice(0, head) + "…" + text.slice(text.length - tail) : text;
}

/** How long ago, for people. */
export function ago(time) {
  const seconds = Math.round((Date.now() - Date.parse(time)) / 1000);
  if (!Number.isFinite(seconds)) return "";
  if (Math.abs(seconds) < 2) return "now";
  const [amount, unit] = Math.abs(seconds) < 120 ? [seconds, "s"] : Math.abs(seconds) < 7200 ? [Math.round(seconds / 60), "min"]
    : Math.abs(seconds) < 172800 ? [Math.round(seconds / 3600), "h"] : [Math.round(seconds / 86400), "days"];
  return amount < 0 ? `in ${-amount} ${unit}` : `${amount} ${unit} ago`;
}

export function when(time) {
  return el("time", { datetime: time, title: time }, ago(time));
}

const link = (where, id, text) => el("a", { href: `#/${where}/${encodeURIComponent(id)}`, class: "mono", title: id }, text);
export const blockLink = height => link("block", height, number(height));
export const txLink = hash => link("tx", hash, short(hash, 8, 0));
export const addressLink = (address, whole) => link("address", address, whole ? address : short(address, 9, 5));
export const contractLink = (address, whole) => link("contract", address, whole ? address : short(address, 9, 5));
export const codeLink = id => link("code", id, id);

export function status(code) {
  return Number(code) === 0 ? el("span", { class: "badge good" }, "ok") : el("span", { class: "badge bad" }, "failed");
}
