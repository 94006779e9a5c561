// The rules of axe, all of them: WCAG and best practices alike. No rule is switched off.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with one line a broken rule, naming the elements. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length, "axe found something to look at").toBeGreaterThan(0);
  const lines = violations.map(
    (rule) => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect(lines, "broken accessibility rules").toEqual([]);
}
