// The HTML of every mail (crates/gateway/tests/mail), in a browser: at 320 pixels and a desk, light and dark, with enlarged text.
import { expect, test } from "@playwright/test";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expectAccessible, expectNoSidewaysScrolling, expectStrongContrast, expectTargets } from "./accessible.ts";

const MAILS = fileURLToPath(new URL("../../crates/gateway/tests/mail/", import.meta.url));
const files = (await readdir(MAILS, { recursive: true })).filter((file) => file.endsWith(".html")).sort();

test("every_language_has_the_same_mails", () => {
  const of = (language: string) => files.filter((file) => file.startsWith(language)).map((file) => file.slice(3));
  expect(of("it").length).toBeGreaterThan(3);
  expect([of("fr"), of("en")]).toEqual([of("it"), of("it")]);
});

for (const file of files) {
  test(`${file} fits_every_screen_and_theme`, async ({ page }) => {
    // A mail fetches nothing.
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const html = await readFile(MAILS + file, "utf8");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        await page.setContent(html);
        const what = `${file} ${colorScheme} ${width}`;
        await expectNoSidewaysScrolling(page, what);
        if (width === 320) {
          await expectAccessible(page);
          await expectStrongContrast(page);
          await expectTargets(page);
        }
        // Most mail programs enlarge everything.
        await page.evaluate(() => document.body.style.setProperty("zoom", "2"));
        await expectNoSidewaysScrolling(page, `${what} enlarged`);
      }
      const ground = await page.locator("main").evaluate((main) => getComputedStyle(main).backgroundColor);
      expect(ground, file).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(20, 37, 54)");
    }
    expect(requests).toEqual([]);
    expect(await page.getByRole("link").count(), "at most one button").toBeLessThanOrEqual(1);
  });
}
