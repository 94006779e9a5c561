// When a part is down: the app says what happened, whether money moved and what to do, and works again afterwards.
import { expect, expectAccessible, test } from "./fixtures.ts";
import { pay } from "./payment_page.ts";
import { balance, expectedQr, goOnline, makeNotice, noticeButton, NOWHERE, openTopUp, qrCode, signOut, typeAmount } from "./steps.ts";

test("retry_after_a_gateway_failure_makes_one_top_up", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await environment.killGateway();
  await (await noticeButton(page)).click();
  await expect(page.getByRole("heading", { name: "Nessun collegamento" })).toBeVisible();
  await expectAccessible(page);
  await environment.startGateway();
  await (await noticeButton(page)).click();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("top_up_waits_for_a_failed_platform_and_continues_by_itself", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await environment.setFaults({ down: true });
  await (await noticeButton(page)).click();
  await expect(page.getByText("La ricarica è registrata").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/Non è stato addebitato nulla/).first()).toBeVisible();
  await expectAccessible(page);
  await environment.setFaults({});
  await expect(qrCode(page)).toBeVisible({ timeout: 30_000 });
  const paid = await environment.payAtCounter(await expectedQr(page, 2500));
  expect(paid.status).toBe(200);
});

test("platform_failure_at_checkout_keeps_the_top_up", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await environment.setFaults({ reject_carts: true });
  await page.getByRole("button", { name: "AVANTI" }).click();
  await expect(page.getByText(/Non pagare di nuovo|non risponde/).first()).toBeVisible();
  await environment.setFaults({});
  await goOnline(page);
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("gateway_killed_during_a_payment_credits_once", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  const qr = await expectedQr(page, 2500);
  await environment.killGateway();
  expect((await environment.payAtCounter(qr)).status).toBe(200);
  await environment.startGateway();
  await expect(page.getByRole("heading", { name: "Ricarica pagata" })).toBeVisible({ timeout: 30_000 });
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("unknown_address_has_a_page_and_a_link", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/non/esiste");
  await expect(page.getByRole("heading", { level: 1, name: "Pagina non trovata" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Torna ai conti" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("failed_app_after_a_payment_warns_against_paying_again", async ({ browser, page, environment }) => {
  await environment.signIn(page);
  const back = await environment.payOnline(page, await environment.topUp(page, "25.00"), "paid");
  // An own context, because the error about the missing file is expected.
  const context = await browser.newContext({ locale: "it-IT", serviceWorkers: "block" });
  const sheet = await context.newPage();
  await sheet.route("**/*.wasm", (route) => route.abort());
  await sheet.goto(back ?? "");
  await expect(sheet.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
  await expect(sheet.getByText("se hai appena pagato, il pagamento vale: non pagare di nuovo")).toBeVisible();
  await expect(sheet.getByRole("link", { name: "+39 0166 000000" })).toBeVisible();
  await sheet.unroute("**/*.wasm");
  await sheet.getByRole("button", { name: "Riprova" }).click();
  await expect(sheet.getByRole("heading", { name: "Ricarica pagata" })).toBeVisible({ timeout: 20_000 });
  await context.close();
});

test("browser_that_cannot_parse_the_app_gets_the_too_old_message", async ({ browser, environment }) => {
  const context = await browser.newContext({ baseURL: environment.url, locale: "it-IT", serviceWorkers: "block" });
  const page = await context.newPage();
  // Syntax that today's browser cannot parse, as the app's script is for a browser of 2018.
  const script = { body: "export default async () => @;", contentType: "text/javascript" };
  await page.route(/\/ricarica-\w+\.js$/, (route) => route.fulfill(script));
  await page.goto(NOWHERE);
  await expect(page.getByRole("heading", { level: 1, name: "Questo browser è troppo vecchio" })).toBeVisible();
  await expect(page.getByRole("link", { name: "+39 0166 000000" })).toBeVisible();
  await context.close();
});

test("browser_without_webassembly_gets_a_message", async ({ page }) => {
  await page.addInitScript(() => {
    // @ts-expect-error: removes WebAssembly.
    delete globalThis.WebAssembly;
  });
  await page.goto(NOWHERE);
  await expect(page.getByText(/WebAssembly/).first()).toBeVisible();
  // The office's contacts are there.
  await expect(page.getByRole("link", { name: "+39 0166 000000" })).toHaveAttribute("href", "tel:+390166000000");
  await expect(page.getByRole("link", { name: "mensa@comune.example.org" })).toBeVisible();
});

test("failed_sign_out_is_visible_until_the_next_page", async ({ page, context, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  await page.getByRole("link", { name: "Profilo" }).click();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Esci" }).click();
  const message = page.getByRole("alert").filter({ hasText: "L’uscita non è riuscita" });
  await expect(message).toBeVisible();
  await expectAccessible(page);
  // Another page has no error.
  await page.getByRole("link", { name: "Aiuto", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aiuto" })).toBeVisible();
  await expect(message).toHaveCount(0);
  await context.setOffline(false);
  await signOut(page);
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
});
