// Only the gateway's own answers count: what a proxy or the login page of a public network says in its place takes no code
// from the screen, ends no session and shows no empty list. The app says when it last checked, and goes on asking.
import { expect, test, type Page } from "./fixtures.ts";
import { lookAgain, ODD, onPhone, Replaced } from "./odd.ts";
import { expectedQr, makeNotice, openTopUp, qrCode, sooner, typeAmount } from "./steps.ts";

const SHOW = "Mostra allo sportello";
const CHECKED = /Ultimo controllo: .*2026/;
/** How soon the page asks again after an answer that is not the gateway's. */
const SOON = 300;

/** Makes a notice. Returns the text of its code. */
async function notice(page: Page, amount: string): Promise<string> {
  await openTopUp(page, "Anna");
  await typeAmount(page, amount);
  await makeNotice(page);
  return expectedQr(page, Number(amount) * 100);
}

test.beforeEach(async ({ page, environment }) => {
  test.setTimeout(120_000);
  await environment.signIn(page);
  await sooner(page, { 5000: SOON });
});

test("counter_keeps_the_code_and_changes_to_paid_after_odd_answers", async ({ page, environment }) => {
  const qr = await notice(page, "25");
  await page.getByRole("link", { name: SHOW }).click();
  await expect(qrCode(page)).toBeVisible();
  const status = await Replaced.at(page, /\/status$/);
  for (const [name, answer] of Object.entries(ODD)) {
    status.be(answer);
    await status.had(2, `it goes on asking after: ${name}`);
    await expect(qrCode(page), name).toBeVisible();
    await expect(page.getByText(CHECKED), name).toBeVisible();
    await expect(page.getByText(/Senza rete|Non riusciamo ad aggiornare/), name).toBeVisible();
    expect(await onPhone(page), name).toHaveLength(2);
  }
  expect((await environment.payAtCounter(qr)).status).toBe(200);
  await status.had(1, "it still asks");
  await expect(qrCode(page)).toBeVisible();
  status.be(undefined);
  await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
});

test("only_the_gateways_own_404_ends_a_saved_notice", async ({ page }) => {
  await notice(page, "25");
  await page.getByRole("link", { name: SHOW }).click();
  await expect(qrCode(page)).toBeVisible();
  const status = await Replaced.at(page, /\/status$/);
  // With another key the gateway does not know the notice.
  const authorization = `Bearer ${"0".repeat(26)}`;
  status.be((route) => route.continue({ headers: { ...route.request().headers(), authorization } }));
  await expect(page.getByRole("heading", { level: 2, name: "Questo avviso non è su questo telefono" })).toBeVisible();
  await expect(qrCode(page)).toHaveCount(0);
  expect(await onPhone(page)).toEqual(["ricarica.guardian"]);
});

for (const [name, contentType, body] of [
  ["the_gateway", "application/problem+json", { type: "/problems/too-many-requests", title: "Too many requests", status: 429, request_id: "abc" }],
  ["a_proxy", "text/html", "Too many requests"],
] as const) {
  test(`counter_asks_no_sooner_than_${name}_allows`, async ({ page, environment }) => {
    const qr = await notice(page, "25");
    await page.getByRole("link", { name: SHOW }).click();
    await expect(qrCode(page)).toBeVisible();
    const status = await Replaced.at(page, /\/status$/);
    const answer = { status: 429, headers: { "retry-after": "7" }, contentType, body: JSON.stringify(body) };
    status.be((route) => route.fulfill(answer));
    await status.had(1, "it asks");
    // Without `Retry-After` it would have asked again by now.
    await page.waitForTimeout(10 * SOON);
    expect(status.count).toBe(1);
    await expect(qrCode(page)).toBeVisible();
    await expect(page.getByText(CHECKED)).toBeVisible();
    await status.had(2, "it asks again when it may");
    status.be(undefined);
    expect((await environment.payAtCounter(qr)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 30_000 });
  });
}

test("notice_page_keeps_the_code_and_changes_to_paid_after_odd_answers", async ({ page, environment }) => {
  const qr = await notice(page, "25");
  const topUp = await Replaced.at(page, /\/top-ups\/\w+$/);
  for (const [name, answer] of Object.entries(ODD)) {
    topUp.be(answer);
    await topUp.had(2, `it goes on asking after: ${name}`);
    await expect(qrCode(page), name).toBeVisible();
    await expect(page.getByText(CHECKED), name).toBeVisible();
    await expect(page.getByText(/Non riusciamo ad aggiornare/), name).toBeVisible();
    expect(await onPhone(page), name).toHaveLength(2);
  }
  topUp.be(undefined);
  await expect(page.getByText(/Non riusciamo ad aggiornare/)).toHaveCount(0);
  expect((await environment.payAtCounter(qr)).status).toBe(200);
  await expect(page.getByRole("heading", { level: 2, name: "Ricarica pagata" })).toBeVisible({ timeout: 20_000 });
});

test("notice_page_that_opens_with_an_odd_answer_shows_the_code_later", async ({ page }) => {
  await notice(page, "25");
  const topUp = await Replaced.at(page, /\/top-ups\/\w+$/);
  topUp.be(ODD["404 of a proxy"]);
  await page.reload();
  await expect(page.getByRole("alert").filter({ hasText: "Non è stato addebitato nulla" })).toBeVisible();
  topUp.be(undefined);
  await expect(qrCode(page)).toBeVisible();
});

