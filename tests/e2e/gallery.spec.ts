// Every screen on a phone, in three languages, light and dark, to be looked at: docs/screens/. It tests nothing, and is
// made only where it is asked for: cargo xtask screens
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test, type Page } from "./fixtures.ts";
import { ANNOUNCEMENT, walkRareScreens, LANGUAGES, walk, walkFailureScreens } from "./walk.ts";

const folder = process.env.RICARICA_GALLERY ?? "";

/** Half as large a picture has a tenth of its size: so many of them fit into the repository. */
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

/** What the README shows: one screen of a phone, sharp. */
const README = ["top-up", "notice", "counter"];

/** Both themes, from the first line to the last. */
async function shoot(page: Page, language: string, name: string): Promise<void> {
  const made: string[] = [];
  const size = page.viewportSize() ?? { width: 390, height: 844 };
  const modal = (await page.locator("dialog[open]").count()) > 0;
  // A phone as high as the page: what stays at the lower edge of a screen is where it belongs. A question covers one screen.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: modal ? size.height : Math.max(size.height, height) });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const path = join(folder, language, `${name}-${colorScheme}.png`);
    // The footer is the same everywhere: the first screen shows it for all.
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

/** None at the counter, which has the whole screen to itself. */
async function footerBox(page: Page) {
  return (await page.locator("footer").count()) ? page.locator("footer").boundingBox() : null;
}

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(language, () => {
    // Less motion: no picture is taken while a colour is on its way to another.
    test.use({ locale, deviceScaleFactor: 2, contextOptions: { reducedMotion: "reduce" } });
    test.setTimeout(600_000);

    test(`screens_of_the_way_in_${language}`, async ({ page, environment }) => {
      await walk(page, environment, (name) => shoot(page, language, name));
    });

    test.describe("beside the way", () => {
      test.use({ serviceWorkers: "block", settings: ANNOUNCEMENT });

      test(`rare_screens_in_${language}`, async ({ page, environment }) => {
        await walkRareScreens(page, environment, (name) => shoot(page, language, name));
      });
    });

    test(`without_the_app_in_${language}`, async ({ browser, environment }) => {
      await walkFailureScreens(browser, environment, locale, (page, name) => shoot(page, language, name));
    });
  });
}
