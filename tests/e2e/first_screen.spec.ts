// The first screen of index.html, which is there before the app: the same words at the same place as the app's own.
import { expect, test, type Page } from "./fixtures.ts";
import { heldBack } from "./steps.ts";

const PHONE = { width: 360, height: 740 };
/** What both draw, in the order of the page. */
const PARTS = [
  "header .it-brand-text", "h1", ".lead", ".first-visit li",
  ".sign-in", ".sign-in label", ".sign-in .form-control", ".sign-in .form-text", ".sign-in .btn",
];

/** Place and words of what is shown. The button says at first that it is busy. */
async function drawn(page: Page): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  return page.locator(PARTS.join()).filter({ visible: true }).evaluateAll((parts) =>
    parts.map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      const says = part.matches("h1, .lead, li, label, .form-text") ? part.textContent?.replaceAll(/\s+/g, " ").trim() : "";
      // The text beside the sign changes from the app's name to the municipality's: its middle stays.
      const box = part.matches(".it-brand-text") ? [x, y + height / 2] : [x, y, width, height];
      return [[...part.classList].sort().join("."), says, ...box.map((edge) => edge.toFixed(1))].join(" ");
    }),
  );
}

for (const locale of ["it-IT", "fr-FR", "en-GB"]) {
  test.describe(() => {
    test.use({ locale, viewport: PHONE });

    test(`nothing_moves_when_the_app_takes_over_${locale}`, async ({ page }) => {
      await page.addInitScript(() => {
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries() as (PerformanceEntry & { value: number })[]) moved += value;
        }).observe({ type: "layout-shift", buffered: true });
        let moved = 0;
        Object.assign(window, { moved: () => moved });
      });
      const come = await heldBack(page);
      await page.goto("/");
      await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const before = await drawn(page);
      expect(before).toHaveLength(11);
      await expect(page.locator("html")).not.toHaveAttribute("data-boot");

      come();
      await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
      await expect(page.getByRole("textbox")).toBeVisible();
      // With all that the municipality's answer brings.
      await expect(page.locator(".test-strip")).toBeVisible();
      expect(await drawn(page)).toEqual(before);
      expect(await page.evaluate(() => (window as unknown as { moved: () => number }).moved())).toBe(0);
    });
  });
}

test("who_is_signed_in_sees_no_way_in_before_the_accounts", async ({ page, town }) => {
  await town.signIn(page);
  const come = await heldBack(page);
  await page.goto("/");
  await expect(page.locator(".skeleton")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Accedi" })).toHaveCount(0);
  const cards = await page.locator(".skeleton").boundingBox();
  // The answer about the session waits too: what the app draws meanwhile is the same.
  const answered = page.waitForRequest("**/api/v1/session");
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/api/v1/session", async (route) => {
    await held;
    await route.continue();
  });
  come();
  await answered;
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  expect(await page.locator(".skeleton").boundingBox()).toEqual(cards);
  answer();
  await expect(page.getByRole("heading", { name: "Luca", exact: true })).toBeVisible();
});

test("who_has_signed_out_is_not_asked_for_again", async ({ page, town }) => {
  const cookies = async () =>
    (await page.context().cookies()).map(({ name, value, httpOnly }) => (httpOnly ? name : `${name}=${value} for scripts`));
  await town.signIn(page);
  expect((await cookies()).sort()).toEqual(["ricarica", "ricarica-signed-in=1 for scripts"]);
  await page.goto("/");
  await page.getByRole("button", { name: "Esci" }).click();
  await expect(page.getByRole("textbox")).toBeVisible();
  expect(await cookies()).toEqual([]);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  await expect(page.getByRole("textbox")).toBeVisible();
  expect(asked).not.toContain("/api/v1/session");
  expect(asked.filter((path) => path === "/api/v1/municipality")).toHaveLength(1);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the_first_screen_says_what_it_is_about_and_what_is_needed", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
    await expect(page.locator("noscript [lang=it]")).toBeVisible();
    await expect(page.getByText("Caricamento in corso…")).toHaveCount(2);
    for (const loading of await page.getByText("Caricamento in corso…").all()) await expect(loading).toBeHidden();
  });
});
