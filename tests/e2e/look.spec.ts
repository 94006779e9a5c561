// Layout that pictures do not show: reach of the thumb, covered elements, movement.
import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { AMOUNT, openTopUp } from "./steps.ts";
import { LANGUAGES, walk } from "./walk.ts";

const folder = process.env.RICARICA_SCREENS;

const SMALL_PHONE = { width: 360, height: 640 };

test("avanti_is_within_reach_of_the_thumb_without_scrolling", async ({ page, environment }) => {
  await page.setViewportSize(SMALL_PHONE);
  await environment.signIn(page);
  await openTopUp(page, "Luca");
  await expect(page.getByLabel(AMOUNT)).toBeVisible();
  const button = page.getByRole("button", { name: "AVANTI" });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await expect(button).toBeInViewport({ ratio: 1 });
  const box = await button.boundingBox();
  expect(box?.y, "in the lower third").toBeGreaterThan((SMALL_PHONE.height * 2) / 3);
});

test("balance_dates_that_differ_stand_on_lines_of_their_own", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.route("**/api/v1/accounts", async (route) => {
    const answer = await route.fetch();
    const accounts = await answer.json();
    accounts.items.forEach((account: { balance_at: string }, day: number) => (account.balance_at = `2026-11-1${day}T08:00:00Z`));
    await route.fulfill({ response: answer, json: accounts });
  });
  await page.goto("/");
  const rows = page.locator("a.card-link .who");
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) {
    const [service, date] = [await row.locator(".small").first().boundingBox(), await row.getByText("Ultimo saldo").boundingBox()];
    expect(date?.y, await row.innerText()).toBeGreaterThanOrEqual((service?.y ?? 0) + (service?.height ?? 999) - 1);
  }
  const need = page.locator(".need");
  const [date, button] = [await need.getByText("Ultimo saldo").boundingBox(), await need.locator(".btn-primary").boundingBox()];
  expect((button?.y ?? 0) - (date?.y ?? 999) - (date?.height ?? 0), "space above the button").toBeGreaterThanOrEqual(8);
});

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(language, () => {
    test.use({ locale, viewport: { width: 360, height: 740 } });

    test(`main_button_and_both_ways_to_pay_are_in_view_in_${language}`, async ({ page, environment }) => {
      await environment.signIn(page);
      for (const percent of [100, 125]) {
        await page.goto("/");
        const main = page.locator(".need .btn-primary");
        await expect(main).toBeVisible();
        const enlarge = () => page.evaluate((percent) => (document.documentElement.style.fontSize = `${percent}%`), percent);
        await enlarge();
        await expect(main, `${percent} %`).toBeInViewport({ ratio: 1 });
        await main.click();
        await expect(page.locator("input[inputmode=decimal]")).toBeVisible();
        await enlarge();
        const button = page.locator(".thumb button");
        await expect(button, `${percent} %`).toBeInViewport({ ratio: 1 });
        if (percent === 100) {
          const [ways, bar] = [await page.locator(".way .segments").boundingBox(), await page.locator(".thumb").boundingBox()];
          expect((ways?.y ?? 999) + (ways?.height ?? 0), "above the bar").toBeLessThanOrEqual(bar?.y ?? 0);
        }
      }
    });

    test(`nothing_is_wider_than_the_phone_with_large_text_in_${language}`, async ({ page, environment }) => {
      await environment.signIn(page);
      await environment.topUp(page, "25.00");
      for (const width of [320, 360, 390]) {
        await page.setViewportSize({ width, height: 740 });
        for (const percent of [100, 125, 150, 175, 200]) {
          for (const address of ["/", "/ricarica"]) {
            await page.goto(address);
            await expect(page.locator("li.account, .amount-for").first()).toBeVisible();
            await page.evaluate((percent) => (document.documentElement.style.fontSize = `${percent}%`), percent);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect(wide, `${address} at ${width} px and ${percent} %`).toBeLessThanOrEqual(0);
          }
        }
      }
    });
  });
}

test("focused_element_is_never_covered", async ({ page, environment }) => {
  await page.setViewportSize(SMALL_PHONE);
  await environment.signIn(page);
  await openTopUp(page, "Luca");
  await expect(page.getByLabel(AMOUNT)).toBeVisible();
  const seen = new Set<string>();
  for (const key of ["Tab", "Shift+Tab"]) {
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press(key);
      const [name, covered] = await page.evaluate(() => {
        const active = document.activeElement;
        if (!active || active === document.body) return ["", ""];
        const { x, y, width, height } = active.getBoundingClientRect();
        const at = document.elementFromPoint(x + width / 2, y + height / 2);
        const free = at && (active.contains(at) || at.contains(active));
        return [active.id || (active.textContent ?? ""), free ? "" : (at?.outerHTML.slice(0, 80) ?? "outside")];
      });
      seen.add(name ?? "");
      expect(covered, `${key} to ${name}`).toBe("");
    }
  }
  expect([...seen].some((name) => name.includes("AVANTI"))).toBe(true);
  expect([...seen].some((name) => name.includes("Come funziona"))).toBe(true);
});

test("main_button_is_not_sticky_at_400_percent", async ({ page, environment }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await environment.signIn(page);
  await openTopUp(page, "Luca");
  await page.getByLabel(AMOUNT).focus();
  await expect(page.getByRole("button", { name: "AVANTI" })).not.toBeInViewport();
});

