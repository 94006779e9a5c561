// How far it is: a guardian who is signed in, from the open app to the code on the screen.
import { expect, test } from "./fixtures.ts";
import { qrCode } from "./steps.ts";

test("from_the_open_app_to_the_notice_in_four_taps_and_one_typed_number", async ({ page, town }) => {
  await town.signIn(page);
  await page.goto("/");
  // Counted where they land, so that none is forgotten here; what is typed is a letter at a time.
  const counts = { taps: 0, fields: new Set<string>() };
  await page.exposeFunction("tapped", () => (counts.taps += 1));
  await page.exposeFunction("typed", (field: string) => counts.fields.add(field));
  await page.evaluate(() => {
    const told = window as unknown as Record<"tapped" | "typed", (field?: string) => void>;
    // A tap on a label clicks its control as well: that is one tap, and only the finger's own is counted.
    addEventListener("pointerdown", (event) => event.isTrusted && told.tapped(), true);
    addEventListener("input", (event) => event.isTrusted && told.typed((event.target as HTMLElement).id), true);
  });
  await page.getByRole("link", { name: /^Esegui ricarica: Mensa.* · Anna$/ }).tap();
  await page.getByRole("textbox", { name: /Importo della ricarica/ }).tap();
  await page.keyboard.type("26,50");
  await page.getByRole("button", { name: "Genera avviso" }).tap();
  await expect(qrCode(page)).toBeInViewport({ timeout: 15_000, ratio: 0.5 });
  // The page was never loaded anew, or what was counted would be lost.
  expect(counts.taps, "taps were counted").toBeGreaterThan(1);
  expect(counts.taps).toBeLessThanOrEqual(4);
  expect([...counts.fields]).toHaveLength(1);
});

test("with_the_amount_that_is_suggested_two_taps_are_enough", async ({ page, town }) => {
  await town.signIn(page);
  await page.goto("/");
  await page.getByRole("link", { name: /^Ricarica 62,40.€/ }).tap();
  await page.getByRole("button", { name: "Genera avviso" }).tap();
  await expect(qrCode(page)).toBeInViewport({ timeout: 15_000, ratio: 0.5 });
});
