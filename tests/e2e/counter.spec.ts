// At the counter: the code that a scanner reads, without a session and without a network.
import { chromium } from "@playwright/test";
import { keptOffline } from "./shell.ts";
import { CHIARA, MARC, decode, decodeDataMatrix, expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { makeNotice, openTopUp, qrCode, shown, typeAmount } from "./steps.ts";

const SHOW = "Mostra allo sportello";
const KEPT = "ricarica.notice.1.";

/** Makes a notice and gives back its number, 18 digits, and its address. */
async function notice(page: Page, child: string, amount: string): Promise<{ number: string; id: string }> {
  await openTopUp(page, child);
  await typeAmount(page, amount);
  await makeNotice(page);
  const number = (await shown(page, "Codice avviso")).replaceAll(/\s/g, "");
  return { number, id: new URL(page.url()).pathname.split("/").pop() ?? "" };
}

/** The number beside the code at the counter. */
async function numberShown(page: Page): Promise<string> {
  const number = page.locator("dl div", { has: page.getByText("Codice avviso", { exact: true }) }).locator("dd");
  return (await number.innerText()).replaceAll(/\s/g, "");
}

/** What this phone keeps of notices. */
async function kept(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    (prefix) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(prefix))),
    KEPT,
  );
}

test.describe("signed in", () => {
  test.beforeEach(async ({ page, town }) => {
    await town.signIn(page);
  });

  test("the_code_at_the_counter_is_read_and_turns_to_paid_by_itself", async ({ page, town }) => {
    const { number } = await notice(page, "Anna", "26,50");
    await page.getByRole("link", { name: SHOW }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Allo sportello" })).toBeAttached();
    await expect(qrCode(page)).toBeVisible();
    expect(await numberShown(page)).toBe(number);
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

    expect((await town.payAtCounter(expected)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole("status").filter({ hasText: /Pagata|Accreditata/ })).toHaveCount(1);
    await expect(page.getByRole("img", { name: /Codice/ })).toHaveCount(0);
    await expectAccessible(page);
    expect(await kept(page)).toEqual({});
  });

  test("what_is_kept_is_what_a_counter_needs", async ({ page }) => {
    const { number, id } = await notice(page, "Anna", "25");
    const entries = await kept(page);
    expect(Object.keys(entries)).toEqual([`${KEPT}${id}`]);
    const [text = ""] = Object.values(entries);
    const entry = JSON.parse(text) as Record<string, Record<string, unknown>>;
    expect(Object.keys(entry).sort()).toEqual(["checked_at", "notice", "owner", "state", "top_up_id"]);
    expect(Object.keys(entry.notice ?? {}).sort()).toEqual([
      "amount", "creditor_code", "creditor_name", "due_date", "key", "notice_number", "poste_data_matrix", "subject",
    ]);
    expect(entry.notice?.notice_number).toBe(number);
    expect(text).not.toContain("Anna");
    expect(text.toLowerCase()).not.toContain(CHIARA);
  });

  test("a_code_is_shown_after_the_session_has_ended_and_still_turns_to_paid", async ({ page, town, context }) => {
    const { number } = await notice(page, "Anna", "25");
    await context.clearCookies();
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: /Entra|Accedi/ })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: /Mostra allo sportello/ }).click();
    await expect(qrCode(page)).toBeVisible();
    expect((await town.payAtCounter(`PAGOPA|002|${number}|00101440073|2500`)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
  });

  test("a_notice_paid_elsewhere_while_offline_is_told_when_the_network_is_back", async ({ page, town, context }) => {
    const { number } = await notice(page, "Anna", "25");
    await page.getByRole("link", { name: SHOW }).click();
    await expect(qrCode(page)).toBeVisible();
    await context.setOffline(true);
    expect((await town.payAtCounter(`PAGOPA|002|${number}|00101440073|2500`)).status).toBe(200);
    await expect(page.getByText("Senza rete: il codice vale lo stesso.")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText(/Ultimo controllo: .*2026/)).toBeVisible();
    await expect(qrCode(page)).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
  });

  test("several_notices_are_turned_by_buttons_keys_and_a_swipe", async ({ page }) => {
    const older = await notice(page, "Anna", "25");
    const newer = await notice(page, "Anna", "30");
    await page.goto("/sportello");
    await expect(qrCode(page)).toBeVisible();
    expect(await numberShown(page)).toBe(newer.number);
    await expect(page.getByRole("navigation", { name: "Avviso 1 di 2" })).toBeVisible();
    await page.getByRole("button", { name: "Avviso successivo" }).click();
    await expect.poll(() => numberShown(page)).toBe(older.number);
    await expectAccessible(page);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => numberShown(page)).toBe(newer.number);
    await page.mouse.move(300, 300);
    await page.mouse.down();
    await page.mouse.move(150, 310, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => numberShown(page)).toBe(older.number);
    // A short slip of the thumb, and a scroll, change nothing.
    await page.mouse.move(200, 300);
    await page.mouse.down();
    await page.mouse.move(170, 450, { steps: 5 });
    await page.mouse.up();
    expect(await numberShown(page)).toBe(older.number);
    // Never another notice than the one in the address.
    await page.goto(`/sportello/${newer.id}`);
    await expect.poll(() => numberShown(page)).toBe(newer.number);
  });

  test("a_notice_that_has_ended_elsewhere_leaves_the_phone", async ({ page, town }) => {
    const ended = await notice(page, "Anna", "25");
    const open = await notice(page, "Anna", "30");
    const gone = await page.request.delete(`${town.url}/api/v1/top-ups/${ended.id}`, { headers: { origin: town.url } });
    expect(gone.status()).toBe(204);
    await page.goto(`/sportello/${ended.id}`);
    await expect(page.getByRole("heading", { level: 2, name: "Annullata" })).toBeVisible({ timeout: 15_000 });
    await expect(qrCode(page)).toHaveCount(0);
    await page.getByRole("link", { name: "Mostra un altro avviso" }).click();
    await expect(qrCode(page)).toBeVisible();
    expect(await numberShown(page)).toBe(open.number);
    expect(Object.keys(await kept(page))).toEqual([`${KEPT}${open.id}`]);
  });

  test("of_two_notices_one_expires_and_the_other_stays", async ({ page, town }) => {
    const open = await notice(page, "Anna", "25");
    const due = await notice(page, "Anna", "30");
    await page.goto(`/sportello/${due.id}`);
    await expect(qrCode(page)).toBeVisible();
    await town.dueAt(due.number, due.id, 3000, new Date(Date.now() + 2000));
    await expect(page.getByRole("heading", { level: 2, name: "Scaduta" })).toBeVisible({ timeout: 20_000 });
    await expect(qrCode(page)).toHaveCount(0);
    expect(Object.keys(await kept(page))).toEqual([`${KEPT}${open.id}`]);
    // The icon's own shortcut never shows the one that nobody would take.
    await page.goto("/sportello?da=icona");
    await expect(qrCode(page)).toBeVisible();
    expect(await numberShown(page)).toBe(open.number);
  });

  test("a_clock_that_is_wrong_takes_nothing_away", async ({ page, town }) => {
    const { number } = await notice(page, "Anna", "25");
    const day = 86_400_000;
    for (const [days, warned] of [[-1, 0], [1, 0], [60, 1]] as const) {
      await page.clock.setSystemTime(Date.now() + days * day);
      await page.goto("/sportello");
      await expect(qrCode(page)).toBeVisible();
      await expect(page.getByText(/Per l’orologio del telefono la scadenza/)).toHaveCount(warned);
    }
    // By the gateway's clock, not by the phone's.
    const today = new Intl.DateTimeFormat("it", { day: "numeric", timeZone: "Europe/Rome" }).format();
    await expect(page.getByText(new RegExp(`Ultimo controllo: ${today} `))).toBeVisible();
    expect((await town.payAtCounter(`PAGOPA|002|${number}|00101440073|2500`)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
  });

  test("storage_that_the_browser_cleared_is_filled_again", async ({ page }) => {
    const { number, id } = await notice(page, "Anna", "25");
    await page.evaluate(() => localStorage.clear());
    await page.goto("/sportello");
    await expect(page.getByRole("heading", { level: 1, name: "Nessun avviso su questo telefono" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Torna ai conti" }).click();
    await page.getByRole("link", { name: /^Mostra allo sportello/ }).click();
    await expect(qrCode(page)).toBeVisible();
    expect(await numberShown(page)).toBe(number);
    expect(Object.keys(await kept(page))).toEqual([`${KEPT}${id}`]);
  });

  test("an_address_of_a_notice_that_is_not_here_finds_it_at_the_gateway", async ({ page }) => {
    const { id } = await notice(page, "Anna", "25");
    await page.evaluate(() => localStorage.clear());
    await page.goto(`/sportello/${id}`);
    await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/avviso/${id}$`));
  });

  test("what_cannot_be_read_any_more_is_dropped_and_told", async ({ page }) => {
    const { number, id } = await notice(page, "Anna", "25");
    await page.evaluate((prefix) => {
      localStorage.setItem(`${prefix}01JD3Z8K0V7Q2M5N9R4T6W8Y0A`, '{"form":');
      localStorage.setItem("ricarica.notice.0.01JD3Z8K0V7Q2M5N9R4T6W8Y0B", "{}");
    }, KEPT);
    await page.goto("/sportello");
    await expect(qrCode(page)).toBeVisible();
    expect(await numberShown(page)).toBe(number);
    expect(Object.keys(await kept(page))).toEqual([`${KEPT}${id}`]);
    await page.evaluate((prefix) => localStorage.setItem(`${prefix}01JD3Z8K0V7Q2M5N9R4T6W8Y0A`, "[]"), KEPT);
    await page.context().clearCookies();
    await page.goto("/");
    await expect(page.getByText(/non si poteva più leggere/)).toBeVisible();
  });

  test("signing_out_empties_the_phone_and_another_guardian_never_sees_the_first_ones_notices", async ({ page, town, context }) => {
    await notice(page, "Anna", "25");
    await page.goto("/");
    await page.getByRole("button", { name: "Esci" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /Entra|Accedi/ })).toBeVisible();
    expect(await kept(page)).toEqual({});

    await town.signIn(page);
    await page.goto("/");
    await expect.poll(async () => Object.keys(await kept(page)).length).toBe(1);
    await context.clearCookies();
    await town.signIn(page, MARC);
    await page.goto("/");
    await expect(page.getByRole("link", { name: /^Esegui ricarica/ }).first()).toBeVisible();
    await expect.poll(() => kept(page)).toEqual({});
  });
});

test.describe("with the gateway ended and the browser closed", () => {
  test("the_icon_opens_the_code_two_scanners_read_it_and_later_it_turns_to_paid", async ({ town, launchOptions }, info) => {
    const settings = { ...launchOptions, locale: "it-IT", viewport: { width: 390, height: 844 }, baseURL: town.url };
    const open = () => chromium.launchPersistentContext(info.outputPath("profile"), settings);
    let browser = await open();
    let page = await browser.newPage();
    await town.signIn(page);
    const { number } = await notice(page, "Anna", "26,50");
    await keptOffline(page);
    await browser.close();
    await town.stopGateway();

    browser = await open();
    page = await browser.newPage();
    await page.goto("/?da=icona");
    await expect(qrCode(page)).toBeVisible();
    await expect(page.getByText("Senza rete: il codice vale lo stesso.")).toBeVisible();
    const expected = `PAGOPA|002|${number}|00101440073|2650`;
    const read = await decode(await page.screenshot());
    expect(read.zbar).toEqual([expected]);
    expect(read.zxing.map((code) => code.text)).toEqual([expected]);

    // Nothing that needs the network is taken on, or queued.
    await page.getByRole("link", { name: "Chiudi" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Non è stato addebitato nulla" })).toBeVisible();
    await expect(page.getByRole("link", { name: /Mostra allo sportello/ })).toBeVisible();
    await page.getByRole("link", { name: /Mostra allo sportello/ }).click();
    await expect(qrCode(page)).toBeVisible();

    await town.startGateway();
    expect((await town.payAtCounter(expected)).status).toBe(200);
    await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 30_000 });
    await browser.close();
  });
});

test.describe("where nothing can be kept", () => {
  test("the_notice_says_so_and_is_shown_all_the_same", async ({ page, town }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await town.signIn(page);
    await notice(page, "Anna", "25");
    await expect(page.getByText(/Questo browser non conserva l’avviso/)).toBeVisible();
    await page.getByRole("link", { name: SHOW }).click();
    await expect(qrCode(page)).toBeVisible();
  });
});