test("focus_ring_has_two_colours", async ({ page }) => {
  await page.goto("/");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.getByRole("textbox").focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    const [outer, inner] = await page.getByRole("textbox").evaluate((field) => {
      const { outlineColor, outlineWidth, boxShadow } = getComputedStyle(field);
      return [`${outlineWidth} ${outlineColor}`, boxShadow];
    });
    const [black, white] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"];
    expect(outer).toBe(`3px ${colorScheme === "light" ? black : white}`);
    expect(inner).toContain(colorScheme === "light" ? white : black);
  }
});

test("every_control_has_a_border_in_forced_colours", async ({ page, environment }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ forcedColors: "active" });
  let looked = 0;
  await walk(page, environment, async (name) => {
    const { bare, seen } = await page.evaluate(() => {
      const controls = [...document.querySelectorAll(".btn:not(.btn-link), .chip, .form-control, .choices label, .card-link")];
      const shown = controls.filter((control) => control.checkVisibility());
      const without = shown.filter((control) => {
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(control);
        return borderTopStyle === "none" || parseFloat(borderTopWidth) < 1 || borderTopColor === backgroundColor;
      });
      return { bare: without.map((control) => control.textContent?.trim() || control.id), seen: shown.length };
    });
    expect(bare, `${name}: nothing shows where they end`).toEqual([]);
    const bars = await page.locator("nav a").evaluateAll((links) =>
      links.map((link) => [link.hasAttribute("aria-current"), getComputedStyle(link).outlineStyle] as const),
    );
    const marked = bars.filter(([, outline]) => outline !== "none").length;
    expect(marked, `${name}: only the current tab has an outline`).toBe(bars.filter(([here]) => here).length);
    looked += seen;
    if (folder) await page.screenshot({ path: join(folder, `forced-colours-${name}.png`), fullPage: true });
  });
  expect(looked, "so many controls were looked at").toBeGreaterThan(50);
});

/** What the notch and the bar at the lower edge of a phone cover, in CSS pixels, in portrait and landscape. */
const NOTCHES = {
  upright: { size: { width: 390, height: 844 }, insets: { top: 47, bottom: 34, left: 0, right: 0 } },
  on_its_side: { size: { width: 844, height: 390 }, insets: { top: 0, bottom: 21, left: 47, right: 47 } },
};

for (const [held, { size, insets }] of Object.entries(NOTCHES)) {
  test(`nothing_lies_under_the_notch_of_a_phone_held_${held}`, async ({ page, environment }) => {
    test.setTimeout(120_000);
    await page.setViewportSize(size);
    const phone = await page.context().newCDPSession(page);
    await phone.send("Emulation.setSafeAreaInsetsOverride", { insets });
    let looked = 0;
    await walk(page, environment, async (name) => {
      const { under, seen } = await page.evaluate(({ top, bottom, left, right }) => {
        scrollTo(0, 0);
        const parts = [...document.querySelectorAll("a[href], button, select, summary, label, input, h1, h2, p, svg")];
        const boxes = parts
          .filter((part) => part.checkVisibility({ visibilityProperty: true }))
          .map((part) => ({ part, box: part.getBoundingClientRect() }))
          // Visible only for screen readers, or only with the focus.
          .filter(({ box }) => box.width > 1 && box.right > 0);
        const covered = boxes.filter(({ part, box }) => {
          // An element without borders is measured by its text.
          const { paddingLeft, paddingRight } = getComputedStyle(part);
          const [before, after] = part.matches(".btn-link") ? [paddingLeft, paddingRight].map(parseFloat) : [];
          const beside = box.left + (before ?? 0) < left || box.right - (after ?? 0) > innerWidth - right;
          const above = box.top < top && box.bottom > 0;
          // Scrolling content can be moved away from the lower bar.
          const bar = part.closest(".thumb, .tabs");
          const stays = bar !== null && ["sticky", "fixed"].includes(getComputedStyle(bar).position);
          const below = stays && box.bottom > innerHeight - bottom;
          // A strip is as wide as the screen; its text is not.
          return part.matches(".test-strip") ? false : beside || above || below;
        });
        return {
          under: covered.map(({ part, box }) => `${part.tagName} ${(part.textContent ?? "").trim().slice(0, 30)} ${JSON.stringify(box)}`),
          seen: boxes.length,
        };
      }, insets);
      expect(under, `${name}: under the notch, the round corners or the bar`).toEqual([]);
      looked += seen;
      if (folder) await page.screenshot({ path: join(folder, `notch-${held}-${name}.png`) });
    });
    expect(looked, "so many parts were looked at").toBeGreaterThan(100);
  });
}

test("nothing_moves_when_the_typeface_loads", async ({ page }) => {
  // The typeface loads last.
  await page.route("**/fonts/*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.getByRole("textbox")).toBeVisible();
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("h1, p, label, input, button, footer")].map((part) => {
        const { y, height } = part.getBoundingClientRect();
        return Math.round(y) + Math.round(height) / 10_000;
      }),
    );
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => [...document.fonts].some((face) => face.status === "loading"))).toBe(true);
  const before = await boxes();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => [...document.fonts].filter((face) => face.status === "loaded").length)).toBeGreaterThan(1);
  expect(await boxes()).toEqual(before);
});
