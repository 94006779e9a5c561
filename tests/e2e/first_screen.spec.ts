// The screen of index.html before the app runs: grey cards at the place where the app draws them.
import { expect, test } from "./fixtures.ts";
import { heldBack } from "./steps.ts";

for (const locale of ["it-IT", "fr-FR", "en-GB"]) {
  test.describe(() => {
    test.use({ locale, viewport: { width: 360, height: 740 } });

    test(`nothing_moves_when_the_app_takes_over_${locale}`, async ({ page, environment }) => {
      await page.addInitScript(() => {
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries() as (PerformanceEntry & { value: number })[]) moved += value;
        }).observe({ type: "layout-shift", buffered: true });
        let moved = 0;
        Object.assign(window, { moved: () => moved });
      });
      await environment.signIn(page);
      const come = await heldBack(page);
      // The session's answer is delayed too: boot.js requests it, and the app draws the same cards until it arrives.
      const answered = page.waitForRequest("**/api/v1/session");
      const answer = await heldBack(page, /\/api\/v1\/session$/);
      await page.goto("/");
      await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
      await expect(page.locator(".skeleton")).toBeVisible();
      await expect(page.getByRole("textbox")).toHaveCount(0);
      const cards = await page.locator(".skeleton").boundingBox();
      await expect(page.locator("html")).not.toHaveAttribute("data-boot");

      await answered;
      come();
      await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
      await expect(page.locator(".test-strip")).toBeVisible();
      expect(await page.locator(".skeleton").boundingBox()).toEqual(cards);
      expect(await page.evaluate(() => (window as unknown as { moved: () => number }).moved())).toBe(0);
      answer();
      await expect(page.getByRole("heading", { name: "Luca", exact: true })).toBeVisible();
    });
  });
}

test("wasm_glue_and_texts_are_requested_before_the_page_is_loaded", async ({ page, environment }) => {
  await environment.signIn(page);
  // The page's style sheet is delayed.
  const style = await heldBack(page, /\.css$/);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.replace(/-[0-9a-f]{16}/, "")));
  await page.goto("/", { waitUntil: "commit" });
  await expect.poll(() => asked).toEqual(expect.arrayContaining(["/ricarica.js", "/ricarica_bg.wasm", "/texts-it.txt"]));
  style();
  await expect(page.getByRole("heading", { name: "Luca", exact: true })).toBeVisible();
});

test("signed_out_browser_sends_no_request_to_the_api", async ({ page, environment }) => {
  const cookies = async () =>
    (await page.context().cookies()).map(({ name, value, httpOnly }) => (httpOnly ? name : `${name}=${value} for scripts`));
  await environment.signIn(page);
  expect((await cookies()).sort()).toEqual(["ricarica", "ricarica-signed-in=1 for scripts"]);
  await page.goto("/");
  await page.getByRole("button", { name: "Esci" }).click();
  await expect(page.getByRole("textbox")).toBeVisible();
  expect((await cookies()).filter((cookie) => !cookie.startsWith("ricarica-language="))).toEqual([]);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/");
  await expect(page.getByRole("textbox")).toBeVisible();
  expect(asked.filter((path) => path.startsWith("/api/"))).toEqual([]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("app_says_that_it_needs_scripts_and_shows_no_loading_message", async ({ page, environment }) => {
    await environment.signIn(page);
    await page.goto("/");
    await expect(page.locator("noscript [lang=it]")).toBeVisible();
    for (const loading of await page.getByText("Caricamento in corso…").all()) await expect(loading).toBeHidden();
  });
});
