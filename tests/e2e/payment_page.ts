// A payer's steps on the payment page, by its labels (crates/sandbox/README.md).
import { expect, type Page } from "@playwright/test";

/** Signs in with the e-mail address; the page may have it already. */
export async function enterWithEmail(page: Page, email = "chiara.esempio@example.org"): Promise<void> {
  await expect(page.getByRole("heading", { name: "Accedi per pagare" })).toBeVisible();
  const other = page.getByRole("link", { name: "Usa l’e-mail invece di SPID" });
  if (await other.isVisible()) await other.click();
  await page.getByLabel("Indirizzo e-mail").fill(email);
  await page.getByRole("button", { name: "Continua con l’e-mail" }).click();
}

/** From *Come vuoi pagare?* to the summary, by card. */
export async function chooseCard(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Come vuoi pagare?" })).toBeVisible();
  await page.getByRole("button", { name: "Carta di credito o debito" }).click();
  await page.getByRole("button", { name: "Prosegui" }).click();
  await expect(page.getByRole("heading", { name: "Riepilogo" })).toBeVisible();
}

/** From the payment page's sign-in to the summary. */
export async function toSummary(page: Page): Promise<void> {
  await enterWithEmail(page);
  await chooseCard(page);
}

/** How the payment ends: the name of a button on the summary. */
export type Ending = "Paga" | "Simula rifiuto" | "Simula pagamento parziale";

/** Pays, and returns to the app. */
export async function pay(page: Page, ending: Ending = "Paga"): Promise<void> {
  await toSummary(page);
  await page.getByRole("button", { name: ending, exact: true }).click();
  await page.getByRole("link", { name: "Torna al sito dell’ente" }).click();
}

/** Leaves the payment in progress. It ends by itself after `seconds`. */
export async function leaveInProgress(page: Page, becomes: "pagato" | "rifiutato", seconds: number): Promise<void> {
  await toSummary(page);
  await page.getByLabel("Si risolverà come").selectOption({ label: becomes });
  await page.getByLabel("dopo secondi").fill(String(seconds));
  await page.getByRole("button", { name: "Simula in corso" }).click();
  await page.getByRole("link", { name: "Torna al sito dell’ente" }).click();
}
