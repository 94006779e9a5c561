// The counter screen: scanners read its code, without a session and without a network.
import { chromium } from "@playwright/test";
import { shellStored } from "./shell.ts";
import { CHIARA, MARC, decode, decodeDataMatrix, expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { makeNotice, openTopUp, qrCode, shown, signOut, typeAmount } from "./steps.ts";

const SHOW = "Mostra allo sportello";
const SAVED = "ricarica.notice.1.";

/** Makes a notice. Returns its number (18 digits) and the id of the top-up. */
async function notice(page: Page, child: string, amount: string): Promise<{ number: string; id: string }> {
  await openTopUp(page, child);
  await typeAmount(page, amount);
  await makeNotice(page);
  const number = (await shown(page, "Codice avviso")).replaceAll(/\s/g, "");
  return { number, id: new URL(page.url()).pathname.split("/").pop() ?? "" };
}

/** The notice number next to the code. */
async function noticeNumber(page: Page): Promise<string> {
  const number = page.locator("dl div", { has: page.getByText("Codice avviso", { exact: true }) }).locator("dd");
  return (await number.innerText()).replaceAll(/\s/g, "");
}

/** The saved notices, as they are in local storage. */
async function savedNotices(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    (prefix) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(prefix))),
    SAVED,
  );
}

