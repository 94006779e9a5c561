// The warning before a session ends, and its extension with one tap (WCAG 2.2, 2.2.1).
import { expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { enter } from "./steps.ts";

// The shortest session possible: the warning comes after half of it.
test.use({ settings: { RICARICA_SESSION__IDLE_MINUTES: "1" } });
test.setTimeout(180_000);

async function secondsLeft(page: Page): Promise<number> {
  const answer = await page.request.get("/api/v1/session");
  return answer.ok() ? ((await answer.json()) as { expires_in: number }).expires_in : 0;
}

test("guardian_is_warned_in_time_and_extends_the_session_with_one_tap", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  const warning = page.getByRole("alert").filter({ hasText: "la sessione sta per terminare" });
  await expect(warning).toHaveCount(0);
  await expect(warning).toBeVisible({ timeout: 45_000 });
  // WCAG requires at least twenty seconds.
  const left = await secondsLeft(page);
  expect(left).toBeGreaterThanOrEqual(20);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Resta nella pagina" }).click();
  await expect(warning).toHaveCount(0);
  expect(await secondsLeft(page)).toBeGreaterThan(left + 10);
  // Past the original end of the session.
  await page.waitForTimeout((left + 2) * 1000);
  expect(await secondsLeft(page)).toBeGreaterThan(0);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("reading_the_session_does_not_extend_it_and_its_end_has_a_message", async ({ page, environment }) => {
  await page.goto("/");
  await enter(page, environment);
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  const before = await secondsLeft(page);
  await page.waitForTimeout(3000);
  expect(await secondsLeft(page)).toBeLessThan(before - 1);
  await expect(page.getByRole("alert").filter({ hasText: "sta per terminare" })).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText("Per sicurezza la sessione è terminata")).toBeVisible({ timeout: 100_000 });
  await expect(page.getByRole("alert").filter({ hasText: "sta per terminare" })).toHaveCount(0);
});
