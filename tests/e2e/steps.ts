// Actions of a guardian, by the texts on the screen.
import { expect, type Locator, type Page } from "@playwright/test";
import { CHIARA, type TestEnvironment } from "./environment.ts";

export const AMOUNT = "Importo della ricarica";

/** An unknown address. The app runs there without a session. */
export const NOWHERE = "/non/esiste";

/** On the accounts page: the link to top up this child's account. */
export function topUpLink(page: Page, child: string): Locator {
  const account = page.locator("li.account", { has: page.getByText(child, { exact: true }) });
  return account.locator("a[href^='/ricarica/']").first();
}

/** Chooses the way with a notice. Its button makes one, or one for each account. */
export async function noticeButton(page: Page): Promise<Locator> {
  await page.getByRole("radio", { name: /Con un avviso|Avec un avis/ }).check();
  return page.getByRole("button", { name: /Crea (l’|gli )avvis|Créer (l’|les )avis/ });
}

/** Opens *Esegui ricarica* for this child from the accounts. */
export async function openTopUp(page: Page, child: string): Promise<void> {
  await page.goto("/");
  // Before the app runs the link is there, and loads another page.
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  await topUpLink(page, child).click();
  await expect(page.getByRole("heading", { level: 1, name: "Esegui ricarica" })).toBeVisible();
}

/** Signs out in the profile. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Profilo" }).click();
  await page.getByRole("button", { name: "Esci" }).click();
}

/** Types an amount for one account. */
export async function typeAmount(page: Page, amount: string): Promise<void> {
  await page.getByLabel(AMOUNT).fill(amount);
}

/** Taps AVANTI and waits for the payment page. */
export async function goOnline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "AVANTI" }).click();
  await expect(page.getByRole("heading", { name: "Accedi per pagare" })).toBeVisible({ timeout: 15_000 });
}

/** Makes a notice and waits for the notice. */
export async function makeNotice(page: Page): Promise<void> {
  await (await noticeButton(page)).click();
  const notice = page.getByRole("heading", { level: 1, name: "Avviso di pagamento" });
  // The account has an open top-up already.
  const second = page.getByRole("dialog").getByRole("button", { name: "Le voglio tutte e due" });
  await expect(notice.or(second)).toBeVisible({ timeout: 15_000 });
  if (await second.isVisible()) await second.click();
  await expect(notice).toBeVisible();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
}

/** The code on the notice's screen. */
export function qrCode(page: Page) {
  return page.getByRole("img", { name: /^Codice QR/ });
}

/** The shown value of a label. */
export async function shown(page: Page, label: string): Promise<string> {
  const field = page.locator(".copy-field", { has: page.getByText(label, { exact: true }) });
  return (await field.locator(".value").innerText()).trim();
}

/** The expected text of the notice's code, from the numbers on the page. */
export async function expectedQr(page: Page, cents: number): Promise<string> {
  const number = (await shown(page, "Codice avviso")).replaceAll(/\s/g, "");
  const creditor = (await shown(page, "Codice fiscale ente creditore")).replaceAll(/\s/g, "");
  return `PAGOPA|002|${number}|${creditor}|${cents}`;
}

/** The balance of this child's account, as the accounts page shows it. */
export async function balance(page: Page, child: string): Promise<string> {
  await page.goto("/");
  const account = page.locator("li.account", { has: page.getByText(child, { exact: true }) });
  return (await account.locator(".money").first().innerText()).replaceAll(/\s/g, " ");
}

/** Requests a code on the screen. */
export async function askForCode(page: Page, email: string): Promise<void> {
  await page.getByLabel("Indirizzo e-mail").fill(email);
  await page.getByRole("button", { name: "Invia il codice" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Scrivi il codice" })).toBeVisible();
}

/** Signs in on the screen. The last digit submits the form. */
export async function enter(page: Page, environment: TestEnvironment, email = CHIARA): Promise<void> {
  const known = new Set((await environment.mails(email)).map((mail) => mail.id));
  await askForCode(page, email);
  await page.getByLabel("Codice").fill(await environment.code(email, known));
  await page.waitForURL((url) => !url.pathname.startsWith("/accesso"));
}

/** Shortens the page's timers of these durations. Those of the browser and the gateway stay the same. */
export async function sooner(page: Page, waits: Record<number, number>): Promise<void> {
  await page.addInitScript((waits) => {
    const real = window.setTimeout;
    Object.assign(window, { setTimeout: (run: () => void, ms = 0) => real(run, waits[ms] ?? ms) });
  }, waits);
}

/** Delays the responses to matching addresses until the returned function is called. */
export async function heldBack(page: Page, address: RegExp = /\.wasm$/): Promise<() => void> {
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route(address, async (route) => {
    await coming;
    await route.continue();
  });
  return come;
}

/** Shows another way to use the notice on its screen: the name of its tab. */
export async function chooseWay(page: Page, name: "Allo sportello" | "Con un’app" | "Su carta"): Promise<void> {
  await page.getByRole("radio", { name }).check();
}

/** The tabs of the app's bar. */
export const tabs = (page: Page) => page.locator("nav.tabs");
