// The bar, the tabs and the place where the content begins.
import { expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { expectNoSidewaysScrolling } from "./accessible.ts";
import { makeNotice, openTopUp, tabs, typeAmount } from "./steps.ts";
import { LANGUAGES, settled } from "./walk.ts";

const PHONE = { width: 360, height: 740 };
/** The bar is 56 pixels high. */
const CONTENT_BEGINS = 72;
const TABS = {
  it: ["Conti", "Movimenti", "Avvisi", "Aiuto"],
  fr: ["Comptes", "Mouvements", "Avis", "Aide"],
  en: ["Accounts", "Movements", "Notices", "Help"],
};

/** Makes a notice over 25 euro for Anna and returns its address. */
async function notice(page: Page): Promise<string> {
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  return new URL(page.url()).pathname;
}

for (const language of ["it", "fr", "en"] as const) {
  test.describe(language, () => {
    test.use({ locale: LANGUAGES[language], viewport: PHONE });

    test(`content_begins_at_the_top_of_every_signed_in_screen_in_${language}`, async ({ page, environment }) => {
      await environment.signIn(page);
      for (const path of ["/", "/ricarica", "/avvisi", "/storico", "/aiuto", "/profilo"]) {
        await page.goto(path);
        await settled(page);
        const top = await page.getByRole("main").evaluate((main) => {
          const shown = [...main.children].find((part) => part.checkVisibility() && part.getBoundingClientRect().height > 1);
          return shown?.getBoundingClientRect().top;
        });
        expect(top, path).toBeLessThanOrEqual(CONTENT_BEGINS);
      }
    });

    test(`tabs_are_at_the_lower_edge_and_cover_nothing_in_${language}`, async ({ page, environment }) => {
      await environment.signIn(page);
      await page.goto("/");
      await settled(page);
      await expect(tabs(page).getByRole("link")).toHaveText(TABS[language]);
      const box = await tabs(page).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(PHONE.height);
      for (const name of TABS[language]) {
        await tabs(page).getByRole("link", { name }).click();
        await settled(page);
        await expect(tabs(page).getByRole("link", { name })).toHaveAttribute("aria-current", "page");
        // Texts may arrive after the heading.
        await expect(async () => {
          await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
          const footer = await page.getByRole("contentinfo").boundingBox();
          expect((footer?.y ?? 0) + (footer?.height ?? 0), name).toBeLessThan((box?.y ?? 0) + 1);
        }).toPass();
        await expectNoSidewaysScrolling(page, name);
      }
    });
  });
}

test("tab_counts_the_notices_to_pay", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/avvisi");
  await expect(page.getByRole("heading", { name: "Nessun avviso da pagare" })).toBeVisible();
  await expectAccessible(page);
  const path = await notice(page);
  await tabs(page).getByRole("link", { name: /1 da pagare/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avvisi" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name: /^25,00/ }).click();
  await expect(page).toHaveURL(path);
});

test("home_shows_three_notices_and_leads_to_all", async ({ page, environment }) => {
  await environment.signIn(page);
  for (const amount of ["10.00", "11.00", "12.00", "13.00"]) await environment.topUp(page, amount);
  await page.goto("/");
  const rows = page.getByRole("main").locator(".notice-rows > li");
  const all = page.getByRole("link", { name: "Vedi tutti gli avvisi da pagare (4)" });
  await expect(rows).toHaveCount(3);
  await expectAccessible(page);
  await all.click();
  await expect(page).toHaveURL("/avvisi");
  await expect(rows).toHaveCount(4);
  // With three there is nothing more to see.
  await rows.first().getByRole("link").first().click();
  await page.getByRole("button", { name: "Annulla la ricarica" }).click();
  await page.getByRole("button", { name: "Sì, annulla la ricarica" }).click();
  await expect(page.getByText("Annullata").first()).toBeVisible();
  await page.goto("/");
  await expect(rows).toHaveCount(3);
  await expect(all).toHaveCount(0);
});

test.describe("full_account", () => {
  test.use({ settings: { RICARICA_LIMITS__BALANCE_CAP: "100.00", RICARICA_LIMITS__MOST: "100.00" } });

  test("open_top_up_that_fills_the_account_is_paid_or_cancelled_for_another", async ({ page, environment }) => {
    await environment.signIn(page);
    const accounts = (await (await page.request.get("/api/v1/accounts")).json()) as { items: Full[] };
    const { id = "", limits, children = [] } = accounts.items[0] ?? {};
    await environment.topUp(page, limits?.most.amount ?? "");
    await page.goto(`/ricarica/${id}`);
    await expect(page.getByText("Con la ricarica da pagare il conto è al massimo.")).toBeVisible();
    await page.getByRole("link", { name: /^C’è già una ricarica da pagare/ }).click();
    await page.getByRole("button", { name: "Annulla la ricarica" }).click();
    await page.getByRole("button", { name: "Sì, annulla la ricarica" }).click();
    await page.getByRole("link", { name: "Fai una nuova ricarica" }).click();
    await expect(page.getByRole("heading", { name: children.join(" e ") })).toBeVisible();
    await expect(page.getByLabel("Importo della ricarica")).toBeVisible();
  });
});

interface Full {
  id: string;
  children: string[];
  limits?: { most: { amount: string } };
}

test("top_up_page_has_its_own_bar_and_a_way_back_instead_of_tabs", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await expect(tabs(page)).toHaveCount(0);
  await page.getByRole("banner").getByRole("link", { name: "Torna ai conti" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  await expect(tabs(page)).toBeVisible();
});

test("wide_screen_has_the_tabs_at_its_side", async ({ page, environment }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await environment.signIn(page);
  await page.goto("/");
  await settled(page);
  const [side, main] = [await tabs(page).boundingBox(), await page.getByRole("main").boundingBox()];
  expect(side?.x).toBe(0);
  expect(side?.height).toBeGreaterThan(700);
  expect(main?.x).toBeGreaterThanOrEqual((side?.x ?? 0) + (side?.width ?? 0));
});

test("phone_in_landscape_has_the_tabs_at_its_side_and_text_of_200_percent_has_them_in_the_page", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.setViewportSize({ width: 740, height: 360 });
  await page.goto("/");
  await settled(page);
  expect((await tabs(page).boundingBox())?.width).toBeLessThan(120);
  expect((await page.getByRole("heading", { level: 1 }).boundingBox())?.y).toBeLessThanOrEqual(CONTENT_BEGINS);
  // A page enlarged to 200 % on a phone is as narrow as this, and text of 200 % is measured in the same unit.
  await page.setViewportSize({ width: 180, height: 370 });
  await expect(tabs(page)).toHaveCSS("position", "static");
  await expectNoSidewaysScrolling(page, "enlarged");
});

test("profile_tells_who_is_signed_in_and_signs_out", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await page.getByRole("link", { name: "Profilo" }).click();
  await expect(page.getByRole("main").getByText("Chiara Esempio")).toBeVisible();
  await expect(page.getByRole("link", { name: "Profilo" })).toHaveAttribute("aria-current", "page");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Esci" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Sei uscito" })).toBeVisible();
  await expectAccessible(page);
});
