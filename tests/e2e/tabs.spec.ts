// Tabs of one browser share the session and the saved notices. No tab shows one guardian's data to another.
import { CHIARA, expect, MARC, test, type Page } from "./fixtures.ts";
import { askForCode, enter, makeNotice, sooner, typeAmount } from "./steps.ts";

const accounts = (page: Page) => page.getByRole("heading", { level: 1, name: "I tuoi conti" });
const wayIn = (page: Page) => page.getByRole("heading", { level: 1, name: "Accedi" });
const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ricarica.notice.")).length);

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Esci" }).click();
  await expect(wayIn(page)).toBeVisible();
}

test("sign_out_in_one_tab_signs_out_all_tabs", async ({ page, context, town }) => {
  await page.goto("/");
  await enter(page, town);
  await expect(accounts(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto("/storico");
  await expect(other.getByRole("heading", { level: 1, name: "Storico delle ricariche" })).toBeVisible();
  await signOut(page);
  await expect(wayIn(other)).toBeVisible();
});

test("another_guardian_in_another_tab_takes_over_this_tab", async ({ page, context, town }) => {
  await page.goto("/");
  await enter(page, town, CHIARA);
  await expect(page.getByText("Accesso come Chiara Esempio")).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await signOut(other);
  await enter(other, town, MARC);
  await expect(other.getByText("Accesso come Marc Modello")).toBeVisible();
  // Without any input in the first tab.
  await expect(page.getByText("Accesso come Marc Modello")).toBeVisible();
  await expect(page.getByText("Chiara Esempio")).toHaveCount(0);

  await other.getByRole("link", { name: /^Esegui ricarica/ }).first().click();
  await typeAmount(other, "25");
  await makeNotice(other);
  await expect.poll(() => kept(other)).toBe(1);
  await page.reload();
  await expect(page.getByRole("link", { name: /^Mostra allo sportello/ })).toBeVisible();
  // Marc's notice has Marc's mark, so Chiara does not see it.
  await signOut(page);
  await enter(page, town, CHIARA);
  await expect(page.getByText("Accesso come Chiara Esempio")).toBeVisible();
  expect(await kept(page)).toBe(0);
});

test("sign_in_page_notices_a_session_from_another_tab", async ({ page, context, town }) => {
  await page.goto("/");
  await expect(wayIn(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await enter(other, town);
  await expect(accounts(other)).toBeVisible();
  await expect(accounts(page)).toBeVisible();
});

test("drafts_of_one_guardian_are_gone_for_the_next", async ({ page, context, town }) => {
  await page.goto("/");
  await enter(page, town, CHIARA);
  await page.getByRole("link", { name: /^Esegui ricarica/ }).first().click();
  await typeAmount(page, "33");
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("ricarica.top-up"))).toContain("33");
  // The session ends, and the next guardian signs in in the same tab.
  await context.clearCookies();
  await page.reload();
  await expect(wayIn(page)).toBeVisible();
  await enter(page, town, MARC);
  await expect(page.getByText("Questo conto non è tra i tuoi")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("ricarica.top-up"))).toBeNull();
});

test("second_code_after_sign_in_leaves_no_address_behind", async ({ page, town }) => {
  // A second code can be requested after half a minute.
  await sooner(page, { 1000: 20 });
  await page.goto("/");
  const known = new Set((await town.mails(CHIARA)).map((mail) => mail.id));
  await askForCode(page, CHIARA);
  await page.getByLabel("Codice").fill(await town.code(CHIARA, known));
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/v1/sign-in-codes", async (route) => {
    // The request does not reach the gateway, so the first code stays valid.
    await held;
    await route.fulfill({
      status: 202,
      contentType: "application/json",
      body: '{"challenge_id":"01JD3Z8K0V7Q2M5N9R4T6W8Y0A","expires_in":600,"code_length":6}',
    });
  });
  await page.getByRole("button", { name: "Invia un nuovo codice" }).click();
  await page.getByRole("button", { name: "Accedi" }).click();
  await expect(accounts(page)).toBeVisible();
  const answered = page.waitForEvent("requestfinished", (request) => request.url().endsWith("/sign-in-codes"));
  answer();
  await answered;
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => sessionStorage.getItem("ricarica.sign-in"))).toBeNull();
});
