// From one page to the next: a short cross-fade that blocks no tap, and none with reduced motion.
import { expect, test } from "./fixtures.ts";
import { tabs } from "./steps.ts";
import type { Page } from "@playwright/test";

type Counting = typeof globalThis & { transitions?: number };

/** Counts the transitions of the pages that are opened from now on. */
async function count(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const start = document.startViewTransition.bind(document);
    document.startViewTransition = (change) => {
      (globalThis as Counting).transitions = ((globalThis as Counting).transitions ?? 0) + 1;
      return start(change);
    };
  });
  return () => page.evaluate(() => (globalThis as Counting).transitions ?? 0);
}

test("link_fades_to_the_next_page_and_taps_meanwhile_count", async ({ page, environment }) => {
  const transitions = await count(page);
  await environment.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  // The second tap comes before the first page has faded away.
  await page.evaluate(() => {
    const tap = (path: string) => document.querySelector<HTMLAnchorElement>(`a[href="${path}"]`)?.click();
    tap("/storico");
    requestAnimationFrame(() => tap("/avvisi"));
  });
  await expect(page.getByRole("heading", { level: 1, name: "Avvisi" })).toBeVisible();
  expect(await transitions()).toBe(2);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Movimenti" })).toBeVisible();
});

test.describe("reduced_motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("pages_change_at_once_with_reduced_motion", async ({ page, environment }) => {
    const transitions = await count(page);
    await environment.signIn(page);
    await page.goto("/");
    await tabs(page).getByRole("link", { name: "Movimenti" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Movimenti" })).toBeVisible();
    expect(await transitions()).toBe(0);
  });
});

test("browser_without_view_transitions_changes_pages_at_once", async ({ page, environment }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Document.prototype, "startViewTransition", { value: undefined });
  });
  await environment.signIn(page);
  await page.goto("/");
  await tabs(page).getByRole("link", { name: "Movimenti" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Movimenti" })).toBeVisible();
});
