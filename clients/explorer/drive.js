// Usage: node drive.js RPC_URL PAGE_URL [DIRECTORY for screenshots]    CHROMIUM names the browser, otherwise /usr/bin/chromium
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { Steps } from "../cosmjs/check.js";
import { fill, MARKUP } from "./fill.js";

const [rpc, page, pictures] = process.argv.slice(2);
const made = await fill(rpc);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const steps = new Steps("explorer");
const complaints = [];

async function open(path, { width = 1180, height = 860, dark = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light" });
  const tab = await context.newPage();
  tab.on("console", (message) => message.type() === "error" && !/status of (4|5)\d\d/.test(message.text()) && complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("request", (request) => request.url().startsWith(new URL(page).origin) || complaints.push(`asked ${request.url()}`));
  await tab.goto(page + path);
  return tab;
}

async function picture(tab, name) {
  if (pictures) await tab.screenshot({ path: `${pictures}/explorer-${name}.png` });
}

async function wide(tab) {
  const [content, window] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `the page is ${content} wide in a window of ${window}`);
}

try {
  await steps.step("the overview shows blocks and transactions", async () => {
    const tab = await open("#/");
    await tab.getByRole("link", { name: /^[0-9A-F]{8}…/ }).first().waitFor();
    assert.match(await tab.title(), /Orrery/);
    await picture(tab, "overview");
    await tab.context().close();
  });
  await steps.step("a search finds blocks, transactions and addresses", async () => {
    const tab = await open("#/");
    const search = tab.getByRole("searchbox");
    for (const [text, heading] of [["2", "Block 2"], [made.transfer, "Transaction"], [made.cw20, "planet token"]]) {
      await search.fill(text);
      await search.press("Enter");
      await tab.getByRole("heading", { name: heading, level: 1 }).waitFor();
    }
    await tab.context().close();
  });
  await steps.step("a transaction shows its trace", async () => {
    const tab = await open(`#/tx/${made.release}`);
    await tab.getByText("sub-message").first().waitFor();
    await tab.locator(".tree strong", { hasText: /^reply$/ }).first().waitFor();
    await tab.locator(".op.storage", { hasText: "read" }).first().waitFor();
    await picture(tab, "trace");
    await tab.context().close();
  });
  await steps.step("a transaction shows its flame graph, which goes deeper by a click", async () => {
    const tab = await open(`#/tx/${made.transfer}`);
    const boxes = tab.locator(".flame g");
    await boxes.first().waitFor();
    const before = await tab.locator(".flame-info").textContent();
    await boxes.nth(2).click();
    assert.notEqual(await tab.locator(".flame-info").textContent(), before);
    await tab.locator(".flame g").first().click();
    await tab.locator(".flame").scrollIntoViewIfNeeded();
    await picture(tab, "flame");
    await tab.context().close();
  });
  await steps.step("a flame graph can be saved for speedscope", async () => {
    const tab = await open(`#/tx/${made.transfer}`);
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByText("Save for speedscope").click()]);
    assert.match(download.suggestedFilename(), /speedscope\.json$/);
    await tab.context().close();
  });
  await steps.step("a transaction that failed says why", async () => {
    const tab = await open(`#/tx/${made.failed}`);
    await tab.locator("p.error").first().waitFor();
    await tab.getByText(MARKUP).first().waitFor();
    await tab.context().close();
  });
  await steps.step("a contract shows its state and is asked without a schema", async () => {
    const tab = await open(`#/contract/${made.cw20}`, { dark: true });
    await tab.locator("td.mono", { hasText: "balance" }).first().waitFor();
    const chip = tab.getByRole("button", { name: "balance", exact: true });
    await chip.click();
    const message = tab.getByLabel("Message in JSON").first();
    await tab.waitForFunction(() => /address/.test(document.querySelector("textarea").value));
    await message.fill(JSON.stringify({ balance: { address: "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff" } }));
    await tab.getByRole("button", { name: "Ask" }).click();
    await tab.locator("pre", { hasText: "250" }).first().waitFor();
    await picture(tab, "contract");
    await tab.context().close();
  });
  await steps.step("a contract is executed without keys", async () => {
    const tab = await open(`#/contract/${made.cw20}`);
    const form = tab.locator("section.panel", { has: tab.getByRole("heading", { name: "Execute" }) });
    await form.getByLabel("Message in JSON").fill(JSON.stringify({
      transfer: { recipient: "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff", amount: "3" } }));
    await form.getByRole("button", { name: "Execute" }).click();
    await form.getByText("Done in transaction").waitFor();
    await form.getByRole("link").click();
    await tab.locator(".tree strong", { hasText: /^execute$/ }).first().waitFor();
    await tab.context().close();
  });
  await steps.step("the faucet gives coins", async () => {
    const address = "wasm1cyyzpxplxdzkeea7kwsydadg87357qna465cff";
    const tab = await open(`#/address/${address}`);
    await tab.getByRole("button", { name: "Give ucosm" }).click();
    await tab.getByText("Sent in transaction").waitFor();
    await tab.context().close();
  });
  await steps.step("text of the chain is never markup", async () => {
    const tab = await open(`#/contract/${made.other}`);
    await tab.getByRole("heading", { name: MARKUP }).waitFor();
    assert.equal(await tab.locator("main img").count(), 0);
    assert.doesNotMatch(await tab.title(), /owned/);
    await tab.context().close();
  });
  await steps.step("blocks, contracts, accounts and IBC have pages", async () => {
    for (const [path, text] of [["#/blocks", "Blocks"], ["#/txs", "Transactions"], ["#/contracts", "Contracts"],
      ["#/accounts", "Accounts"], ["#/ibc", "IBC"], ["#/block/2", "Block 2"], ["#/nonsense", "Nothing here"]]) {
      const tab = await open(path);
      await tab.getByRole("heading", { name: text, level: 1 }).waitFor();
      await tab.context().close();
    }
  });
  await steps.step("everything fits a telephone, in the dark, too", async () => {
    for (const path of ["#/", `#/tx/${made.release}`, `#/contract/${made.cw20}`, "#/accounts", "#/ibc"]) {
      const tab = await open(path, { width: 390, height: 844, dark: true });
      await tab.getByRole("heading", { level: 1 }).waitFor();
      await tab.waitForTimeout(400);
      await wide(tab);
      if (path.includes("tx/")) {
        await tab.locator(".tree").first().waitFor();
        await wide(tab);
        await picture(tab, "phone");
      }
      await tab.context().close();
    }
  });
  await steps.step("nothing was blocked, thrown or asked elsewhere", async () => assert.deepEqual(complaints, []));
  console.log(`${steps.count} passed, 0 failed`);
} catch (error) {
  console.error(error);
  console.error(complaints);
  console.log(`${steps.count} passed, 1 failed`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
