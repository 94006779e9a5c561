// Text spacing and text at twice its size (WCAG 2.2, 1.4.12 and 1.4.4): nothing is cut off.
import { expect, test, type Page } from "./fixtures.ts";
import { expectNoSidewaysScrolling } from "./accessible.ts";
import { LANGUAGES, walk } from "./walk.ts";

const SHEETS = {
  spacing: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
            p { margin-bottom: 2em !important; }`,
  double: `html { font-size: 200% !important; }`,
};

/** Texts that are larger than the box that hides their overflow. */
async function overflowingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")].flatMap((part) => {
      const { overflowX, overflowY, clip, clipPath } = getComputedStyle(part);
      const hides = (value: string) => value === "hidden" || value === "clip";
      // Text for screen readers only is clipped on purpose.
      const hidden = clip !== "auto" || clipPath !== "none" || part.matches(".visually-hidden *, svg, svg *");
      if (hidden || !part.checkVisibility() || !part.textContent?.trim()) return [];
      const across = hides(overflowX) && part.scrollWidth > part.clientWidth + 1;
      const along = hides(overflowY) && part.scrollHeight > part.clientHeight + 1;
      return across || along ? [part.textContent.trim().slice(0, 60)] : [];
    }),
  );
}

for (const language of ["it", "fr"] as const) {
  test.describe(language, () => {
    test.use({ locale: LANGUAGES[language] });

    test(`nothing_is_cut_off_with_wider_spacing_or_large_text_in_${language}`, async ({ page, environment }) => {
      test.setTimeout(180_000);
      await walk(page, environment, async (name) => {
        for (const [what, css] of Object.entries(SHEETS)) {
          await page.evaluate((css) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [sheet];
          }, css);
          await expectNoSidewaysScrolling(page, `${name} with ${what}`);
          expect(await overflowingTexts(page), `cut off: ${name} with ${what}`).toEqual([]);
        }
        await page.evaluate(() => (document.adoptedStyleSheets = []));
      });
    });
  });
}
