// The movements: top-ups and the office's meals by month, with sums, balances, filters and a file for a spreadsheet.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { expectNoSidewaysScrolling, expectTargets } from "./accessible.ts";

/** So many days ago, in Italy. */
const day = (days: number) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(Date.now() - days * 24 * 3600 * 1000);

const ACCOUNT = "MENSA-0001,chiara.esempio@example.org,SMPCHR86D52L654P,Chiara Esempio,Anna,Mensa scuola primaria,5.30";
const HEADER =
  "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance,balance_at";
const at = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000).toISOString().replace(/\.\d+/, "");

/** Two meals of Anna and one of Luca between two balances of Anna's account. */
const MEALS = `account;day;kind;amount;note
MENSA-0001;${day(8)};pasto;-5,30;
MENSA-0001;${day(7)};pasto;-5,30;
MENSA-0001;${day(6)};rettifica;5,30;Assenza comunicata
MENSA-0002;${day(7)};pasto;-4,80;
`;

test("movements_of_the_office_are_in_the_list_by_month_with_balances", async ({ page, environment }) => {
  await environment.importAccounts(`${HEADER}\n${ACCOUNT},100.00,${at(10)}\n`);
  expect(await environment.importMovements(MEALS)).toContain("4 movements read: 4 added, 0 there already");
  expect(await environment.importMovements(MEALS)).toContain("0 added, 4 there already");
  await environment.importAccounts(`${HEADER}\n${ACCOUNT},94.70,${at(5)}\n`);
  await environment.signIn(page);
  const id = await environment.topUp(page, "25.00");
  await environment.payOnline(page, id, "paid");

  const lines = page.locator(".history li");
  // The credit comes a moment after the payment.
  await expect(async () => {
    await page.goto("/storico");
    await expect(lines.filter({ hasText: "Pagata" })).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expect(lines).toHaveCount(5);
  await expect(lines.filter({ hasText: "Assenza comunicata" })).toContainText(/5,30\s€.*Rettifica.*Saldo: 94,70\s€/);
  await expect(page.getByText(/Pasti e rettifiche: −/).first()).toBeVisible();
  await expectAccessible(page);
  await expectTargets(page);
  await expectNoSidewaysScrolling(page, "movements");

  await page.getByRole("combobox", { name: "Movimenti" }).selectOption("Pasti e rettifiche");
  await expect(lines).toHaveCount(4);
  await page.getByRole("combobox", { name: "Conto" }).selectOption({ label: "Mensa scuola dell'infanzia, Luca" });
  await expect(lines).toHaveCount(1);
  await page.getByRole("combobox", { name: "Movimenti" }).selectOption("Ricariche scadute o annullate");
  await expect(page.getByRole("heading", { name: "Nessun movimento trovato" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Mostra tutti i movimenti" }).click();
  await expect(lines).toHaveCount(5);
  await expect(page.getByRole("combobox", { name: "Conto" })).toHaveValue("");
});

for (const [language, title, file, first] of [
  ["it", "Movimenti", "Scarica i movimenti (CSV)", "Giorno;Movimento;Per;"],
  ["fr", "Mouvements", "Télécharger les mouvements (CSV)", "Jour;Mouvement;Pour;"],
  ["en", "Movements", "Download the movements (CSV)", "Day;Movement;For;"],
] as const) {
  test(`movements_are_downloaded_as_a_table_in_${language}`, async ({ browser, environment }) => {
    await environment.importMovements(MEALS);
    const context = await browser.newContext({ baseURL: environment.url, locale: language });
    const page = await context.newPage();
    await environment.signIn(page);
    await page.goto("/storico");
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: file }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("movimenti.csv");
    const text = await readFile(await download.path(), "utf8");
    expect(text.startsWith(`\u{FEFF}${first}`), text.slice(0, 60)).toBe(true);
    expect(text.trimEnd().split("\r\n")).toHaveLength(5);
    await context.close();
  });
}
