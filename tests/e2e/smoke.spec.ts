// The app starts.
import { expect, expectAccessible, test } from "./fixtures.ts";
import { NOWHERE } from "./steps.ts";

test("app_starts_and_is_accessible", async ({ page, watched }) => {
  await page.goto(NOWHERE);
  // The app itself, not the grey cards of index.html, which have a heading too.
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
  expect(watched.complaints).toEqual([]);
});

test("every_answer_has_a_strict_content_security_policy", async ({ page }) => {
  const response = await page.goto("/");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("unsafe-inline");
});

test("inline_script_is_refused_by_the_policy_and_noticed_by_the_tests", async ({ page, watched }) => {
  await page.goto("/");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'inline';";
    document.body.append(script);
  });
  await expect.poll(() => watched.complaints.join()).toContain("Content Security Policy");
  expect(await page.title()).not.toBe("inline");
  // Expected here, so the test passes.
  watched.complaints.length = 0;
});
