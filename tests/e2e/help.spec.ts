// Help: available without signing in and without a network.
import { expect, expectAccessible, test } from "./fixtures.ts";
import { shellStored } from "./shell.ts";
import { noticeButton, NOWHERE, openTopUp, signOut } from "./steps.ts";

test("only_the_first_visit_has_an_explanation", async ({ page, environment }) => {
  await page.goto("/");
  await expect(page.getByRole("listitem").filter({ hasText: "ti mandiamo un codice" })).toBeVisible();
  await environment.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "I tuoi conti" })).toBeVisible();
  await signOut(page);
  await expect(page.getByRole("heading", { name: "Accedi", level: 1 })).toBeVisible();
  await expect(page.getByText("ti mandiamo un codice")).toBeHidden();
});

test("help_is_one_tap_away_without_a_session", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("contentinfo").getByRole("link", { name: /che cosa dire allo sportello/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aiuto" })).toBeVisible();
  const question = page.getByText("Dal tabaccaio, alla ricevitoria SISAL o Lottomatica");
  await expect(page.getByText("Devo pagare un avviso pagoPA").first()).toBeHidden();
  await question.click();
  await expect(page.getByText("Devo pagare un avviso pagoPA").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /mensa@comune.example.org/ }).first()).toBeVisible();
  await expect(page.getByText("Lunedì–venerdì, 9:00–12:00")).toBeVisible();
  await expectAccessible(page);
});

test("help_about_spid_opens_its_answer_and_keeps_the_typed_amount", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await page.getByRole("textbox", { name: /Importo della ricarica/ }).fill("31,50");
  await page.getByRole("link", { name: "SPID non funziona?" }).click();
  await expect(page.getByText("scegli E-mail al posto di SPID")).toBeVisible();
  await expect(page.getByText("SPID non funziona: che cosa faccio?")).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("textbox", { name: /Importo della ricarica/ })).toHaveValue("31,50");
});

test("help_works_offline_in_every_language", async ({ page, context }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  await context.setOffline(true);
  await page.goto("/aiuto#lettore");
  await expect(page.getByText("Alza al massimo la luminosità")).toBeVisible();
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
  await expect(page.getByText("Mettez la luminosité au maximum")).toBeVisible();
});

test("help_that_fails_to_load_can_be_requested_again", async ({ browser, environment }) => {
  const context = await browser.newContext({ baseURL: environment.url, locale: "en-GB", serviceWorkers: "block" });
  const page = await context.newPage();
  // Without a session the gateway answers, and there is nothing to fetch.
  await environment.signIn(page);
  await page.route("**/texts-guide-en-*.txt", (route) => route.abort());
  await page.goto("/aiuto");
  await expect(page.getByText("The help could not be loaded")).toBeVisible();
  await page.unroute("**/texts-guide-en-*.txt");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("How do I pay online?")).toBeVisible();
  await context.close();
});

test("low_balance_suggests_an_amount_that_is_filled_in", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await page.getByRole("link", { name: /^Ricarica 62,40.€ debito e 10 pasti Luca$/ }).click();
  await expect(page.getByRole("textbox", { name: /Importo della ricarica/ })).toHaveValue("62,40");
  await (await noticeButton(page)).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
});
