// Navigation by keyboard alone: no clicks, no fields filled by the test.
import { expect, type Locator, type Page } from "@playwright/test";

/** Number of focus stops after which the search fails. */
const MOST = 80;

/** The focused element has a visible ring. */
export async function expectRing(page: Page): Promise<void> {
  const [what, ring] = await page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return ["nothing", ""];
    // The ring of a radio button may be on its label.
    const drawn = [active, active.nextElementSibling, active.closest("label")].flatMap((part) => {
      if (!part) return [];
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      // The browser's default ring is "auto" and not visible on every background.
      return outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 ? [outlineWidth] : [];
    });
    return [active.outerHTML.slice(0, 120), drawn[0] ?? ""];
  });
  expect(ring, `the focus is to be seen on ${what}`).not.toBe("");
}

/** Presses Tab (or Shift+Tab) until `target` has the focus. Every stop must show its ring. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST; stops++) {
    await page.keyboard.press(key);
    if (await page.evaluate(() => document.activeElement === document.body)) continue;
    await expectRing(page);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${MOST} times ${key}, and never at ${target}`);
}
