// The screen before the app runs: the accounts, or grey cards, at the place where the app draws them.
import { expect, test, type Page } from "./fixtures.ts";
import { heldBack, signOut } from "./steps.ts";

/** Sums up how far anything on the page moves. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    let moved = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries() as (PerformanceEntry & { value: number })[]) moved += value;
    }).observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { moved: () => moved });
  });
  return () => page.evaluate(() => (window as unknown as { moved: () => number }).moved());
}

/** The elements with their attributes and texts, however they were made, and where each one is. */
async function drawn(page: Page, selector: string) {
  return page.locator(selector).evaluate((root) => {
    const shape = (node: Node): string => {
      if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : "";
      const inside = [...node.childNodes].map(shape).join("");
      // Leptos groups the parts of a drawing.
      if (node.localName === "g") return inside;
      const attributes = [...node.attributes].map(({ name, value }) => `${name}="${value}"`).sort();
      return `\n<${[node.localName, ...attributes].join(" ")}>${inside}`;
    };
    const boxes = [...root.querySelectorAll(":not(g)")].map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(" ");
    });
    return { shape: shape(root), boxes };
  });
}

for (const locale of ["it-IT", "fr-FR", "en-GB"]) {
  test.describe(() => {
    // The service worker answers later visits with the grey cards.
    test.use({ locale, viewport: { width: 360, height: 740 }, serviceWorkers: "block" });

    test(`nothing_moves_when_the_app_takes_over_${locale}`, async ({ page, environment }) => {
      const moved = await watchShifts(page);
      await environment.signIn(page);
      const come = await heldBack(page);
      // The session's answer is delayed too: boot.js requests it, and the app draws the same cards until it arrives.
      const answered = page.waitForRequest("**/api/v1/session");
      const answer = await heldBack(page, /\/api\/v1\/session$/);
      await page.goto("/storico");
      await expect(page.locator("html")).toHaveAttribute("lang", locale.slice(0, 2));
      await expect(page.locator(".skeleton")).toBeVisible();
      await expect(page.getByRole("textbox")).toHaveCount(0);
      const cards = await page.locator(".skeleton").boundingBox();
      await expect(page.locator("html")).not.toHaveAttribute("data-boot");

      await answered;
      come();
      await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
      await expect(page.locator(".test-mark")).toBeVisible();
      expect(await page.locator(".skeleton").boundingBox()).toEqual(cards);
      expect(await moved()).toBe(0);
      answer();
      await expect(page.locator("#app h1")).toBeVisible();
    });

    test(`balances_are_on_the_screen_before_the_app_and_stay_where_they_are_${locale}`, async ({ page, environment }) => {
      const moved = await watchShifts(page);
      await environment.signIn(page);
      for (const [notices, amounts] of Object.entries({ none: [], one: ["25.00"], more: ["26.00", "27.00", "28.00"] })) {
        for (const amount of amounts) await environment.topUp(page, amount);
        const come = await heldBack(page);
        await page.goto("/");
        await expect(page.getByRole("heading", { name: "Luca", exact: true })).toBeVisible();
        await expect(page.locator("html")).not.toHaveAttribute("data-boot");
        const parts = ["#app h1", "main ul.accounts", ...(notices === "none" ? [] : ["main .open-top-ups"])];
        const before = await Promise.all(parts.map((part) => drawn(page, part)));
        come();
        await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
        await expect(page.locator(".test-mark")).toBeVisible();
        await expect(page.locator("p.several")).toBeVisible();
        const after = await Promise.all(parts.map((part) => drawn(page, part)));
        expect(after, `${notices} open`).toEqual(before);
        // When the font arrives, letters change their width by parts of a pixel.
        expect(await moved(), `${notices} open`).toBeLessThan(0.001);
        await page.unroute(/\.wasm$/);
      }
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
  await signOut(page);
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