test.describe("signed in", () => {
  test.beforeEach(async ({ page, environment }) => {
    await environment.signIn(page);
  });

  test("code_at_the_counter_is_readable_and_changes_to_paid_by_itself", async ({ page, environment }) => {
    const { number } = await notice(page, "Anna", "26,50");
    await page.getByRole("link", { name: SHOW }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Allo sportello" })).toBeAttached();
    await expect(qrCode(page)).toBeVisible();
    expect(await noticeNumber(page)).toBe(number);
    await expectAccessible(page);

    const expected = `PAGOPA|002|${number}|00101440073|2650`;
    const read = await decode(await page.screenshot());
    expect(read.zbar).toEqual([expected]);
    expect(read.zxing.map((code) => code.text)).toEqual([expected]);

    await page.getByRole("radio", { name: "Per Poste" }).check();
    await expect(page.getByRole("img", { name: /Data Matrix/ })).toBeVisible();
    await expect(qrCode(page)).toHaveCount(0);
    await expectAccessible(page);
    const picture = await page.screenshot();
    const post = (await decode(picture)).zxing;
    expect(post.map((code) => code.format)).toEqual(["Data Matrix"]);
    const [text = ""] = post.map((code) => code.text);
    expect(text).toHaveLength(256);
    expect(text.slice(0, 33)).toBe(`codfase=NBPA;18${number}`);
    expect(await decodeDataMatrix(picture)).toEqual([text]);

    expect((await environment.payAtCounter(expected)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
    const paid = page.locator(".counter-paid");
    for (const text of [/26,50\s€/, "Anna", "Conserva lo scontrino: è la tua ricevuta.", /Nuovo saldo:\s38,90\s€/]) {
      await expect(paid.getByText(text)).toBeVisible({ timeout: 10_000 });
    }
    await expect(paid.getByRole("link", { name: "Fatto" })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("status").filter({ hasText: /Pagata|Accreditata/ })).toHaveCount(1);
    await expect(page.getByRole("img", { name: /Codice/ })).toHaveCount(0);
    await expectAccessible(page);
    expect(await savedNotices(page)).toEqual({});
  });

  test("saved_notice_has_only_what_a_counter_needs", async ({ page }) => {
    const { number, id } = await notice(page, "Anna", "25");
    const entries = await savedNotices(page);
    expect(Object.keys(entries)).toEqual([`${SAVED}${id}`]);
    const [text = ""] = Object.values(entries);
    const entry = JSON.parse(text) as Record<string, Record<string, unknown>>;
    expect(Object.keys(entry).sort()).toEqual(["checked_at", "children", "notice", "owner", "state", "top_up_id"]);
    expect(entry.children).toEqual(["Anna"]);
    expect(Object.keys(entry.notice ?? {}).sort()).toEqual([
      "amount", "creditor_code", "creditor_name", "due_date", "key", "notice_number", "poste_data_matrix", "subject",
    ]);
    expect(entry.notice?.notice_number).toBe(number);
    expect(JSON.stringify(entry.notice)).not.toContain("Anna");
    expect(text.toLowerCase()).not.toContain(CHIARA);
  });

  test("code_is_shown_without_a_session_and_changes_to_paid", async ({ page, environment, context }) => {
    const { number } = await notice(page, "Anna", "25");
    await context.clearCookies();
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: /Entra|Accedi/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: /Mostra allo sportello/ }).click();
    await expect(qrCode(page)).toBeVisible();
    expect((await environment.payAtCounter(`PAGOPA|002|${number}|00101440073|2500`)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
  });

  test("notice_paid_while_offline_changes_to_paid_when_the_network_returns", async ({ page, environment, context }) => {
    const { number } = await notice(page, "Anna", "25");
    await page.getByRole("link", { name: SHOW }).click();
    await expect(qrCode(page)).toBeVisible();
    await context.setOffline(true);
    expect((await environment.payAtCounter(`PAGOPA|002|${number}|00101440073|2500`)).status).toBe(200);
    await expect(page.getByText("Senza rete: il codice vale lo stesso.")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText(/Ultimo controllo: .*2026/)).toBeVisible();
    await expect(qrCode(page)).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
  });

  test("buttons_keys_and_swipes_change_the_notice", async ({ page }) => {
    const older = await notice(page, "Anna", "25");
    const newer = await notice(page, "Anna", "30");
    await page.goto("/sportello");
    await expect(qrCode(page)).toBeVisible();
    expect(await noticeNumber(page)).toBe(newer.number);
    await expect(page.getByRole("navigation", { name: "Avviso 1 di 2" })).toBeVisible();
    await page.getByRole("button", { name: "Avviso successivo" }).click();
    await expect.poll(() => noticeNumber(page)).toBe(older.number);
    await expectAccessible(page);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => noticeNumber(page)).toBe(newer.number);
    await page.mouse.move(300, 300);
    await page.mouse.down();
    await page.mouse.move(150, 310, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => noticeNumber(page)).toBe(older.number);
    // A short movement and a scroll change nothing.
    await page.mouse.move(200, 300);
    await page.mouse.down();
    await page.mouse.move(170, 450, { steps: 5 });
    await page.mouse.up();
    expect(await noticeNumber(page)).toBe(older.number);
    // The notice is always the one in the address.
    await page.goto(`/sportello/${newer.id}`);
    await expect.poll(() => noticeNumber(page)).toBe(newer.number);
  });

  test("notice_cancelled_elsewhere_is_removed_from_the_phone", async ({ page, environment }) => {
    const ended = await notice(page, "Anna", "25");
    const open = await notice(page, "Anna", "30");
    const gone = await page.request.delete(`${environment.url}/api/v1/top-ups/${ended.id}`, { headers: { origin: environment.url } });
    expect(gone.status()).toBe(204);
    await page.goto(`/sportello/${ended.id}`);
    await expect(page.getByRole("heading", { level: 2, name: "Annullata" })).toBeVisible({ timeout: 15_000 });
    await expect(qrCode(page)).toHaveCount(0);
    await page.getByRole("link", { name: "Mostra un altro avviso" }).click();
    await expect(qrCode(page)).toBeVisible();
    expect(await noticeNumber(page)).toBe(open.number);
    expect(Object.keys(await savedNotices(page))).toEqual([`${SAVED}${open.id}`]);
  });

  test("expired_notice_is_removed_and_the_other_stays", async ({ page, environment }) => {
    const open = await notice(page, "Anna", "25");
    const due = await notice(page, "Anna", "30");
    await page.goto(`/sportello/${due.id}`);
    await expect(qrCode(page)).toBeVisible();
    await environment.dueAt(due.number, due.id, 3000, new Date(Date.now() + 2000));
    await expect(page.getByRole("heading", { level: 2, name: "Scaduta" })).toBeVisible({ timeout: 20_000 });
    await expect(qrCode(page)).toHaveCount(0);
    expect(Object.keys(await savedNotices(page))).toEqual([`${SAVED}${open.id}`]);
    // The icon's shortcut does not open the expired notice.
    await page.goto("/sportello?da=icona");
    await expect(qrCode(page)).toBeVisible();
    expect(await noticeNumber(page)).toBe(open.number);
  });

  test("wrong_phone_clock_removes_no_notice", async ({ page, environment }) => {
    const { number } = await notice(page, "Anna", "25");
    const day = 86_400_000;
    for (const [days, warned] of [[-1, 0], [1, 0], [60, 1]] as const) {
      await page.clock.setSystemTime(Date.now() + days * day);
      await page.goto("/sportello");
      await expect(qrCode(page)).toBeVisible();
      await expect(page.getByText(/Per l’orologio del telefono la scadenza/)).toHaveCount(warned);
    }
    // The gateway's clock decides, not the phone's.
    const today = new Intl.DateTimeFormat("it", { day: "numeric", timeZone: "Europe/Rome" }).format();
    await expect(page.getByText(new RegExp(`Ultimo controllo: ${today} `))).toBeVisible();
    expect((await environment.payAtCounter(`PAGOPA|002|${number}|00101440073|2500`)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
  });

  test("cleared_storage_is_filled_again", async ({ page }) => {
    const { number, id } = await notice(page, "Anna", "25");
    await page.evaluate(() => localStorage.clear());
    await page.goto("/sportello");
    await expect(page.getByRole("heading", { level: 1, name: "Nessun avviso su questo telefono" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Torna ai conti" }).click();
    await page.getByRole("link", { name: /^Mostra allo sportello/ }).click();
    await expect(qrCode(page)).toBeVisible();
    expect(await noticeNumber(page)).toBe(number);
    expect(Object.keys(await savedNotices(page))).toEqual([`${SAVED}${id}`]);
  });

  test("counter_address_of_an_unsaved_notice_reads_it_from_the_gateway", async ({ page }) => {
    const { id } = await notice(page, "Anna", "25");
    await page.evaluate(() => localStorage.clear());
    await page.goto(`/sportello/${id}`);
    await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/avviso/${id}$`));
  });

  test("unreadable_saved_notice_is_removed_with_a_message", async ({ page }) => {
    const { number, id } = await notice(page, "Anna", "25");
    await page.evaluate((prefix) => {
      localStorage.setItem(`${prefix}01JD3Z8K0V7Q2M5N9R4T6W8Y0A`, '{"form":');
      localStorage.setItem("ricarica.notice.0.01JD3Z8K0V7Q2M5N9R4T6W8Y0B", "{}");
    }, SAVED);
    await page.goto("/sportello");
    await expect(qrCode(page)).toBeVisible();
    expect(await noticeNumber(page)).toBe(number);
    expect(Object.keys(await savedNotices(page))).toEqual([`${SAVED}${id}`]);
    await page.evaluate((prefix) => localStorage.setItem(`${prefix}01JD3Z8K0V7Q2M5N9R4T6W8Y0A`, "[]"), SAVED);
    await page.context().clearCookies();
    await page.goto("/");
    await expect(page.getByText(/non si poteva più leggere/)).toBeVisible();
  });

  test("sign_out_removes_saved_notices_and_another_guardian_does_not_see_them", async ({ page, environment, context }) => {
    await notice(page, "Anna", "25");
    await page.goto("/");
    await signOut(page);
    await expect(page.getByRole("heading", { level: 1, name: /Entra|Accedi/ })).toBeVisible();
    expect(await savedNotices(page)).toEqual({});

    await environment.signIn(page);
    await page.goto("/");
    await expect.poll(async () => Object.keys(await savedNotices(page)).length).toBe(1);
    await context.clearCookies();
    await environment.signIn(page, MARC);
    await page.goto("/");
    await expect(page.locator("li.account a").first()).toBeVisible();
    await expect.poll(() => savedNotices(page)).toEqual({});
  });
});

test.describe("with the gateway stopped and the browser closed", () => {
  test("icon_opens_the_code_offline_and_it_changes_to_paid_later", async ({ environment, launchOptions }, info) => {
    const settings = { ...launchOptions, locale: "it-IT", viewport: { width: 390, height: 844 }, baseURL: environment.url };
    const open = () => chromium.launchPersistentContext(info.outputPath("profile"), settings);
    let browser = await open();
    let page = await browser.newPage();
    await environment.signIn(page);
    const { number } = await notice(page, "Anna", "26,50");
    await shellStored(page);
    await browser.close();
    await environment.stopGateway();

    browser = await open();
    page = await browser.newPage();
    await page.goto("/?da=icona");
    await expect(qrCode(page)).toBeVisible();
    await expect(page.getByText("Senza rete: il codice vale lo stesso.")).toBeVisible();
    const expected = `PAGOPA|002|${number}|00101440073|2650`;
    const read = await decode(await page.screenshot());
    expect(read.zbar).toEqual([expected]);
    expect(read.zxing.map((code) => code.text)).toEqual([expected]);

    // Nothing that needs the network is offered or queued.
    await page.getByRole("link", { name: "Chiudi" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Nessun collegamento" })).toBeVisible();
    await expect(page.getByText(/addebitat/)).toHaveCount(0);
    await expect(page.getByRole("link", { name: /Mostra allo sportello/ })).toBeVisible();
    await page.getByRole("link", { name: /Mostra allo sportello/ }).click();
    await expect(qrCode(page)).toBeVisible();

    await environment.startGateway();
    expect((await environment.payAtCounter(expected)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 30_000 });
    await browser.close();
  });
});

test.describe("without storage", () => {
  test("notice_is_shown_with_a_message_that_it_is_not_saved", async ({ page, environment }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await environment.signIn(page);
    await notice(page, "Anna", "25");
    await expect(page.getByText(/Questo browser non conserva l’avviso/)).toBeVisible();
    await page.getByRole("link", { name: SHOW }).click();
    await expect(qrCode(page)).toBeVisible();
  });
});