test("outcome_page_keeps_the_outcome_and_changes_to_paid_after_odd_answers", async ({ page, environment }) => {
  await page.goto("/");
  const id = await environment.topUp(page, "25.00");
  const address = await environment.payOnline(page, id, "in_progress", { seconds: 45 });
  await page.goto(address ?? "");
  const coming = page.getByRole("heading", { level: 2, name: "Pagamento in corso" });
  await expect(coming).toBeVisible();
  const outcome = await Replaced.at(page, /\/outcomes\/\w+$/);
  for (const [name, answer] of Object.entries(ODD)) {
    outcome.be(answer);
    await outcome.had(2, `it goes on asking after: ${name}`);
    await expect(coming, name).toBeVisible();
    await expect(page.getByText(CHECKED), name).toBeVisible();
  }
  outcome.be(undefined);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 70_000 });
});

test("accounts_keep_their_list_and_are_read_again_after_odd_answers", async ({ page, environment }) => {
  await page.goto("/");
  const anna = page.getByRole("heading", { name: "Anna", exact: true });
  await expect(anna).toBeVisible();
  const both = await Replaced.at(page, /\/(accounts|top-ups)$/);
  for (const [name, answer] of Object.entries(ODD)) {
    both.be(answer);
    await lookAgain(page);
    await both.had(4, `it goes on asking after: ${name}`);
    await expect(anna, name).toBeVisible();
    await expect(page.getByText(CHECKED), name).toBeVisible();
    expect(await onPhone(page), name).toEqual(["ricarica.guardian"]);
  }
  await environment.topUp(page, "25.00");
  both.be(undefined);
  await expect(page.getByRole("heading", { name: "Da pagare" })).toBeVisible();
  await expect(page.getByText(CHECKED)).toHaveCount(0);
});

test("accounts_that_open_with_an_odd_answer_are_never_an_empty_list", async ({ page }) => {
  const both = await Replaced.at(page, /\/(accounts|top-ups)$/);
  for (const [name, answer] of Object.entries(ODD)) {
    both.be(answer);
    await page.goto("/");
    // Once there was an answer, its accounts are kept and shown with their time.
    await expect(page.getByRole("alert").or(page.getByText(CHECKED)).first(), name).toBeVisible();
    await expect(page.getByText("Nessun conto per questo indirizzo"), name).toHaveCount(0);
    both.be(undefined);
    await expect(page.getByRole("heading", { name: "Anna", exact: true }), name).toBeVisible();
  }
});

test("history_keeps_its_list_after_odd_answers", async ({ page, environment }) => {
  await environment.topUp(page, "25.00");
  await page.goto("/storico");
  const entry = page.getByRole("link", { name: /25,00/ });
  await expect(entry).toBeVisible();
  const list = await Replaced.at(page, /\/movements$/);
  for (const [name, answer] of Object.entries(ODD)) {
    list.be(answer);
    await lookAgain(page);
    await list.had(2, `it goes on asking after: ${name}`);
    await expect(entry, name).toBeVisible();
    await expect(page.getByText(CHECKED), name).toBeVisible();
  }
  list.be(undefined);
  await expect(page.getByText(CHECKED)).toHaveCount(0);
});

test("session_survives_odd_answers_and_the_page_comes_by_itself", async ({ page }) => {
  await notice(page, "25");
  const letters = () => page.evaluate(async () => (await (await caches.open("letters")).keys()).length);
  await expect.poll(letters).toBe(1);
  const everything = await Replaced.at(page, /^\/api\//);
  for (const [name, answer] of Object.entries(ODD)) {
    everything.be(answer);
    await page.goto("/");
    const saved = page.getByRole("link", { name: new RegExp(SHOW) });
    await expect(saved, name).toBeVisible();
    await everything.had(6, `it goes on asking after: ${name}`);
    await expect(page.getByRole("heading", { level: 1, name: "Accedi" }), name).toHaveCount(0);
    expect(await onPhone(page), name).toHaveLength(2);
    expect(await letters(), name).toBe(1);
    everything.be(undefined);
    await expect(page.getByRole("heading", { name: "Anna", exact: true }), name).toBeVisible();
  }
});

test("sign_out_that_a_proxy_answers_signs_nobody_out", async ({ page }) => {
  await notice(page, "25");
  await page.getByRole("link", { name: "Profilo" }).click();
  const signOut = await Replaced.at(page, /\/session$/, "DELETE");
  for (const [name, answer] of Object.entries(ODD)) {
    signOut.be(answer);
    await page.getByRole("button", { name: "Esci" }).click();
    await signOut.had(1, name);
    await expect(page.getByRole("alert").filter({ hasText: "L’uscita non è riuscita" }), name).toBeVisible();
    expect(await onPhone(page), name).toHaveLength(2);
  }
  signOut.be(undefined);
  await page.getByRole("button", { name: "Esci" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  expect(await onPhone(page)).toEqual([]);
});

test("cancelling_that_a_proxy_answers_is_reported_as_failed", async ({ page }) => {
  await notice(page, "25");
  const cancelling = await Replaced.at(page, /\/top-ups\/\w+$/, "DELETE");
  cancelling.be(ODD["204 without a content"]);
  await page.getByRole("button", { name: "Annulla la ricarica" }).click();
  await page.getByRole("button", { name: "Sì, annulla la ricarica" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "non è leggibile" })).toBeVisible();
  await expect(qrCode(page)).toBeVisible();
});

test("login_page_in_place_of_a_letter_is_never_saved", async ({ page }) => {
  const letter = await Replaced.at(page, /\/letter$/);
  letter.be(async (route) => route.fulfill({ status: 302, headers: { location: "/icon.svg" } }));
  await notice(page, "25");
  await letter.had(1, "the letter is fetched");
  const letters = () => page.evaluate(async () => (await (await caches.open("letters")).keys()).length);
  expect(await letters()).toBe(0);
  letter.be(undefined);
  await lookAgain(page);
  await expect.poll(letters).toBe(1);
});
