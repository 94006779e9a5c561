// The languages. Each is a separate file, and a change of the language must work on a bad network too.
import { expect, test } from "./fixtures.ts";
import { shellStored } from "./shell.ts";
import { NOWHERE, openTopUp, typeAmount } from "./steps.ts";

test("every_language_works_without_a_network", async ({ page, context }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  await context.setOffline(true);
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await page.getByRole("combobox", { name: "Langue" }).selectOption("English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Language" })).toHaveValue("en");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("phone_downloads_one_language_and_another_when_it_is_chosen", async ({ browser, environment }) => {
  // The worker is blocked, because it stores all languages.
  const context = await browser.newContext({ baseURL: environment.url, locale: "fr-FR", serviceWorkers: "block" });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    const [, language] = new URL(request.url()).pathname.match(/^\/texts-(\w\w)-/) ?? [];
    if (language) asked.push(language);
  });
  await page.goto(NOWHERE);
  await expect(page.getByRole("combobox", { name: "Langue" })).toHaveValue("fr");
  expect(asked).toEqual(["fr"]);
  await page.getByRole("combobox", { name: "Langue" }).selectOption("Italiano");
  await expect(page.getByRole("combobox", { name: "Lingua" })).toHaveValue("it");
  expect(asked).toEqual(["fr", "it"]);
  await context.close();
});

test("language_that_fails_to_load_has_a_message_and_changes_nothing", async ({ browser, environment }) => {
  const context = await browser.newContext({ baseURL: environment.url, locale: "it-IT", serviceWorkers: "block" });
  const page = await context.newPage();
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "31,50");
  await page.getByRole("link", { name: "Torna ai conti" }).click();
  await page.getByRole("link", { name: "Profilo" }).click();
  await context.setOffline(true);
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("English");
  await expect(page.getByText("Questa lingua non si è potuta caricare")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Lingua" })).toHaveValue("it");
  await context.setOffline(false);
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("textbox")).toHaveValue("31,50");
  await context.close();
});

test("texts_of_another_version_show_the_failure_screen", async ({ page, watched }) => {
  await page.route("**/texts-it-*.txt", (route) => route.fulfill({ contentType: "text/plain", body: "one\ntwo" }));
  await page.goto(NOWHERE);
  await expect(page.getByRole("heading", { name: "L’app si è interrotta" })).toBeVisible();
  expect(watched.complaints).toEqual([]);
});

test("login_page_in_place_of_the_texts_is_a_failed_load_and_not_a_fault_of_the_app", async ({ page, watched }) => {
  await page.route("**/texts-it-*.txt", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Wi-Fi</h1>" }));
  await page.goto(NOWHERE);
  await expect(page.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
  expect(watched.complaints.splice(0).join()).toContain("texts-it");
});

test("texts_that_fail_to_load_have_a_message_and_a_retry_button", async ({ browser, environment }) => {
  const context = await browser.newContext({ baseURL: environment.url, locale: "it-IT", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/texts-it-*.txt", (route) => route.abort());
  await page.goto(NOWHERE);
  await expect(page.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
  await page.unroute("**/texts-it-*.txt");
  await page.getByRole("button", { name: "Riprova" }).click();
  await expect(page.getByRole("combobox", { name: "Lingua" })).toBeVisible();
  await context.close();
});
