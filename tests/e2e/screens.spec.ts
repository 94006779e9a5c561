// Every screen in every language, light and dark, on a phone, a tablet and a desk: accessible, nothing wider than the
// screen, not even on the narrowest phone or enlarged to 400 %, and every control large enough for a
// thumb, what is read strong enough for the sun. With RICARICA_SCREENS=FOLDER each is kept as a picture,
// to be looked at.
import { expectNoSidewaysScrolling, expectStrongContrast, expectTargets, expectWholeWords } from "./accessible.ts";
import { CHIARA, expect, expectAccessible, test } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { join } from "node:path";

const LANGUAGES = { it: "it-IT", fr: "fr-FR", en: "en-GB" } as const;
const PHONE = { width: 390, height: 844 };
const folder = process.env.RICARICA_SCREENS;

/** A phone, a tablet, a desk. */
const WIDTHS = { 360: 740, 768: 1024, 1280: 800 } as const;
/** The narrowest phone; and a screen of 1280 × 1024 at 400 %. */
const NARROW = [{ width: 320, height: 568 }, { width: 320, height: 256 }];

/** Holds what is on the screen to the rules, at every width and in both themes, and keeps the pictures if wanted. */
async function look(page: Page, language: string, name: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".skeleton")).toHaveCount(0);
  for (const [width, height] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width: Number(width), height });
    await expectNoSidewaysScrolling(page, `${name} ${language} ${width}`);
    await expectWholeWords(page, `${name} ${language} ${width}`);
    await expectTargets(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      if (width === "360") await expectStrongContrast(page);
      if (folder) {
        const path = join(folder, `${name}-${width}-${language}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
  for (const size of NARROW) {
    await page.setViewportSize(size);
    await expectNoSidewaysScrolling(page, `${name} ${language} ${size.width} × ${size.height}`);
    await expectWholeWords(page, `${name} ${language} ${size.width} × ${size.height}`);
  }
  await page.setViewportSize(PHONE);
}

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(language, () => {
    test.use({ locale, deviceScaleFactor: 2 });

    test(`every_screen_of_a_guardian_holds_in_${language}`, async ({ page, town }) => {
      // Dozens of looks by axe: minutes on a machine that is busy.
      test.setTimeout(900_000);
      await page.goto("/");
      await look(page, language, "1-sign-in");
      await page.locator("input[type=email]").fill(CHIARA);
      const known = new Set((await town.mails(CHIARA)).map((mail) => mail.id));
      await page.locator("form button").click();
      await expect(page.locator("input[autocomplete=one-time-code]")).toBeVisible();
      await look(page, language, "2-code");
      await page.locator("input[autocomplete=one-time-code]").fill(await town.code(CHIARA, known));
      await page.locator("form button").click();
      await expect(page.locator("a.btn[href^='/ricarica/']")).toHaveCount(3);
      await look(page, language, "3-accounts");
      await page.locator("a.btn[href^='/ricarica/']").last().click();
      await expect(page.locator("input[inputmode=decimal]")).toBeVisible();
      await look(page, language, "4-top-up");
      await page.locator("input[inputmode=decimal]").fill("12,345");
      await page.locator(".way button").last().click();
      await expect(page.locator("input[aria-invalid=true]")).toBeVisible();
      await look(page, language, "5-wrong-amount");
      await page.locator("input[inputmode=decimal]").fill("26.50");
      await page.locator(".way button").last().click();
      await expect(page.getByRole("img").and(page.locator("svg"))).toBeVisible({ timeout: 15_000 });
      await look(page, language, "6-notice");
      if (folder) await page.screenshot({ path: join(folder, `phone-${language}.png`) });
      const notice = page.url();
      await page.goto(notice.replace("/avviso/", "/sportello/"));
      await expect(page.getByRole("img").and(page.locator("svg"))).toBeVisible();
      await look(page, language, "6-counter");
      if (folder) await page.screenshot({ path: join(folder, `counter-${language}.png`) });
      await page.context().clearCookies();
      await page.goto("/");
      await expect(page.locator(".kept-notices a")).toHaveCount(1);
      await look(page, language, "6-kept");
      await town.signIn(page);
      await page.goto("/storico");
      await look(page, language, "7-history");
      await page.goto("/ricarica");
      await expect(page.locator("input[inputmode=decimal]")).toHaveCount(3);
      await look(page, language, "8-several");
      await page.goto("/non/esiste");
      await look(page, language, "9-not-found");

      // Online: refused, then paid.
      for (const [ending, name] of [["refused", "10-refused"], ["in_progress", "11-in-progress"], ["paid", "12-credited"]]) {
        const seconds = ending === "in_progress" ? 6 : 0;
        const back = await town.payOnline(page, notice.split("/").pop() ?? "", ending ?? "", { language, seconds });
        if (!back) {
          // After "in progress" nothing is opened; the same payment has been resolved as paid.
          expect(name).toBe("12-credited");
          await page.goto(notice);
          await expect(page.locator(".state").first()).toBeVisible();
          await look(page, language, "13-notice-paid");
          continue;
        }
        await page.goto(back);
        await look(page, language, name ?? "");
        if (ending === "in_progress") {
          await expect(page.locator(".alert-success").first()).toBeVisible({ timeout: 30_000 });
          await look(page, language, "12-credited");
        }
      }
    });
  });
}
