// The number of taps of a signed-in guardian from the open app to the code.
import { expect, test } from "./fixtures.ts";
import { noticeButton, topUpLink, qrCode } from "./steps.ts";

test("notice_takes_at_most_four_taps_and_one_typed_number", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  // Counted in the page, so that no tap is missed. Typing fires an event for each character, so the fields are counted.
  const counts = { taps: 0, fields: new Set<string>() };
  await page.exposeFunction("tapped", () => (counts.taps += 1));
  await page.exposeFunction("typed", (field: string) => counts.fields.add(field));
  await page.evaluate(() => {
    const report = window as unknown as Record<"tapped" | "typed", (field?: string) => void>;
    // `pointerdown`, because a tap on a label causes a second `click` on its control.
    addEventListener("pointerdown", (event) => event.isTrusted && report.tapped(), true);
    addEventListener("input", ({ isTrusted, target }) => {
      // A radio button is tapped, not typed.
      if (isTrusted && target instanceof HTMLInputElement && target.type === "text") report.typed(target.id);
    }, true);
  });
  await topUpLink(page, "Anna").tap();
  await page.getByRole("textbox", { name: /Importo della ricarica/ }).tap();
  await page.keyboard.type("26,50");
  await (await noticeButton(page)).tap();
  await expect(qrCode(page)).toBeInViewport({ timeout: 15_000, ratio: 0.5 });
  // The page was not reloaded; a reload would reset the count.
  expect(counts.taps, "taps were counted").toBeGreaterThan(1);
  expect(counts.taps).toBeLessThanOrEqual(4);
  expect([...counts.fields]).toHaveLength(1);
});

test("suggested_amount_takes_two_taps", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await page.getByRole("link", { name: /^Ricarica 62,40.€/ }).tap();
  await (await noticeButton(page)).tap();
  await expect(qrCode(page)).toBeInViewport({ timeout: 15_000, ratio: 0.5 });
});
