// Signing in on the screen, with a code from the mailbox.
import { CHIARA, expect, expectAccessible, test } from "./fixtures.ts";
import { AMOUNT, askForCode, enter, makeNotice, noticeButton, openTopUp, signOut, typeAmount } from "./steps.ts";

test("guardian_signs_in_sees_the_accounts_and_signs_out", async ({ page, environment }) => {
  await page.goto("/");
  await expect(page.getByText("AMBIENTE DI PROVA")).toBeVisible();
  await expectAccessible(page);
  await enter(page, environment);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  await expect(page.getByText("Comune di Valtournenche").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
  await expect(page.getByText(/^In debito di 14,40/)).toBeVisible();
  await expectAccessible(page);
  await signOut(page);
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
});

test("unknown_address_gets_the_same_page_and_no_mail", async ({ page, environment }) => {
  await page.goto("/");
  await askForCode(page, "nessuno@example.org");
  await expect(page.getByText(/è un indirizzo conosciuto dal Comune/)).toBeVisible();
  await expectAccessible(page);
  expect(await environment.mails("nessuno@example.org")).toEqual([]);
});

test("wrong_code_has_an_error_at_its_field_and_a_right_one_with_blanks_works", async ({ page, environment }) => {
  await page.goto("/");
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await askForCode(page, CHIARA);
  const code = await environment.code(CHIARA, known);
  const field = page.getByLabel("Codice");
  await field.fill("12");
  await page.getByRole("button", { name: "Accedi" }).click();
  await expect(page.getByText("Il codice ha 6 cifre.")).toBeVisible();
  await expect(page).toHaveTitle("Errore: Scrivi il codice – Ricarica");
  const wrong = code === "000000" ? "111111" : "000000";
  await field.fill(wrong);
  // The error is announced, and the focus is in the field, which keeps the typed code.
  await expect(page.getByRole("alert").filter({ hasText: /Il codice non è valido/ })).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(wrong);
  await expect(field).toHaveAccessibleDescription(/Vale 10 minuti.* Il codice non è valido/);
  await expectAccessible(page);
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("incomplete_address_has_an_error_at_its_field", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("Indirizzo e-mail").fill("chiara@");
  await page.getByRole("button", { name: "Invia il codice" }).click();
  await expect(page.getByText(/L’indirizzo non è completo/)).toBeVisible();
  await expect(page.getByLabel("Indirizzo e-mail")).toBeFocused();
});

test("typed_amount_survives_the_end_of_the_session", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "31,50");
  await page.context().clearCookies();
  await (await noticeButton(page)).click();
  await expect(page.getByText(/la sessione è terminata/)).toBeVisible();
  await enter(page, environment);
  await expect(page.getByLabel(AMOUNT)).toHaveValue("31,50");
  await makeNotice(page);
  await expect(page.getByText("31,50 €").first()).toBeVisible();
});

test("language_follows_the_browser_and_can_be_changed", async ({ browser, page, environment }) => {
  const french = await browser.newContext({ locale: "fr-FR", baseURL: environment.url });
  const theirs = await french.newPage();
  await theirs.goto("/");
  await expect(theirs.locator("html")).toHaveAttribute("lang", "fr");
  await expect(theirs.getByText("Commune de Valtournenche").first()).toBeVisible();
  await french.close();
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "it");
  await page.getByLabel("Lingua").selectOption({ label: "English" });
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("keyboard_alone_signs_in", async ({ page, environment }) => {
  await page.goto("/");
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await page.getByLabel("Indirizzo e-mail").focus();
  await page.keyboard.type(CHIARA);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Scrivi il codice" })).toBeFocused();
  const code = await environment.code(CHIARA, known);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Codice")).toBeFocused();
  await page.keyboard.type(code);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});
