// `node sign_in.mjs RUNS`, bundled by `cargo xtask bench`: the time from the sixth digit of the sign-in code to the accounts on
// the screen, on a slow phone that has never been here. Prints the figures as `key=value`.
//
// The mail takes ten seconds, in which the page for the code fetches the app. Chromium slows down the page's main thread
// (Emulation.setCPUThrottlingRate), but not the network and the gateway.
import { chromium } from "@playwright/test";
import { setTimeout as sleep } from "node:timers/promises";
import { CHIARA, TestEnvironment } from "../e2e/environment.ts";
import { BROWSER, PHONE, SLOWER, median, work } from "./slow_phone.ts";

/** How long the mail takes, in milliseconds. */
const MAIL = 10_000;
const BALANCE = "li.account .money";

const [runs = ""] = process.argv.slice(2);

/**
 * Runs in each page before its own scripts. On the page for the code: stores the moment of the sixth digit. In the app:
 * records when the balances were painted, in milliseconds after that moment. Both moments are on the clock of the machine,
 * because the app is another document.
 */
function watch(selector: string): void {
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && /^\d{6}$/.test(target.value)) sessionStorage.setItem("typed", String(now()));
  }, true);
  const typed = Number(sessionStorage.getItem("typed"));
  if (!typed) return;
  const look = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    look.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => performance.measure("balances", { start: 0, end: now() - typed });
      port2.postMessage(null);
    });
  });
  look.observe(document, { childList: true, subtree: true });
}

async function signIn(environment: TestEnvironment): Promise<{ shown: number; slower: number }> {
  const browser = await chromium.launch(BROWSER);
  try {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    await page.addInitScript(watch, BALANCE);
    const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
    await page.goto(environment.url);
    await page.getByLabel("Indirizzo e-mail").fill(CHIARA);
    await page.getByRole("button", { name: "Invia il codice" }).click();
    const field = page.getByLabel("Codice");
    await field.waitFor();
    const arrives = Date.now() + MAIL;
    const code = await environment.code(CHIARA, known);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const slowed = await work(page);
    await sleep(arrives - Date.now());
    await field.pressSequentially(code);
    const measured = await page.waitForFunction(() => performance.getEntriesByName("balances")[0]?.duration);
    const shown = await measured.jsonValue();
    if (!shown) throw new Error("the balances were painted at no time");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    return { shown, slower: slowed / (await work(page)) };
  } finally {
    await browser.close();
  }
}

const environment = await TestEnvironment.open({ RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR: "1000" });
try {
  const all = [];
  for (let run = 0; run < Number(runs); run += 1) all.push(await signIn(environment));
  const times = all.map(({ shown }) => shown * 1000);
  const figures = {
    fastest_us: Math.min(...times),
    median_us: median(times),
    slowest_us: Math.max(...times),
    slower_hundredths: median(all.map(({ slower }) => slower * 100)),
  };
  console.log(Object.entries(figures).map(([key, value]) => `${key}=${Math.round(value)}`).join(" "));
} finally {
  await environment.close();
}
