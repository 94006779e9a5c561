// When parts are down: what happened, whether money moved, what to do now; and everything goes on afterwards.
import { expect, expectAccessible, test } from "./fixtures.ts";
import { pay } from "./payment_page.ts";
import { balance, expectedQr, goOnline, makeNotice, NOWHERE, openTopUp, qrCode, typeAmount } from "./steps.ts";

test("with_the_gateway_down_the_app_says_so_and_trying_again_makes_one_top_up", async ({ page, town }) => {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await town.killGateway();
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await expect(page.getByText("Non è stato addebitato nulla.").first()).toBeVisible();
  await expectAccessible(page);
  await town.startGateway();
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("with_the_platform_down_the_top_up_is_kept_and_goes_on_by_itself", async ({ page, town }) => {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await town.knobs({ down: true });
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await expect(page.getByText("La ricarica è registrata").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/Non è stato addebitato nulla/).first()).toBeVisible();
  await expectAccessible(page);
  await town.knobs({});
  await expect(qrCode(page)).toBeVisible({ timeout: 30_000 });
  const paid = await town.payAtCounter(await expectedQr(page, 2500));
  expect(paid.status).toBe(200);
});

test("with_the_platform_down_at_the_last_step_the_same_top_up_is_paid_later", async ({ page, town }) => {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await town.knobs({ reject_carts: true });
  await page.getByRole("button", { name: "AVANTI" }).click();
  await expect(page.getByText(/Non pagare di nuovo|non risponde/).first()).toBeVisible();
  await town.knobs({});
  await goOnline(page);
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("a_gateway_killed_while_the_guardian_pays_still_credits_once", async ({ page, town }) => {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  const qr = await expectedQr(page, 2500);
  await town.killGateway();
  expect((await town.payAtCounter(qr)).status).toBe(200);
  await town.startGateway();
  await expect(page.getByRole("heading", { name: "Ricarica pagata" })).toBeVisible({ timeout: 30_000 });
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("an_unknown_address_has_a_page_and_a_way_back", async ({ page, town }) => {
  await town.signIn(page);
  await page.goto("/non/esiste");
  await expect(page.getByRole("heading", { level: 1, name: "Pagina non trovata" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Torna ai conti" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("whoever_has_just_paid_and_gets_no_app_is_told_not_to_pay_again", async ({ browser, page, town }) => {
  await town.signIn(page);
  const back = await town.payOnline(page, await town.topUp(page, "25.00"), "paid");
  // A context of its own: the app's complaint about the missing file is part of this.
  const context = await browser.newContext({ locale: "it-IT", serviceWorkers: "block" });
  const sheet = await context.newPage();
  await sheet.route("**/*.wasm", (route) => route.abort());
  await sheet.goto(back ?? "");
  await expect(sheet.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
  await expect(sheet.getByText("se hai appena pagato, il pagamento vale: non pagare di nuovo")).toBeVisible();
  await expect(sheet.getByRole("link", { name: "+39 0166 000000" })).toBeVisible();
  await sheet.unroute("**/*.wasm");
  await sheet.getByRole("button", { name: "Riprova" }).click();
  await expect(sheet.getByRole("heading", { name: "Ricarica pagata e accreditata" })).toBeVisible({ timeout: 20_000 });
  await context.close();
});

test("a_browser_that_cannot_read_the_program_is_told_that_it_is_too_old", async ({ browser, town }) => {
  const context = await browser.newContext({ baseURL: town.url, locale: "it-IT", serviceWorkers: "block" });
  const page = await context.newPage();
  // To a browser of 2018 the program's script is as this one is to today's.
  const script = { body: "export default async () => @;", contentType: "text/javascript" };
  await page.route(/\/ricarica-\w+\.js$/, (route) => route.fulfill(script));
  await page.goto(NOWHERE);
  await expect(page.getByRole("heading", { level: 1, name: "Questo browser è troppo vecchio" })).toBeVisible();
  await expect(page.getByRole("link", { name: "+39 0166 000000" })).toBeVisible();
  await context.close();
});

test("without_webassembly_there_is_a_readable_message", async ({ page }) => {
  await page.addInitScript(() => {
    // @ts-expect-error: a browser without WebAssembly has none.
    delete globalThis.WebAssembly;
  });
  await page.goto(NOWHERE);
  await expect(page.getByText(/WebAssembly/).first()).toBeVisible();
  // Where nothing else helps there is somebody to ask.
  await expect(page.getByRole("link", { name: "+39 0166 000000" })).toHaveAttribute("href", "tel:+390166000000");
  await expect(page.getByRole("link", { name: "mensa@comune.example.org" })).toBeVisible();
});

test("a_sign_out_that_fails_is_seen_until_it_is_past", async ({ page, context, town }) => {
  await town.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Esci" }).click();
  const told = page.getByRole("alert").filter({ hasText: "L’uscita non è riuscita" });
  await expect(told).toBeVisible();
  await expectAccessible(page);
  // Another page: it is past.
  await page.getByRole("link", { name: "Aiuto", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aiuto" })).toBeVisible();
  await expect(told).toHaveCount(0);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Esci" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Aiuto" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Esci" })).toHaveCount(0);
});
