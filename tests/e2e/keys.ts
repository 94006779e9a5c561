// Hands that never leave the keyboard: no click, no field filled from outside.
import { expect, type Locator, type Page } from "@playwright/test";

/** How many stops are looked at before the search is given up. */
const MOST = 80;

/** What has the focus can be told from what has not: a ring, drawn. */
export async function expectRing(page: Page): Promise<void> {
  const [what, ring] = await page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return ["nothing", ""];
    // The ring around a button of choice may be its label's.
    const drawn = [active, active.nextElementSibling, active.closest("label")].flatMap((part) => {
      if (!part) return [];
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      // The browser's own would be "auto", and is lost on some backgrounds.
      return outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 ? [outlineWidth] : [];
    });
    return [active.outerHTML.slice(0, 120), drawn[0] ?? ""];
  });
  expect(ring, `the focus is to be seen on ${what}`).not.toBe("");
}

/** Goes on by Tab (or back) until this has the focus; every stop on the way shows its ring. */
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
