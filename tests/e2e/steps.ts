// Actions of a guardian, by the texts on the screen.
import { expect, type Page } from "@playwright/test";
import { CHIARA, type TestEnvironment } from "./environment.ts";

export const AMOUNT = "Importo della ricarica";

/** An unknown address. The app runs there without a session. */
export const NOWHERE = "/non/esiste";

/** Opens *Esegui ricarica* for this child from the accounts. */
export async function openTopUp(page: Page, child: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: new RegExp(`^Esegui ricarica: Mensa.* · ${child}$`) }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Esegui ricarica" })).toBeVisible();
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

/** Taps *Genera avviso* and waits for the notice. */
export async function makeNotice(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
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
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: child, exact: true }) });
  return (await card.locator(".balance .money").innerText()).replaceAll(/\s/g, " ");
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
