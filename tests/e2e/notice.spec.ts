// Paying with a notice: its code on the screen, read by two scanners, paid at the counter.
import { CHIARA, decode, expect, expectAccessible, test } from "./fixtures.ts";
import { balance, chooseWay, expectedQr, makeNotice, noticeButton, openTopUp, qrCode, shown, typeAmount } from "./steps.ts";
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
  // The paid notice is its receipt as well.
  const receipt = page.getByRole("main");
  await expect(receipt.getByRole("definition").filter({ hasText: /\d{2}:\d{2}/ })).toBeVisible();
  for (const term of ["Saldo", "Pagata il", "Numero della ricevuta"]) {
    await expect(receipt.getByRole("term").filter({ hasText: term })).toHaveCount(1);
  }
});

test("notice_on_a_wide_screen_is_opened_on_a_phone_by_a_code_that_no_counter_can_mistake", async ({ page }) => {
  await typeAmount(page, "25");
  await makeNotice(page);
  const link = page.url();
  const phoneCode = page.getByRole("img", { name: "Codice QR con l’indirizzo di questa pagina" });
  await page.getByText("Con un’app", { exact: true }).click();
  await expect(phoneCode).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 1000 });
  await expect(phoneCode).toBeVisible();
  await phoneCode.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  const read = await decode(await page.screenshot());
  expect(read.zbar).toEqual([link]);
  expect(read.zxing.map((code) => code.text)).toEqual([link]);
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
  await (await noticeButton(page)).click();
  await expect(page.getByRole("dialog", { name: "C’è già una ricarica da pagare" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Paga quella di 25,00/ }).click();
  await expect(qrCode(page)).toBeVisible();
  expect(await shown(page, "Codice avviso")).toBe(first);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await (await noticeButton(page)).click();
  await page.getByRole("button", { name: "Le voglio tutte e due" }).click();
  await expect(qrCode(page)).toBeVisible();
  expect(await shown(page, "Codice avviso")).not.toBe(first);
});

test("open_top_up_of_another_amount_is_paid_replaced_or_kept", async ({ page, environment }) => {
  test.setTimeout(120_000);
  await typeAmount(page, "25");
  await makeNotice(page);
  const first = await shown(page, "Codice avviso");
  const qr = await expectedQr(page, 2500);
  await openTopUp(page, "Anna");
  await expect(page.getByRole("link", { name: /^C’è già una ricarica da pagare: 25,00/ })).toBeVisible();
  await typeAmount(page, "40");
  const question = page.getByRole("dialog", { name: "C’è già una ricarica da pagare" });
  await (await noticeButton(page)).click();
  await expect(question).toContainText("25,00");
  await expectAccessible(page);
  // The safe answer: the open one.
  await page.getByRole("button", { name: /^Paga quella di 25,00/ }).click();
  await expect(qrCode(page)).toBeVisible();
  expect(await shown(page, "Codice avviso")).toBe(first);
  // A platform that cannot cancel: nothing new is made.
  await openTopUp(page, "Anna");
  await typeAmount(page, "40");
  await environment.setFaults({ down: true });
  await (await noticeButton(page)).click();
  await page.getByRole("button", { name: /^Annullala e fanne una di 40,00/ }).click();
  await expect(page.getByRole("heading", { name: "La ricarica già aperta non è stata annullata" })).toBeInViewport({ timeout: 20_000 });
  await environment.setFaults({});
  // The same button goes on: the open one is cancelled, then the new one is made.
  // After several failures the gateway asks the platform again only after a pause.
  await expect(async () => {
    if (!(await qrCode(page).isVisible())) await (await noticeButton(page)).click({ timeout: 5_000 });
    await expect(qrCode(page)).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 60_000 });
  expect(await shown(page, "Codice avviso")).not.toBe(first);
  expect((await environment.payAtCounter(qr)).body.code).toBe("PAA_PAGAMENTO_ANNULLATO");
  // Both, knowingly.
  await openTopUp(page, "Anna");
  await typeAmount(page, "15");
  await (await noticeButton(page)).click();
  await page.getByRole("button", { name: "Le voglio tutte e due" }).click();
  await expect(page.getByText("15,00 €").first()).toBeVisible();
  await page.goto("/");
  await expect(page.locator(".open-top-ups a.due")).toHaveCount(2);
});

test("double_tap_makes_one_top_up", async ({ page, environment }) => {
  await environment.setFaults({ slow_ms: 300 });
  await typeAmount(page, "25");
  await (await noticeButton(page)).dblclick();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  await environment.setFaults({});
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("copied_number_has_no_spaces", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await typeAmount(page, "25");
  await makeNotice(page);
  await chooseWay(page, "Con un’app");
  await page.getByRole("button", { name: "Copia: Codice avviso" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe((await shown(page, "Codice avviso")).replaceAll(" ", ""));
  expect(copied).toMatch(/^3\d{17}$/);
});

test("history_shows_every_top_up_with_its_state", async ({ page }) => {
  await page.goto("/storico");
  await expect(page.getByText("Ancora nessun movimento")).toBeVisible();
  await expectAccessible(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00.*Da pagare|Da pagare.*25,00/s })).toBeVisible();
  await expectAccessible(page);
});

test("notice_fits_on_one_screen_of_a_phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await typeAmount(page, "25");
  await makeNotice(page);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  // What covers the lower edge: the tabs of the app.
  const free = await page.evaluate(() => {
    const bars = [...document.querySelectorAll("body *")].filter((part) => getComputedStyle(part).position === "fixed");
    return Math.min(innerHeight, ...bars.map((bar) => bar.getBoundingClientRect()).filter(({ top }) => top > innerHeight / 2).map(({ top }) => top));
  });
  for (const part of [
    page.locator(".notice-head"), page.getByRole("group", { name: "Come vuoi pagare?" }), qrCode(page),
    page.getByRole("link", { name: "Mostra allo sportello" }), page.getByRole("button", { name: "Condividi l’avviso" }),
  ]) {
    const box = await part.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 1e9), String(part)).toBeLessThanOrEqual(free);
  }
});

test("ways_to_pay_are_changed_with_the_arrow_keys", async ({ page }) => {
  await typeAmount(page, "25");
  await makeNotice(page);
  await page.getByRole("radio", { name: "Allo sportello" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Con un’app" })).toBeChecked();
  await expect(page.getByRole("button", { name: "Copia tutti i dati" })).toBeVisible();
  await expect(qrCode(page)).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Scarica la lettera (PDF)" })).toBeVisible();
  await expectAccessible(page);
});
