// Data that was read a moment ago is shown without waiting.
import { expect, MARC, test, type Page } from "./fixtures.ts";
import { heldBack, makeNotice, noticeButton, openTopUp, signOut, topUpLink, typeAmount } from "./steps.ts";

/** Counts the requests for the accounts. */
function accountRequests(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/v1/accounts") count += 1;
  });
  return () => count;
}

test("amount_page_opens_from_the_accounts_without_waiting", async ({ page, environment }) => {
  await environment.signIn(page);
  const times = accountRequests(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  // Shown at once, and read again in the background.
  await expect.poll(times).toBe(2);
  // Back on the accounts they are shown at once and read again.
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/v1/accounts", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("banner").getByRole("link", { name: "Torna ai conti" }).click();
  await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
  await expect.poll(times).toBe(3);
  answer();
});

test("changed_balance_updates_the_form_and_keeps_typed_text", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
  const answer = await heldBack(page, /\/api\/v1\/accounts$/);
  await topUpLink(page, "Anna e Luca").click();
  const amount = page.getByLabel("Importo della ricarica");
  await amount.pressSequentially("30");
  const balance = page.getByText(/Saldo attuale: /);
  const cents = async () => Number((await balance.innerText()).replace(/^.*: |[^\d−-]/g, "").replace("−", "-"));
  const had = await cents();
  const limits = page.getByText(/^Da .* a .*€$/);
  const before = await limits.innerText();
  // A top-up of this account is paid elsewhere.
  const back = (await environment.payOnline(page, await environment.topUp(page, "500.00"), "paid")) ?? "";
  // Only a request for a page counts as the payer's return.
  await page.request.get(back, { headers: { Accept: "text/html" } });
  answer();
  await expect.poll(cents).toBe(had + 50_000);
  await expect(limits).not.toHaveText(before);
  await expect(amount).toBeFocused();
  await amount.pressSequentially(",50");
  await expect(amount).toHaveValue("30,50");
  await makeNotice(page);
  await expect(page.getByText("30,50\u00a0€").first()).toBeVisible();
});

test("accounts_are_read_again_after_a_top_up", async ({ page, environment }) => {
  await environment.signIn(page);
  const times = accountRequests(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await expect.poll(times).toBe(2);
  await makeNotice(page);
  const answer = await heldBack(page, /\/api\/v1\/accounts$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Esegui ricarica" })).toBeVisible();
  await expect(page.locator(".skeleton")).toBeVisible();
  expect(times()).toBe(3);
  answer();
  await expect(page.getByLabel("Importo della ricarica")).toBeVisible();
});

test("cancelled_top_up_frees_its_amount_on_the_account", async ({ page, environment }) => {
  await environment.signIn(page);
  await environment.topUp(page, "500.00");
  await page.goto("/");
  const both = topUpLink(page, "Anna e Luca");
  await both.click();
  const limits = page.getByText(/^Da .* a .*€$/);
  const before = await limits.innerText();
  await typeAmount(page, "300");
  await (await noticeButton(page)).click();
  // The other top-up of the account is open.
  await page.getByRole("button", { name: "Le voglio tutte e due" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
  // The accounts are read while the open top-up counts against the limit.
  await page.getByRole("link", { name: "Conti", exact: true }).click();
  await both.click();
  await expect(limits).not.toHaveText(before);
  await page.goBack();
  await page.getByRole("link", { name: /^300,00/ }).click();
  await page.getByRole("button", { name: "Annulla la ricarica" }).click();
  await page.getByRole("button", { name: "Sì, annulla la ricarica" }).click();
  await page.getByRole("link", { name: "Fai una nuova ricarica" }).click();
  await expect(page.getByText(/^Da .* a .*€$/).first()).toHaveText(before);
  expect(before).toContain("455,00");
});

test("another_guardian_does_not_see_the_previous_accounts", async ({ page, context, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
  await signOut(page);
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await page.getByLabel("Indirizzo e-mail").fill(MARC);
  const known = new Set((await environment.mails(MARC)).map((mail) => mail.id));
  await page.getByRole("button", { name: "Invia il codice" }).click();
  const code = await environment.code(MARC, known);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await context.route("**/api/v1/accounts", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel("Codice").fill(code);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  await expect(page.locator(".skeleton")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Anna", exact: true })).toHaveCount(0);
  answer();
  await expect(page.locator("li.account a").first()).toBeVisible();
});
