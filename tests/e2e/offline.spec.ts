// The app without a network: what the service worker stores, and what it does not.
import { chromium } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Page } from "./fixtures.ts";
import { cached, DIST, GATEWAY, hash, shellStored, workerList } from "./shell.ts";
import { makeNotice, NOWHERE, openTopUp, typeAmount } from "./steps.ts";

/** The app itself is on the screen: not the grey cards of index.html, not a browser's error, nothing blank. */
async function expectApp(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("banner").getByRole("link", { name: "Ricarica" })).toHaveCSS("text-decoration-line", "none");
}

test("first_visit_stores_the_whole_shell_and_nothing_else", async ({ page }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  const { version, files } = await workerList();
  expect(await cached(page)).toEqual({ [`shell-${version}`]: Object.keys(files).sort() });
  // The stored files are the built files, byte for byte.
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

test("every_address_opens_the_app_with_the_gateway_stopped", async ({ page, context, environment }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  await page.close();
  await environment.stopGateway();
  for (const path of ["/", "/?da=icona", "/storico", "/avviso/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "/non/esiste"]) {
    const again = await context.newPage();
    await again.goto(path);
    await expectApp(again);
    await again.close();
  }
});

test("app_opens_without_the_gateway_after_a_browser_restart", async ({ environment, launchOptions }, info) => {
  const open = () => chromium.launchPersistentContext(info.outputPath("profile"), { ...launchOptions, locale: "it-IT" });
  let browser = await open();
  let page = await browser.newPage();
  await page.goto(environment.url + NOWHERE);
  await shellStored(page);
  await browser.close();

  await environment.stopGateway();
  browser = await open();
  page = await browser.newPage();
  await page.goto(`${environment.url}/storico`);
  await expectApp(page);
  await browser.close();
});

test("answers_of_the_gateway_are_never_stored", async ({ page, environment }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  for (const path of ["/status", "/openapi.json", "/problems/not-found", "/returns/x/ok"]) {
    await page.evaluate((path) => fetch(path).then((answer) => answer.text()), path);
  }
  // Except the letters, which the app stores in their own cache.
  await expect.poll(async () => (await cached(page)).letters).toEqual([expect.stringMatching(/^\/api\/v1\/top-ups\/\w+\/letter$/)]);
  const { letters: _, ...shell } = await cached(page);
  const kept = Object.values(shell).flat();
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((path) => GATEWAY.test(path))).toEqual([]);

  // Nor does the app answer for it.
  const status = await page.goto("/status");
  expect(status?.headers()["content-type"]).toContain("json");
  await environment.stopGateway();
  await expect(page.goto("/status")).rejects.toThrow();
});

test("missing_file_is_a_404_and_not_the_page", async ({ page, environment }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  for (const path of ["/app-0123456789abcdef.js", "/main-0123456789abcdef.css", "/app_bg-0123456789abcdef.wasm"]) {
    const answer = await page.evaluate(async (path) => {
      const response = await fetch(path);
      return { status: response.status, type: response.headers.get("content-type") };
    }, path);
    expect(answer, path).toEqual({ status: 404, type: "text/plain; charset=utf-8" });
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
  await environment.stopGateway();
  await expect(page.goto("/app-0123456789abcdef.js")).rejects.toThrow();
});

test("app_works_online_with_full_storage", async ({ page, context, environment }) => {
  const browser = await context.newCDPSession(page);
  const origin = environment.url;
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 10_000 });
  await page.goto(NOWHERE);
  await expectApp(page);
  const registered = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
  await expect.poll(registered, { message: "the worker has given up" }).toBe(false);
  expect(await cached(page)).toEqual({});
  await environment.signIn(page);
  await openTopUp(page, "Anna");

  // With free space the next visit stores the shell.
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  await page.goto(NOWHERE);
  await shellStored(page);
  await environment.stopGateway();
  await page.reload();
  await expectApp(page);
});

for (const [storageTypes, what] of [
  ["cache_storage", "the caches are gone and the worker is not"],
  ["all", "everything is gone"],
] as const) {
  test(`app_returns_after_cleared_storage_${storageTypes}`, async ({ page, context, environment }) => {
    await page.goto(NOWHERE);
    await shellStored(page);
    const browser = await context.newCDPSession(page);
    await browser.send("Storage.clearDataForOrigin", { origin: environment.url, storageTypes });
    expect(await cached(page), what).toEqual({});
    await page.goto(NOWHERE);
    await expectApp(page);
    // The app is stored again.
    const { version, files } = await workerList();
    await expect.poll(() => cached(page)).toEqual({ [`shell-${version}`]: Object.keys(files).sort() });
    await shellStored(page);
    await environment.stopGateway();
    await page.reload();
    await expectApp(page);
  });
}

test("app_works_online_without_storage", async ({ page, environment }) => {
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no storage", "SecurityError"));
  });
  await page.goto(NOWHERE);
  await expectApp(page);
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  expect(Object.keys(await cached(page)).filter((name) => name.startsWith("shell-"))).toEqual([]);
});
