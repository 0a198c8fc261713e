// A profile as a flame graph: callers on top, the wider the more gas; a click goes deeper, one on the outermost back.
import { el, svg, number } from "./dom.js";

const WIDTH = 1100;
const ROW = 19;
const MIN_WIDTH = 0.6;
const CHARACTER = 6.7;

export function flameGraph(profile) {
  const info = el("p", { class: "flame-info mono soft" }, "");
  const place = el("div");
  const total = Number(profile.total) || 1;

  function tell(node) {
    info.textContent = `${node.name}: ${number(node.total)} gas, ${(100 * Number(node.total) / total).toFixed(1)} % · itself ${number(node.self)}`;
  }

  function draw(path) {
    const root = path[path.length - 1];
    const picture = svg("svg", { class: "flame", role: "img",
      "aria-label": "Gas by function, callers above what they call" });
    path.slice(0, -1).forEach((node, row) => box(picture, node, 0, WIDTH, row, () => draw(path.slice(0, row + 1)), 0.55));
    const rows = nodes(picture, root, 0, WIDTH, path.length - 1, path);
    picture.setAttribute("viewBox", `0 0 ${WIDTH} ${rows * ROW}`);
    place.replaceChildren(picture);
    tell(root);
  }

  /** Draws a function and what it called; returns how many rows there are then. */
  function nodes(picture, node, left, width, row, path) {
    if (width < MIN_WIDTH) return row;
    box(picture, node, left, width, row, () => draw(path), 1);
    const whole = Number(node.total) || 1;
    let at = left;
    let rows = row + 1;
    for (const inside of node.inside) {
      const wide = width * Number(inside.total) / whole;
      rows = Math.max(rows, nodes(picture, inside, at, wide, row + 1, [...path, inside]));
      at += wide;
    }
    return rows;
  }

  function box(picture, node, left, width, row, onclick, opacity) {
    const room = Math.floor((width - 8) / CHARACTER);
    picture.append(svg("g", { onclick, onmouseenter: () => tell(node), opacity },
      svg("title", {}, `${node.name}\n${number(node.total)} gas, itself ${number(node.self)}`),
      svg("rect", { x: left, y: row * ROW, width: Math.max(MIN_WIDTH, width - 1), height: ROW - 1.5, rx: 3, fill: colour(node.name) }),
      room > 2 && svg("text", { x: left + 4, y: row * ROW + 13 }, node.name.length > room ? node.name.slice(0, room - 1) + "…" : node.name)));
  }

  draw([profile]);
  return el("div", {}, place, info);
}

/** Warm for Wasm, blue for the host, violet for calls of contracts; the same for the same name. */
function colour(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  if (name.startsWith("env.")) return `hsl(${195 + hash % 25} 58% 68%)`;
  return name.includes(" wasm1") || / [a-z]+1[a-z0-9]{38,}$/.test(name) || name === "transaction"
    ? `hsl(${255 + hash % 20} 50% 80%)` : `hsl(${20 + hash % 30} 82% 68%)`;
}
