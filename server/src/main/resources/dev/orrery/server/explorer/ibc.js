// IBC: channels, the connections and clients below them, and packets on their way.
import { el, panel, table, number } from "./dom.js";
import { restOr } from "./api.js";

const MANY = "pagination.limit=200";

export async function ibc(page) {
  const [channels, connections, clients] = await Promise.all([
    restOr({ channels: [] }, `ibc/core/channel/v1/channels?${MANY}`),
    restOr({ connections: [] }, `ibc/core/connection/v1/connections?${MANY}`),
    restOr({ client_states: [] }, `ibc/core/client/v1/client_states?${MANY}`)]);
  const flights = await Promise.all(channels.channels.map(inFlight));
  page.show(
    el("h1", {}, "IBC"),
    panel("Packets in flight", table(["Port", "Channel", "Sequence", "Commitment"], flights.flat(),
      "None: every packet that was sent was answered or has timed out.")),
    panel("Channels", table(["Channel", "Port", "State", "Order", "Version", "Other side", "Connection"],
      channels.channels.map(channel => [
        el("code", {}, channel.channel_id), el("td", { class: "wide mono" }, channel.port_id), state(channel.state),
        word(channel.ordering, "ORDER_"), el("td", { class: "wide" }, channel.version),
        el("td", { class: "wide mono" }, `${channel.counterparty.channel_id} ${channel.counterparty.port_id}`),
        el("code", {}, channel.connection_hops.join(", "))]), "No channels yet.")),
    el("div", { class: "columns" },
      panel("Connections", table(["Connection", "State", "Client", "Other side"], connections.connections.map(connection => [
        el("code", {}, connection.id), state(connection.state), el("code", {}, connection.client_id),
        el("code", {}, connection.counterparty.connection_id)]), "No connections yet.")),
      panel("Clients", table(["Client", "Chain", "Height"], clients.client_states.map(client => [
        el("code", {}, client.client_id), client.client_state.chain_id || "–",
        height(client.client_state.latest_height)]), "No clients yet."))));
}

async function inFlight(channel) {
  const { commitments } = await restOr({ commitments: [] },
    `ibc/core/channel/v1/channels/${encodeURIComponent(channel.channel_id)}/ports/${encodeURIComponent(channel.port_id)}/packet_commitments?${MANY}`);
  return commitments.map(packet => [el("code", {}, packet.port_id), el("code", {}, packet.channel_id),
    el("td", { class: "num" }, number(packet.sequence)), el("td", { class: "mono soft" }, String(packet.data).slice(0, 16) + "…")]);
}

function state(name) {
  const text = word(name, "STATE_");
  return el("span", { class: `badge ${text === "open" ? "good" : "kind"}` }, text);
}

function word(name, prefix) {
  return String(name).replace(prefix, "").toLowerCase();
}

function height(at) {
  return at ? number(at.revision_height) : "–";
}
