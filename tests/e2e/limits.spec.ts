// Quotas, and a mail server that puts mail off: the screen says so, and the guardian goes on.
import { CHIARA, expect, expectAccessible, test } from "./fixtures.ts";
import { askForCode, enter, expectedQr, makeNotice, noticeButton, openTopUp, qrCode, typeAmount } from "./steps.ts";

const TOO_MANY = "Troppe richieste in poco tempo.";

test.describe("with a limit of one top-up", () => {
  test.use({ settings: { RICARICA_RATE_LIMITS__TOP_UPS_PER_TEN_MINUTES: "1" } });

  test("too_many_top_ups_show_a_message_in_each_language_and_open_nothing", async ({ page, context, environment }) => {
    await environment.signIn(page);
    await openTopUp(page, "Anna");
    await typeAmount(page, "25");
    await makeNotice(page);
    for (const [language, message] of [
      ["it", TOO_MANY],
      ["fr", "Trop de demandes"],
      ["en", "Too many requests"],
    ] as const) {
      await context.addCookies([{ name: "ricarica-language", value: language, url: environment.url }]);
      await page.goto("/");
      await page.locator("li.account", { has: page.getByText("Luca", { exact: true }) }).locator("a[href^='/ricarica/']").first().click();
      const amount = page.locator(".amount-field input").first();
      await amount.fill("30");
      await page.getByRole("radio", { name: /Con un avviso|Avec un avis|With a notice/ }).check();
      await page.getByRole("button", { name: /Crea l’avviso|Créer l’avis|Create a notice/ }).click();
      await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
      await expectAccessible(page);
    }
    await context.addCookies([{ name: "ricarica-language", value: "it", url: environment.url }]);
    await page.goto("/storico");
    await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
    await expect(page.getByRole("link", { name: /30,00/ })).toHaveCount(0);
  });
});

test.describe("with few questions a minute", () => {
  test.use({ settings: { RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE: "60" } });

  test("notice_page_stays_within_its_quota", async ({ page, environment }) => {
    await environment.signIn(page);
    await openTopUp(page, "Anna");
    await typeAmount(page, "25");
    await makeNotice(page);
    await expect(qrCode(page)).toBeVisible();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (new URL(request.url()).pathname.startsWith("/api/")) asked.push(request.url());
    });
    const refused: number[] = [];
    page.on("response", (response) => {
      if (response.status() === 429) refused.push(response.status());
    });
    await page.waitForTimeout(20_000);
    expect(asked.length, asked.join("\n")).toBeLessThan(20);
    expect(refused).toEqual([]);
  });
});

test.describe("with one code an hour", () => {
  test.use({ settings: { RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR: "1" } });

  test("too_many_codes_show_a_message_at_the_field", async ({ page }) => {
    await page.goto("/");
    await askForCode(page, CHIARA);
    await page.getByRole("button", { name: "Cambia indirizzo" }).click();
    await page.getByLabel("Indirizzo e-mail").fill(CHIARA);
    await page.getByRole("button", { name: "Invia il codice" }).click();
    await expect(page.getByRole("alert").filter({ hasText: TOO_MANY })).toBeVisible();
    await expectAccessible(page);
  });
});

test("code_arrives_although_the_mail_server_greylists", async ({ page, environment }) => {
  await environment.setFaults({ smtp_greylist_seconds: 4 });
  await page.goto("/");
  await enter(page, environment);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("receipt_of_a_greylisted_mailbox_arrives_later", async ({ page, environment }) => {
  test.slow();
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await (await noticeButton(page)).click();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  await environment.setFaults({ smtp_greylist_seconds: 2 });
  expect((await environment.payAtCounter(await expectedQr(page, 2500))).status).toBe(200);
  // The first try is refused with 451; the second follows ten seconds later.
  const receipts = async () => (await environment.mails(CHIARA)).filter((mail) => /accreditata/i.test(mail.subject));
  await expect.poll(async () => (await receipts()).length, { timeout: 40_000 }).toBe(1);
});

test("code_in_arabic_digits_with_direction_marks_signs_in", async ({ page, environment }) => {
  await page.goto("/");
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await askForCode(page, CHIARA);
  const code = await environment.code(CHIARA, known);
  const arabic = [...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join("");
  await page.getByLabel("Codice").fill(`\u200e${arabic.slice(0, 3)}.${arabic.slice(3)}\u200f`);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("code_filled_in_with_a_change_event_only_signs_in", async ({ page, environment }) => {
  await page.goto("/");
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await askForCode(page, CHIARA);
  const code = await environment.code(CHIARA, known);
  await page.getByLabel("Codice").evaluate((field: HTMLInputElement, code) => {
    field.value = code;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }, code);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("amount_in_persian_digits_filled_in_with_a_change_event_makes_a_notice", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await page.locator(".amount-field input").first().evaluate((field: HTMLInputElement) => {
    field.value = "\u06F2\u06F5\u066B\u06F0\u06F0";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await makeNotice(page);
  await expect(page.getByText("25,00").first()).toBeVisible();
});
