// The rules of axe, all of them: WCAG and best practices alike. No rule is switched off.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with one line a broken rule, naming the elements. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectUnbroken(new AxeBuilder({ page }));
}

/** What is read between header and footer has a contrast of 7:1 (WCAG 2.2, 1.4.6), large letters 4.5:1. */
export async function expectStrongContrast(page: Page): Promise<void> {
  await expectUnbroken(new AxeBuilder({ page }).include("main").withRules(["color-contrast-enhanced"]));
}

async function expectUnbroken(builder: AxeBuilder): Promise<void> {
  const { violations, passes } = await builder.analyze();
  expect(passes.length, "axe found something to look at").toBeGreaterThan(0);
  const lines = violations.map(
    (rule) => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect(lines, "broken accessibility rules").toEqual([]);
}

/** In CSS pixels: what a thumb hits (WCAG 2.2, 2.5.5). */
const TARGET = 44;

/**
 * Fails with one line a control that is too small to be hit. A link within a sentence is as high as its line; a button of
 * choice is hit by its label.
 */
export async function expectTargets(page: Page): Promise<void> {
  const small = await page.evaluate((least) => {
    const controls = document.querySelectorAll("a[href], button, select, summary, label:has(input), input:not(label input)");
    return [...controls].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      // Not shown, or shown only when it has the focus.
      if (!control.checkVisibility() || width <= 1) return [];
      if (getComputedStyle(control).display === "inline") return [];
      const name = control.getAttribute("aria-label") ?? control.textContent ?? "";
      // Half a pixel is the browser's rounding.
      return Math.min(width, height) + 0.5 < least ? [`${name.trim()}: ${width} × ${height}`] : [];
    });
  }, TARGET);
  expect(small, `controls smaller than ${TARGET} pixels`).toEqual([]);
}

/** Nothing is wider than the screen. */
export async function expectNoSidewaysScrolling(page: Page, what: string): Promise<void> {
  const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content, `${what} is as wide as the screen`).toBeLessThanOrEqual(screen ?? 0);
}
