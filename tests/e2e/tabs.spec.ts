// Tabs of one browser share the session and the saved notices. No tab shows one guardian's data to another.
import { CHIARA, expect, MARC, test, type Page } from "./fixtures.ts";
import { enter, heldBack, makeNotice, signOut, typeAmount } from "./steps.ts";

const accounts = (page: Page) => page.getByRole("heading", { level: 1, name: "I tuoi conti" });
const wayIn = (page: Page) => page.getByRole("heading", { level: 1, name: "Accedi" });
const savedCount = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ricarica.notice.")).length);

async function leave(page: Page): Promise<void> {
  await signOut(page);
  await expect(wayIn(page)).toBeVisible();
}

test("sign_out_in_one_tab_signs_out_all_tabs", async ({ page, context, environment }) => {
  await page.goto("/");
  await enter(page, environment);
  await expect(accounts(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto("/storico");
  await expect(other.getByRole("heading", { level: 1, name: "Movimenti" })).toBeVisible();
  await signOut(page);
  await expect(wayIn(other)).toBeVisible();
});

test("another_guardian_in_another_tab_takes_over_this_tab", async ({ page, context, environment }) => {
  await page.goto("/");
  await enter(page, environment, CHIARA);
  await expect(page.getByText("Accesso come Chiara Esempio")).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await leave(other);
  await enter(other, environment, MARC);
  await expect(other.getByText("Accesso come Marc Modello")).toBeVisible();
  // Without any input in the first tab.
  await expect(page.getByText("Accesso come Marc Modello")).toBeVisible();
  await expect(page.getByText("Chiara Esempio")).toHaveCount(0);

  await other.locator("li.account a").first().click();
  await typeAmount(other, "25");
  await makeNotice(other);
  await expect.poll(() => savedCount(other)).toBe(1);
  await page.reload();
  await expect(page.getByRole("link", { name: /^Mostra allo sportello/ })).toBeVisible();
  // Marc's notice has Marc's mark, so Chiara does not see it.
  await leave(page);
  await enter(page, environment, CHIARA);
  await expect(page.getByText("Accesso come Chiara Esempio")).toBeVisible();
  expect(await savedCount(page)).toBe(0);
});

test("session_that_changes_while_the_app_loads_is_the_one_that_is_shown", async ({ page, context, environment }) => {
  await environment.signIn(page, CHIARA);
  const come = await heldBack(page);
  const early = page.waitForResponse("**/api/v1/accounts");
  await page.goto("/");
  await early;
  const other = await context.newPage();
  await environment.signIn(other, MARC);
  await other.goto("/");
  await expect(other.getByText("Accesso come Marc Modello")).toBeVisible();
  come();
  await expect(page.getByText("Accesso come Marc Modello")).toBeVisible();
  await expect(other.getByText("Accesso come Marc Modello")).toBeVisible();
  await expect(page.getByText("Chiara Esempio")).toHaveCount(0);
});

test("sign_in_page_notices_a_session_from_another_tab", async ({ page, context, environment }) => {
  await page.goto("/");
  await expect(wayIn(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto("/");
  await enter(other, environment);
  await expect(accounts(other)).toBeVisible();
  await expect(accounts(page)).toBeVisible();
});

test("drafts_of_one_guardian_are_gone_for_the_next", async ({ page, context, environment }) => {
  await page.goto("/");
  await enter(page, environment, CHIARA);
  await page.locator("li.account a").first().click();
  await typeAmount(page, "33");
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("ricarica.top-up"))).toContain("33");
  // The session ends, and the next guardian signs in in the same tab.
  await context.clearCookies();
  await page.reload();
  await expect(wayIn(page)).toBeVisible();
  await enter(page, environment, MARC);
  await expect(page.getByText("Questo conto non è tra i tuoi")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("ricarica.top-up"))).toBeNull();
});
