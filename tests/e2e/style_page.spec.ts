// The style page: every component in every state, with every display setting of a phone.
import { expectNoSidewaysScrolling, expectTargets } from "./accessible.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";
import type { Page } from "@playwright/test";
import { join } from "node:path";

const folder = process.env.RICARICA_SCREENS;

const WAYS = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
} as const;

async function open(page: Page): Promise<void> {
  await page.goto("/stile");
  await expect(page.getByRole("heading", { level: 1, name: "Stile" })).toBeVisible();
  // Wait for everything that loads after the first paint.
  await page.evaluate(() => document.fonts.ready);
}

for (const [way, media] of Object.entries(WAYS)) {
  test(`every_component_is_accessible_in_${way.replace(" ", "_")}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia(media);
    await open(page);
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoSidewaysScrolling(page, `/stile at ${width}`);
      await expectTargets(page);
      await expectAccessible(page);
      if (folder) await page.screenshot({ path: join(folder, `stile-${width}-${way}.png`), fullPage: true });
    }
    await page.getByRole("button", { name: "Annulla la ricarica" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
  });
}

test("every_state_of_a_top_up_has_a_badge", async ({ page }) => {
  await open(page);
  const words = await page.getByRole("region", { name: "States of a top-up" }).locator(".state").allInnerTexts();
  // Paid and credited share one word; an open payment page, one that was left and a payment in charge have their own.
  expect(new Set(words).size).toBe(9);
  expect(words.every((word) => word.trim() !== "")).toBe(true);
});

test("app_neither_contains_nor_links_the_style_page", async ({ page, environment }) => {
  await environment.signIn(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  expect(asked.filter((path) => path.includes("stile"))).toEqual([]);
  expect(asked.some((path) => path.endsWith(".wasm"))).toBe(true);
  expect(await (await page.request.get("/")).text()).not.toContain("stile");
});

test("reduced_motion_stops_all_motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  const moving = await page.evaluate(() =>
    document.getAnimations().filter((animation) => {
      const timing = animation.effect?.getComputedTiming();
      return timing?.iterations === Infinity || Number(timing?.duration) > 1;
    }).length,
  );
  expect(moving).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await page.evaluate(() => document.getAnimations().length), "and there is some for others").toBeGreaterThan(0);
});
