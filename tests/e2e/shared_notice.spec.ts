// Somebody else pays a notice: the guardian shares its link, and it is opened in another browser, without a session.
import type { Browser } from "@playwright/test";
import { CHIARA, decode, expect, expectAccessible, test, type Page } from "./fixtures.ts";
import type { TestEnvironment } from "./environment.ts";
import { downloaded, read } from "./pdf.ts";
import { LANGUAGES, type Language } from "./walk.ts";

const WORDS = {
  it: {
    ask: "Fai pagare un’altra persona", share: "Condividi il link", names: "Mostra anche i nomi", title: "Paga una ricarica",
    pay: "Vai al pagamento", paid: "Grazie: il pagamento è arrivato", letter: "Scarica la lettera (PDF)",
    over: "Questo avviso non si può pagare", unknown: "Questo link non funziona", whom: "Per Anna",
  },
  fr: {
    ask: "Faire payer une autre personne", share: "Partager le lien", names: "Montrer aussi les noms", title: "Payer une recharge",
    pay: "Aller au paiement", paid: "Merci : le paiement est arrivé", letter: "Télécharger la lettre (PDF)",
    over: "Cet avis ne peut pas être payé", unknown: "Ce lien ne fonctionne pas", whom: "Pour Anna",
  },
  en: {
    ask: "Ask somebody else to pay", share: "Share the link", names: "Show names too", title: "Pay for a top-up",
    pay: "Go to the payment", paid: "Thank you: the payment has arrived", letter: "Download the letter (PDF)",
    over: "This notice cannot be paid", unknown: "This link does not work", whom: "For Anna",
  },
} as const;

/** Headless browsers cannot share, so this records the text that another app would receive. */
async function withSharing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given: string[] = [];
    Object.assign(globalThis, { given });
    Object.defineProperty(navigator, "canShare", { value: () => true });
    Object.defineProperty(navigator, "share", { value: async ({ text }: { text: string }) => given.push(text) });
  });
}

const given = (page: Page) => page.evaluate(() => (globalThis as unknown as { given: string[] }).given);

/** A phone of somebody else, which opens the link. */
async function somebodyElse(browser: Browser, environment: TestEnvironment, language: Language, link: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: environment.url, locale: LANGUAGES[language], viewport: { width: 390, height: 844 }, deviceScaleFactor: 3,
    isMobile: true, hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

for (const language of ["it", "fr", "en"] as const) {
  const words = WORDS[language];
  test(`notice_is_paid_by_its_link_without_a_session_${language}`, async ({ page, browser, environment }) => {
    test.setTimeout(90_000);
    await withSharing(page);
    await page.addInitScript((language) => localStorage.setItem("ricarica.language", language), language);
    await environment.signIn(page);
    const id = await environment.topUp(page, "25.00");
    await page.goto(`/avviso/${id}`);
    await page.getByText(words.ask).click();
    await page.getByRole("button", { name: words.share }).click();
    await expect.poll(async () => (await given(page)).length).toBe(1);
    await expectAccessible(page);
    const [text = ""] = await given(page);
    const link = text.match(/https?:\S+/)?.[0] ?? "";
    expect(link).toMatch(new RegExp(`/paga/${id}#[0-9A-Z]{26}$`));
    expect(text).toMatch(/25[,.]00/);

    const other = await somebodyElse(browser, environment, language, link);
    await expect(other.getByRole("heading", { level: 1, name: words.title })).toBeVisible();
    const code = other.locator(".code-card").getByRole("img");
    await expect(code).toBeVisible();
    await expectAccessible(other);
    const main = await other.locator("main#content").innerText();
    for (const secret of ["Anna", "Chiara", CHIARA, "RSSMRA45C12F205C"]) expect(main).not.toContain(secret);
    await expect(other.getByRole("button", { name: words.letter })).toHaveCount(0);
    const { zbar } = await decode(await code.screenshot());
    expect(zbar).toHaveLength(1);
    expect(zbar[0]).toMatch(/^PAGOPA\|002\|\d{18}\|00101440073\|2500$/);
    // The key never leaves the phone in an address.
    expect(await other.evaluate(() => document.referrer)).toBe("");

    await other.getByRole("button", { name: words.pay }).click();
    await other.waitForURL((url) => url.pathname.startsWith("/c/") || url.href.startsWith(environment.sandboxUrl));
    expect(await other.locator("body").innerText()).not.toContain(CHIARA);
    const cart = new URL(other.url()).pathname.split("/").find((part) => part.length === 36);
    const ended = await other.request.post(`${environment.sandboxUrl}/c/${cart}/esito.json`, { data: { outcome: "paid" } });
    const { return_url: back } = (await ended.json()) as { return_url: string };
    await other.goto(back);
    await other.goto(link);
    await expect(other.getByText(words.paid)).toBeVisible({ timeout: 20_000 });
    await expect(code).toHaveCount(0);
    // The guardian sees it too.
    await expect(page.locator(".notice-head .state-good")).toBeVisible({ timeout: 20_000 });
    await other.context().close();
  });

  test(`link_with_names_shows_the_child_and_gives_the_letter_${language}`, async ({ page, browser, environment }, info) => {
    await withSharing(page);
    await page.addInitScript((language) => localStorage.setItem("ricarica.language", language), language);
    await environment.signIn(page);
    const id = await environment.topUp(page, "25.00");
    await page.goto(`/avviso/${id}`);
    await page.getByText(words.ask).click();
    await page.getByRole("checkbox", { name: words.names }).check();
    await page.getByRole("button", { name: words.share }).click();
    await expect.poll(async () => (await given(page)).length).toBe(1);
    const [text = ""] = await given(page);
    const link = text.match(/https?:\S+/)?.[0] ?? "";
    const other = await somebodyElse(browser, environment, language, link);
    await expect(other.getByText(words.whom)).toBeVisible();
    const [name, pdf] = await downloaded(other, () => other.getByRole("button", { name: words.letter }).click());
    expect(name).toMatch(/^avviso-\d{18}\.pdf$/);
    expect((await read(pdf, info)).text).toContain("Chiara Esempio");
    // Cancelled meanwhile: the page says so by itself, without names.
    const cancelled = await page.request.delete(`/api/v1/top-ups/${id}`, { headers: { origin: environment.url } });
    expect(cancelled.status()).toBe(204);
    await expect(other.getByRole("heading", { name: words.over })).toBeVisible({ timeout: 20_000 });
    await expect(other.getByText(words.whom)).toHaveCount(0);
    await expectAccessible(other);
    await other.context().close();
  });

  test(`broken_link_says_what_to_do_${language}`, async ({ browser, environment }) => {
    for (const link of ["/paga/x", "/paga/01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "/paga/01JD3Z8K0V7Q2M5N9R4T6W8Y0A#01JD3Z8K0V7Q2M5N9R4T6W8Y0K"]) {
      const page = await somebodyElse(browser, environment, language, link);
      await expect(page.getByRole("heading", { name: words.unknown })).toBeVisible();
      await expectAccessible(page);
      await page.context().close();
    }
  });
}
