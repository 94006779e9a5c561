// Screenshots of every screen on a phone, in three languages, light and dark: docs/screens/. It tests nothing and runs only
// by `cargo xtask screens`.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test, type Page } from "./fixtures.ts";
import { ANNOUNCEMENT, walkRareScreens, LANGUAGES, walk, walkFailureScreens } from "./walk.ts";

const folder = process.env.RICARICA_GALLERY ?? "";

/** Pictures of half the width and height have a tenth of the bytes, so the repository can contain them all. */
const SMALL = `import os, sys
from PIL import Image
share, quality = (1, 70) if sys.argv[1] == "full" else (2, 30)
for name in sys.argv[2:]:
    picture = Image.open(name).convert("RGB")
    picture = picture.resize((picture.width // share, picture.height // share), Image.Resampling.LANCZOS)
    picture.save(name.replace(".png", ".webp"), quality=quality, method=4)
    os.remove(name)`;

const reduce = (size: "full" | "half", files: string[]) =>
  promisify(execFile)(process.env.RICARICA_PYTHON ?? "python3", ["-c", SMALL, size, ...files]);

/** The README's picture: one screen in full resolution. */
const README = ["top-up", "notice", "counter"];

/** The whole page in both themes. */
async function shoot(page: Page, language: string, name: string): Promise<void> {
  const made: string[] = [];
  const size = page.viewportSize() ?? { width: 390, height: 844 };
  const modal = (await page.locator("dialog[open]").count()) > 0;
  // The viewport is as high as the page, so that fixed parts are at the page's end. A dialog covers one screen.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: modal ? size.height : Math.max(size.height, height) });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const path = join(folder, language, `${name}-${colorScheme}.png`);
    // All pages have the same footer, so only the first picture has it.
    const footer = name === "sign-in" || modal ? null : await footerBox(page);
    const clip = footer ? { x: 0, y: 0, width: size.width, height: Math.ceil(footer.y) } : undefined;
    await page.screenshot(clip ? { path, clip } : { path });
    made.push(path);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(size);
  await reduce("half", made);
  if (language === "it" && README.includes(name)) {
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    await reduce("full", [path]);
  }
}

/** The counter has no footer, because it fills the screen. */
async function footerBox(page: Page) {
  return (await page.locator("footer").count()) ? page.locator("footer").boundingBox() : null;
}

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(language, () => {
    // Reduced motion, so that no picture is taken during a transition.
    test.use({ locale, deviceScaleFactor: 2, contextOptions: { reducedMotion: "reduce" } });
    test.setTimeout(600_000);

    test(`main_screens_in_${language}`, async ({ page, environment }) => {
      await walk(page, environment, (name) => shoot(page, language, name));
    });

    test.describe("rare screens", () => {
      test.use({ serviceWorkers: "block", settings: ANNOUNCEMENT });

      test(`rare_screens_in_${language}`, async ({ page, environment }) => {
        await walkRareScreens(page, environment, (name) => shoot(page, language, name));
      });
    });

    test(`failure_screens_in_${language}`, async ({ browser, environment }) => {
      await walkFailureScreens(browser, environment, locale, (page, name) => shoot(page, language, name));
    });
  });
}
