// What a guardian does in the app, by what they read on the screen.
import { expect, type Page } from "@playwright/test";
import { CHIARA, type TestEnvironment } from "./environment.ts";

export const AMOUNT = "Importo della ricarica";

/** An address at which the app runs without a session: it says that nothing is there. */
export const NOWHERE = "/non/esiste";

/** From the accounts to *Esegui ricarica* for this child. */
export async function openTopUp(page: Page, child: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: new RegExp(`^Esegui ricarica: Mensa.* · ${child}$`) }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Esegui ricarica" })).toBeVisible();
}

/** Types an amount for one account. */
export async function typeAmount(page: Page, amount: string): Promise<void> {
  await page.getByLabel(AMOUNT).fill(amount);
}

/** AVANTI, and arrival at the payment page. */
export async function goOnline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "AVANTI" }).click();
  await expect(page.getByRole("heading", { name: "Accedi per pagare" })).toBeVisible({ timeout: 15_000 });
}

/** *Genera avviso*, and arrival at the notice. */
export async function makeNotice(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
}

/** The code on the notice's screen. */
export function qrCode(page: Page) {
  return page.getByRole("img", { name: /^Codice QR/ });
}

/** A value beside its label, as it is shown. */
export async function shown(page: Page, label: string): Promise<string> {
  const field = page.locator(".copy-field", { has: page.getByText(label, { exact: true }) });
  return (await field.locator(".value").innerText()).trim();
}

/** The text that the notice's code must hold, made from the numbers beside it. */
export async function expectedQr(page: Page, cents: number): Promise<string> {
  const number = (await shown(page, "Codice avviso")).replaceAll(/\s/g, "");
  const creditor = (await shown(page, "Codice fiscale ente creditore")).replaceAll(/\s/g, "");
  return `PAGOPA|002|${number}|${creditor}|${cents}`;
}

/** The balance of this child's account, as the accounts' screen says it. */
export async function balance(page: Page, child: string): Promise<string> {
  await page.goto("/");
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: child, exact: true }) });
  return (await card.locator(".balance .money").innerText()).replaceAll(/\s/g, " ");
}

/** The first step of signing in, on the screen. */
export async function askForCode(page: Page, email: string): Promise<void> {
  await page.getByLabel("Indirizzo e-mail").fill(email);
  await page.getByRole("button", { name: "Invia il codice" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Scrivi il codice" })).toBeVisible();
}

/** Signs in on the screen. The last digit sends the code. */
export async function enter(page: Page, environment: TestEnvironment, email = CHIARA): Promise<void> {
  const known = new Set((await environment.mails(email)).map((mail) => mail.id));
  await askForCode(page, email);
  await page.getByLabel("Codice").fill(await environment.code(email, known));
  await page.waitForURL((url) => !url.pathname.startsWith("/accesso"));
}

/** The page's waits of so many milliseconds end sooner; those of the browser and of the gateway do not. */
export async function sooner(page: Page, waits: Record<number, number>): Promise<void> {
  await page.addInitScript((waits) => {
    const real = window.setTimeout;
    Object.assign(window, { setTimeout: (run: () => void, ms = 0) => real(run, waits[ms] ?? ms) });
  }, waits);
}

/** Holds back what is asked for at an address that matches; what it gives lets it come. */
export async function heldBack(page: Page, address: RegExp = /\.wasm$/): Promise<() => void> {
  let come = () => {};
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route(address, async (route) => {
    await coming;
    await route.continue();
  });
  return come;
}
