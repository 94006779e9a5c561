// The app without a network: what the service worker keeps, and what it never touches.
import { chromium } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Page } from "./fixtures.ts";
import { cached, DIST, GATEWAY, hash, keptOffline, told } from "./shell.ts";
import { makeNotice, NOWHERE, openTopUp, typeAmount } from "./steps.ts";

/** The app itself is on the screen: not the grey cards of index.html, not a browser's error, nothing blank. */
async function expectApp(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("banner").getByRole("link", { name: "Ricarica" })).toHaveCSS("text-decoration-line", "none");
}

test("the_first_visit_keeps_the_whole_shell_and_nothing_else", async ({ page }) => {
  await page.goto(NOWHERE);
  await keptOffline(page);
  const { version, files } = await told();
  expect(await cached(page)).toEqual({ [`shell-${version}`]: Object.keys(files).sort() });
  // What is kept is what was built, byte for byte.
  for (const [path, integrity] of Object.entries(files)) {
    expect(hash(await readFile(join(DIST, path))), path).toBe(integrity);
    const kept = await page.evaluate(async (path) => {
      const response = await caches.match(path);
      const bytes = new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    }, path);
    expect(hash(Buffer.from(kept, "latin1")), path).toBe(integrity);
  }
});

test("with_the_gateway_stopped_every_address_opens_the_app", async ({ page, context, town }) => {
  await page.goto(NOWHERE);
  await keptOffline(page);
  await page.close();
  await town.stopGateway();
  for (const path of ["/", "/?da=icona", "/storico", "/avviso/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "/non/esiste"]) {
    const again = await context.newPage();
    await again.goto(path);
    await expectApp(again);
    await again.close();
  }
});

test("after_the_browser_was_closed_the_app_opens_without_the_gateway", async ({ town, launchOptions }, info) => {
  const open = () => chromium.launchPersistentContext(info.outputPath("profile"), { ...launchOptions, locale: "it-IT" });
  let browser = await open();
  let page = await browser.newPage();
  await page.goto(town.url + NOWHERE);
  await keptOffline(page);
  await browser.close();

  await town.stopGateway();
  browser = await open();
  page = await browser.newPage();
  await page.goto(`${town.url}/storico`);
  await expectApp(page);
  await browser.close();
});

test("what_the_gateway_answers_is_never_kept", async ({ page, town }) => {
  await page.goto(NOWHERE);
  await keptOffline(page);
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  for (const path of ["/status", "/openapi.json", "/problems/not-found", "/returns/x/ok"]) {
    await page.evaluate((path) => fetch(path).then((answer) => answer.text()), path);
  }
  // But the letters, which the app keeps by itself, and nothing else beside them.
  await expect.poll(async () => (await cached(page)).letters).toEqual([expect.stringMatching(/^\/api\/v1\/top-ups\/\w+\/letter$/)]);
  const { letters: _, ...shell } = await cached(page);
  const kept = Object.values(shell).flat();
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((path) => GATEWAY.test(path))).toEqual([]);

  // Nor is it answered with the app.
  const status = await page.goto("/status");
  expect(status?.headers()["content-type"]).toContain("json");
  await town.stopGateway();
  await expect(page.goto("/status")).rejects.toThrow();
});

test("a_file_that_is_gone_is_missed_and_not_answered_with_the_page", async ({ page, town }) => {
  await page.goto(NOWHERE);
  await keptOffline(page);
  for (const path of ["/app-0123456789abcdef.js", "/main-0123456789abcdef.css", "/app_bg-0123456789abcdef.wasm"]) {
    const answer = await page.evaluate(async (path) => {
      const response = await fetch(path);
      return { status: response.status, type: response.headers.get("content-type") };
    }, path);
    expect(answer, path).toEqual({ status: 404, type: "text/plain; charset=utf-8" });
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
  await town.stopGateway();
  await expect(page.goto("/app-0123456789abcdef.js")).rejects.toThrow();
});

test("on_a_full_phone_the_app_works_with_the_network", async ({ page, context, town }) => {
  const browser = await context.newCDPSession(page);
  const origin = town.url;
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 10_000 });
  await page.goto(NOWHERE);
  await expectApp(page);
  const registered = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
  await expect.poll(registered, { message: "the worker has given up" }).toBe(false);
  expect(await cached(page)).toEqual({});
  await town.signIn(page);
  await openTopUp(page, "Anna");

  // There is room again: the next visit keeps the shell.
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await page.goto(NOWHERE);
  await keptOffline(page);
  await town.stopGateway();
  await page.reload();
  await expectApp(page);
});

for (const [storageTypes, what] of [
  ["cache_storage", "the caches are gone and the worker is not"],
  ["all", "everything is gone"],
] as const) {
  test(`when_the_browser_has_cleared_its_storage_the_app_comes_back_${storageTypes}`, async ({ page, context, town }) => {
    await page.goto(NOWHERE);
    await keptOffline(page);
    const browser = await context.newCDPSession(page);
    await browser.send("Storage.clearDataForOrigin", { origin: town.url, storageTypes });
    expect(await cached(page), what).toEqual({});
    await page.goto(NOWHERE);
    await expectApp(page);
    // It keeps itself again.
    const { version, files } = await told();
    await expect.poll(() => cached(page)).toEqual({ [`shell-${version}`]: Object.keys(files).sort() });
    await keptOffline(page);
    await town.stopGateway();
    await page.reload();
    await expectApp(page);
  });
}

test("where_the_browser_keeps_nothing_the_app_works_with_the_network", async ({ page, town }) => {
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no storage", "SecurityError"));
  });
  await page.goto(NOWHERE);
  await expectApp(page);
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  expect(Object.keys(await cached(page)).filter((name) => name.startsWith("shell-"))).toEqual([]);
});
