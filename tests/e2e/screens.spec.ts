// Every screen in every language, light and dark, on a phone, a tablet and a desktop: accessible, with strong contrast and
// large controls, and never wider than the screen, even on the narrowest phone or enlarged to 400 %. With
// RICARICA_SCREENS=FOLDER each screen is saved as a picture.
import { expectAccessibleColours, expectNoSidewaysScrolling, expectStrongContrast, expectTargets, expectWholeWords } from "./accessible.ts";
import { expectAccessible, test } from "./fixtures.ts";
import { ANNOUNCEMENT, walkRareScreens, LANGUAGES, walk, walkFailureScreens } from "./walk.ts";
import type { Page } from "@playwright/test";
import { join } from "node:path";

const PHONE = { width: 390, height: 844 };
const folder = process.env.RICARICA_SCREENS;

/** A phone, a tablet, a desktop. */
const WIDTHS = { 360: 740, 768: 1024, 1280: 800 } as const;
/** The narrowest phone; and a screen of 1280 × 1024 at 400 %. */
const NARROW = [{ width: 320, height: 568 }, { width: 320, height: 256 }];

/** axe runs dozens of times, which takes minutes on a busy machine. */
const TIMEOUT_MS = 900_000;

/** Checks the screen at every width and in both themes, and saves the pictures if a folder is set. */
async function look(page: Page, language: string, name: string): Promise<void> {
  for (const [width, height] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width: Number(width), height });
    await expectNoSidewaysScrolling(page, `${name} ${language} ${width}`);
    await expectWholeWords(page, `${name} ${language} ${width}`);
    await expectTargets(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await (colorScheme === "light" ? expectAccessible : expectAccessibleColours)(page);
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
    // Reduced motion, so that no colour is checked during a transition.
    test.use({ locale, deviceScaleFactor: 2, contextOptions: { reducedMotion: "reduce" } });

    test(`main_screens_follow_the_rules_in_${language}`, async ({ page, environment }) => {
      test.setTimeout(TIMEOUT_MS);
      await walk(page, environment, (name) => look(page, language, name));
    });

    test.describe("rare_screens", () => {
      test.use({ settings: ANNOUNCEMENT, serviceWorkers: "block" });

      test(`rare_screens_follow_the_rules_in_${language}`, async ({ page, environment }) => {
        test.setTimeout(TIMEOUT_MS);
        await walkRareScreens(page, environment, (name) => look(page, language, name));
      });
    });

    test(`failure_screens_follow_the_rules_in_${language}`, async ({ browser, environment }) => {
      test.setTimeout(TIMEOUT_MS);
      await walkFailureScreens(browser, environment, locale, (page, name) => look(page, language, name));
    });
  });
}
