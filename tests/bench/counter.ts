// `node counter.mjs FOLDER OPENINGS`, bundled by `cargo xtask bench`: the time until an installed app shows the code at the
// counter, without a network, on a slow phone; and its memory after many notices. Prints the figures as `key=value`.
//
// Each start is cold: a new browser process on the same profile, with the gateway stopped. Chromium slows down the page's
// main thread (Emulation.setCPUThrottlingRate), but not the service worker and the browser's own processes. The
// measurement includes its own callback, which a slow main thread runs late.
import { chromium, type BrowserContext, type CDPSession, type Page } from "@playwright/test";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decode } from "../e2e/decode.ts";
import { TestEnvironment } from "../e2e/environment.ts";
import { BROWSER, PHONE, SLOWER, median, work } from "./slow_phone.ts";

/** The address of the icon: public/manifest.webmanifest. */
const FROM_ICON = "/?da=icona";
const NOTICES = 50;
const CODE = ".counter-symbol svg path";

const [folder = "", openings = ""] = process.argv.slice(2);

function open(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(join(folder, "profile"), {
    ...BROWSER,
    ...PHONE,
  });
}

/** Signs in, makes a notice and waits until the shell is stored. Returns the text of its QR code. */
async function moveIn(environment: TestEnvironment): Promise<string> {
  const browser = await open();
  try {
    const page = await browser.newPage();
    await page.goto(environment.url);
    await environment.signIn(page);
    const [id = ""] = await openTopUps(page, environment, 1);
    await page.goto(`${environment.url}/sportello/${id}`);
    await page.goto(`${environment.url}/avviso/${id}`);
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
    await page.waitForFunction((id) => Object.keys(localStorage).some((key) => key.endsWith(id)), id);
    const { notice } = (await (await page.request.get(`${environment.url}/api/v1/top-ups/${id}`)).json()) as TopUp;
    return `PAGOPA|002|${notice.notice_number}|${notice.creditor_code}|${notice.amount.amount.replace(".", "")}`;
  } finally {
    await browser.close();
  }
}

interface TopUp {
  id: string;
  notice: { notice_number: string; creditor_code: string; amount: { amount: string } };
}

/** Opens top-ups with different amounts and waits until their notices are payable. Returns their ids. */
async function openTopUps(page: Page, environment: TestEnvironment, count: number): Promise<string[]> {
  const accounts = await (await page.request.get(`${environment.url}/api/v1/accounts`)).json();
  const account_id = accounts.items[0].id as string;
  const ids: string[] = [];
  for (let euros = 10; ids.length < count; euros += 1) {
    const answer = await page.request.post(`${environment.url}/api/v1/top-ups`, {
      data: { account_id, amount: { amount: `${euros}.00`, currency: "EUR" }, allow_duplicate: true },
      headers: { origin: environment.url, "idempotency-key": crypto.randomUUID() },
    });
    if (!answer.ok()) throw new Error(`top-up: ${answer.status()} ${await answer.text()}`);
    ids.push(((await answer.json()) as TopUp).id);
  }
  for (const id of ids) {
    const ready = async () => ((await (await page.request.get(`${environment.url}/api/v1/top-ups/${id}`)).json()) as TopUp).notice;
    while (!(await ready())) await sleep(100);
  }
  return ids;
}

/**
 * Runs in the page before the app: records when the code was painted, in milliseconds after the start of the navigation.
 * When the code is in the document it waits for the next frame and reads the time in the first task after it. By then the
 * code is painted.
 */
function watchForCode(selector: string): void {
  const look = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    look.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => performance.mark("code");
      port2.postMessage(null);
    });
  });
  look.observe(document, { childList: true, subtree: true });
}

