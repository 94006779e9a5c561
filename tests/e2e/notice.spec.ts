// Paying with a notice: its code on the screen, read by two scanners, paid at the counter.
import { CHIARA, decode, expect, expectAccessible, test } from "./fixtures.ts";
import { balance, expectedQr, makeNotice, openTopUp, qrCode, shown, typeAmount } from "./steps.ts";
import { pay } from "./payment_page.ts";

test.beforeEach(async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
});

test("code_on_the_screen_is_read_by_two_scanners_and_pays_the_notice", async ({ page, environment }) => {
  await typeAmount(page, "26,50");
  await makeNotice(page);
  await expectAccessible(page);
  const expected = await expectedQr(page, 2650);
  const read = await decode(await page.screenshot());
  expect(read.zbar).toEqual([expected]);
  expect(read.zxing).toEqual([{ text: expected, format: "QR Code", level: "M" }]);
  expect(await shown(page, "Codice avviso")).toMatch(/^\d{4} \d{4} \d{4} \d{4} \d{2}$/);

  const [scanned] = read.zbar;
  const paid = await environment.payAtCounter(scanned ?? "");
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
  await expect(page.getByRole("heading", { name: "Ricarica pagata" })).toBeVisible({ timeout: 20_000 });
  await expect(qrCode(page)).toHaveCount(0);
  await expectAccessible(page);
  expect(await balance(page, "Anna")).toBe("38,90 €");
  const mail = await environment.mail(CHIARA, (mail) => mail.subject.includes("accreditata"));
  expect(mail.text).toContain("26,50\u00a0€");
  // A paid notice is refused.
  expect((await environment.payAtCounter(expected)).body.code).toBe("PAA_PAGAMENTO_DUPLICATO");
});

test("dark_theme_and_forced_colours_keep_the_code_black_on_white", async ({ page }) => {
  await typeAmount(page, "25");
  await makeNotice(page);
  const expected = await expectedQr(page, 2500);
  for (const media of [{ colorScheme: "dark" }, { forcedColors: "active" }, { colorScheme: "dark", forcedColors: "active" }] as const) {
    await page.emulateMedia(media);
    const read = await decode(await page.screenshot());
    expect(read.zbar, JSON.stringify(media)).toEqual([expected]);
    expect(read.zxing.map((code) => code.text), JSON.stringify(media)).toEqual([expected]);
  }
});

test("notice_can_be_paid_online", async ({ page }) => {
  await typeAmount(page, "25");
  await makeNotice(page);
  const number = await shown(page, "Codice avviso");
  await page.getByRole("button", { name: "AVANTI" }).click();
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await page.getByRole("link", { name: /25,00/ }).click();
  expect(await shown(page, "Codice avviso")).toBe(number);
});

test("cancelled_notice_is_shown_as_cancelled_and_refused_at_the_counter", async ({ page, environment }) => {
  await typeAmount(page, "25");
  await makeNotice(page);
  const qr = await expectedQr(page, 2500);
  await page.getByRole("button", { name: "Annulla la ricarica" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "No, tieni la ricarica" }).click();
  await expect(qrCode(page)).toBeVisible();
  await page.getByRole("button", { name: "Annulla la ricarica" }).click();
  await page.getByRole("button", { name: "Sì, annulla la ricarica" }).click();
  await expect(page.getByText("Annullata").first()).toBeVisible();
  await expect(qrCode(page)).toHaveCount(0);
  expect((await environment.payAtCounter(qr)).body.code).toBe("PAA_PAGAMENTO_ANNULLATO");
});

test("equal_top_up_needs_confirmation_and_gets_its_own_number", async ({ page }) => {
  await typeAmount(page, "25");
  await makeNotice(page);
  const first = await shown(page, "Codice avviso");
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await expect(page.getByRole("dialog", { name: "C’è già una ricarica uguale" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Usa quella già aperta" }).click();
  await expect(qrCode(page)).toBeVisible();
  expect(await shown(page, "Codice avviso")).toBe(first);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await page.getByRole("button", { name: "Genera avviso" }).click();
  await page.getByRole("button", { name: "Ne voglio una seconda" }).click();
  await expect(qrCode(page)).toBeVisible();
  expect(await shown(page, "Codice avviso")).not.toBe(first);
});

test("double_tap_makes_one_top_up", async ({ page, environment }) => {
  await environment.setFaults({ slow_ms: 300 });
  await typeAmount(page, "25");
  await page.getByRole("button", { name: "Genera avviso" }).dblclick();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  await environment.setFaults({});
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("copied_number_has_no_spaces", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await typeAmount(page, "25");
  await makeNotice(page);
  await page.getByRole("button", { name: "Copia: Codice avviso" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe((await shown(page, "Codice avviso")).replaceAll(" ", ""));
  expect(copied).toMatch(/^3\d{17}$/);
});

test("history_shows_every_top_up_with_its_state", async ({ page }) => {
  await page.goto("/storico");
  await expect(page.getByText("Ancora nessuna ricarica")).toBeVisible();
  await expectAccessible(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00.*Da pagare|Da pagare.*25,00/s })).toBeVisible();
  await expectAccessible(page);
});
