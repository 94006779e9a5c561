// All rules of axe: WCAG and best practices. No rule is switched off.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with one line for each broken rule, with its elements. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectUnbroken(new AxeBuilder({ page }));
}

/** The rules of axe that look at colours, for a second theme of a screen that follows all rules. */
export async function expectAccessibleColours(page: Page): Promise<void> {
  await expectUnbroken(new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]));
}

/** Text between header and footer has a contrast of 7:1, large text 4.5:1 (WCAG 2.2, 1.4.6). */
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

/** Minimum size of a control in CSS pixels (WCAG 2.2, 2.5.5). */
const TARGET = 44;

/**
 * Fails with one line for each control that is too small. Links inside a sentence are excepted; a radio button counts with
 * its label.
 */
export async function expectTargets(page: Page): Promise<void> {
  const small = await page.evaluate((least) => {
    const controls = document.querySelectorAll("a[href], button, select, summary, label:has(input), input:not(label input)");
    return [...controls].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect();
      // Hidden, or visible only with the focus.
      if (!control.checkVisibility() || width <= 1) return [];
      if (getComputedStyle(control).display === "inline") return [];
      const name = control.getAttribute("aria-label") ?? control.textContent ?? "";
      // The browser rounds by up to half a pixel.
      return Math.min(width, height) + 0.5 < least ? [`${name.trim()}: ${width} × ${height}`] : [];
    });
  }, TARGET);
  expect(small, `controls smaller than ${TARGET} pixels`).toEqual([]);
}

/** No word is broken for lack of space. Long strings without spaces (an address) may be. */
export async function expectWholeWords(page: Page, what: string): Promise<void> {
  const broken = await page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      // Letters between spaces or punctuation.
      for (const { index, 0: word } of (text.nodeValue ?? "").matchAll(/(?<![^\s(«“"’])\p{L}{2,}(?![^\s,.;:!?)»”"’…])/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) found.push(word);
      }
    }
    return found;
  });
  expect(broken, `${what} breaks words`).toEqual([]);
}

/** Nothing is wider than the screen. */
export async function expectNoSidewaysScrolling(page: Page, what: string): Promise<void> {
  // A phone shows a page that is too wide smaller, and `innerWidth` grows with it.
  const screen = page.viewportSize()?.width;
  const beyond = () =>
    page.evaluate((screen) => {
      // The counter screen hides overflow, so its width is tested too.
      const inside = [...document.querySelectorAll("main")].map((main) => main.scrollWidth);
      return Math.max(document.documentElement.scrollWidth, ...inside) - (screen ?? innerWidth);
    }, screen);
  // After a rotation the symbol is redrawn with a short delay.
  await expect.poll(beyond, `${what}: so many pixels wider than the screen`).toBeLessThanOrEqual(0);
}
