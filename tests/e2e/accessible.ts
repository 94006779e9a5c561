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

/** No word is broken for want of room: what has no blank in it (an address) may be. */
export async function expectWholeWords(page: Page, what: string): Promise<void> {
  const broken = await page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      // Letters with blanks around them, and what is put beside a word without one.
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
  const beyond = () =>
    page.evaluate(() => {
      // The counter cuts off what is too wide; it has to fit all the same.
      const inside = [...document.querySelectorAll("main")].map((main) => main.scrollWidth);
      return Math.max(document.documentElement.scrollWidth, ...inside) - innerWidth;
    });
  // After the screen has turned a symbol is drawn anew, a moment later.
  await expect.poll(beyond, `${what}: so many pixels wider than the screen`).toBeLessThanOrEqual(0);
}
