// Codes, and the contracts made of them.
import { el, panel, facts, table, codeLink, contractLink, addressLink } from "./dom.js";
import { rest, restOr } from "./api.js";

/** Codes whose contracts are listed at once. */
const LISTED = 40;

export async function contracts(page) {
  const { code_infos: codes } = await rest("cosmwasm/wasm/v1/code?pagination.limit=1000&pagination.reverse=true");
  const made = await Promise.all(codes.slice(0, LISTED).map(code => contractsOf(code.code_id)));
  const rows = await Promise.all(made.flatMap((addresses, i) => addresses.slice(0, LISTED).map(async address => {
    const { contract_info: info } = await rest(`cosmwasm/wasm/v1/contract/${address}`);
    return [contractLink(address), el("td", { class: "wide" }, info.label), codeLink(codes[i].code_id), addressLink(info.creator)];
  })));
  page.show(
    el("h1", {}, "Contracts"),
    panel(null, table(["Contract", "Label", "Code", "Made by"], rows, "No contracts yet: store a code and instantiate it.")),
    panel("Codes", table(["Code", "Contracts", "Stored by", "Checksum"], codes.map((code, i) => [
      codeLink(code.code_id), i < LISTED ? made[i].length : "…", addressLink(code.creator),
      el("td", { class: "mono soft" }, code.data_hash.slice(0, 16) + "…")]), "No codes yet.")));
}

export async function code(page, id) {
  const [{ code_info: info }, addresses] = await Promise.all([
    rest(`cosmwasm/wasm/v1/code/${encodeURIComponent(id)}`), contractsOf(id)]);
  page.show(
    el("h1", {}, `Code ${id}`),
    panel(null, facts(
      ["Checksum", el("code", {}, info.data_hash)],
      ["Stored by", addressLink(info.creator, true)],
      ["Instantiated by", (info.instantiate_permission || {}).permission])),
    panel("Contracts", table(["Contract"], addresses.map(address => [contractLink(address, true)]), "None yet.")));
}

async function contractsOf(id) {
  const answer = await restOr({ contracts: [] }, `cosmwasm/wasm/v1/code/${encodeURIComponent(id)}/contracts?pagination.limit=200`);
  return answer.contracts;
}