/** One start from the icon: milliseconds until the code is painted, and the measured slow-down of the page. */
async function openFromIcon(url: string, expected: string): Promise<{ painted: number; slower: number }> {
  const browser = await open();
  try {
    const [page = await browser.newPage()] = browser.pages();
    await page.addInitScript(watchForCode, CODE);
    const devtools = await browser.newCDPSession(page);
    await browser.setOffline(true);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await page.goto(`${url}${FROM_ICON}`, { waitUntil: "commit" });
    const mark = await page.waitForFunction(() => performance.getEntriesByName("code")[0]?.startTime);
    const painted = await mark.jsonValue();
    if (!painted) throw new Error("the code was painted at no time");
    const slowed = await work(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    const slower = slowed / (await work(page));
    // The code is right and readable.
    const { zbar } = await decode(await page.screenshot());
    if (zbar.join() !== expected) throw new Error(`the screen shows ${zbar.join()} instead of ${expected}`);
    return { painted, slower };
  } finally {
    await browser.close();
  }
}

/** Bytes of the page: JavaScript's used heap, and WebAssembly's memory, which is not part of it. */
async function held(page: Page, devtools: CDPSession): Promise<{ js: number; wasm: number }> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const js = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value;
  const wasm = await page.evaluate(() => (globalThis as Held).wasmMemory?.buffer.byteLength);
  if (!js || !wasm) throw new Error("the memory cannot be seen");
  return { js, wasm };
}

type Held = typeof globalThis & { wasmMemory?: WebAssembly.Memory };

/** Runs in the page before the app: keeps a reference to the memory of the app's WebAssembly. */
function keepMemory(): void {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const keep = (instance: WebAssembly.Instance) => {
    (globalThis as Held).wasmMemory = instance.exports.memory as WebAssembly.Memory;
  };
  WebAssembly.instantiateStreaming = async (...args) => {
    const made = await instantiateStreaming(...args);
    keep(made.instance);
    return made;
  };
  WebAssembly.instantiate = (async (...args: Parameters<typeof instantiate>) => {
    const made: unknown = await instantiate(...args);
    keep(made instanceof WebAssembly.Instance ? made : (made as WebAssembly.WebAssemblyInstantiatedSource).instance);
    return made;
  }) as typeof WebAssembly.instantiate;
}

/** Opens many notices without a reload, and measures the memory before and after. */
async function openMany(environment: TestEnvironment): Promise<Record<string, number>> {
  const browser = await open();
  try {
    const page = await browser.newPage();
    await page.addInitScript(keepMemory);
    await page.goto(environment.url);
    await environment.signIn(page);
    const ids = await openTopUps(page, environment, NOTICES);
    const devtools = await browser.newCDPSession(page);
    await devtools.send("Performance.enable");
    await show(page, environment, ids[0] ?? "");
    const before = await held(page, devtools);
    let most = before.js + before.wasm;
    for (const id of ids) {
      await turnTo(page, id);
      const { js, wasm } = await held(page, devtools);
      most = Math.max(most, js + wasm);
    }
    const after = await held(page, devtools);
    await devtools.send("HeapProfiler.collectGarbage");
    const settled = await held(page, devtools);
    return {
      heap_first: before.js,
      heap_last: after.js,
      heap_settled: settled.js,
      wasm_first: before.wasm,
      wasm_last: after.wasm,
      most,
    };
  } finally {
    await browser.close();
  }
}

async function show(page: Page, environment: TestEnvironment, id: string): Promise<void> {
  await page.goto(`${environment.url}/avviso/${id}`);
  await page.locator("svg[role=img]").first().waitFor();
}

/** Navigates like a link of the app, without a reload: to the notice page, then to the counter. */
async function turnTo(page: Page, id: string): Promise<void> {
  for (const path of [`/avviso/${id}`, `/sportello/${id}`]) {
    await page.evaluate((path) => {
      const link = document.createElement("a");
      link.href = path;
      document.getElementById("app")?.append(link);
      link.click();
      link.remove();
    }, path);
    await page.waitForURL(`**${path}`);
    await page.locator("svg[role=img]").first().waitFor();
  }
}

const environment = await TestEnvironment.open({ RICARICA_LIMITS__BALANCE_CAP: "1000000.00" });
const figures: Record<string, number> = {};
try {
  const expected = await moveIn(environment);
  await environment.stopGateway();
  const times: number[] = [];
  const slower: number[] = [];
  for (let opening = 0; opening < Number(openings); opening += 1) {
    const one = await openFromIcon(environment.url, expected);
    times.push(one.painted * 1000);
    slower.push(one.slower * 100);
  }
  await environment.startGateway();
  const memory = await openMany(environment);
  Object.assign(figures, memory, {
    fastest_us: Math.min(...times),
    median_us: median(times),
    slowest_us: Math.max(...times),
    slower_hundredths: median(slower),
  });
} finally {
  await environment.close();
}
console.log(Object.entries(figures).map(([key, value]) => `${key}=${Math.round(value)}`).join(" "));
