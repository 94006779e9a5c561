// Notice, counter and outcome with enlarged text alone and with an enlarged page (WCAG 2.2, 1.4.4 and 1.4.10): nothing is
// cut or wider than the screen, and two scanners read every code.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectNoSidewaysScrolling } from "./accessible.ts";
import { DATA_MATRIX, other, QR, scan, type Format, type Plain } from "../scan/scan.ts";
import { LANGUAGES } from "./walk.ts";

const TEXTS = [100, 125, 150, 175, 200];
const ZOOMS = [200, 400];
const PHONES = [
  { width: 320, height: 568 },
  { width: 360, height: 740 },
  { width: 390, height: 844 },
];
const folder = process.env.RICARICA_SCREENS;

/** Sets the browser's default size of text, in percent of its own. */
async function setText(page: Page, percent: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const size = (16 * percent) / 100;
  await session.send("Page.setFontSizes", { fontSizes: { standard: size, fixed: size } });
}

/** Texts and pictures in <main> that are not wholly between the screen's left and right edge. */
async function expectNothingCut(page: Page, what: string): Promise<void> {
  await expectNoSidewaysScrolling(page, what);
  const cut = await page.evaluate(() => {
    const found: string[] = [];
    const look = (box: DOMRect, name: string) => {
      // Text for screen readers has one pixel.
      if (box.width > 1 && (box.left < -0.5 || box.right > innerWidth + 0.5)) found.push(`${name} ${JSON.stringify(box)}`);
    };
    const main = document.querySelector("main");
    if (!main) return ["no main"];
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement?.checkVisibility() || text.parentElement.closest("h1, .visually-hidden")) continue;
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) look(box, text.nodeValue?.trim().slice(0, 30) ?? "");
    }
    for (const part of main.querySelectorAll("svg, button, a, .it-card")) {
      if (part.checkVisibility()) look(part.getBoundingClientRect(), part.outerHTML.slice(0, 40));
    }
    return found;
  });
  expect(cut, `${what}: cut at an edge`).toEqual([]);
}

/** Calls `stop` at each size of text on each phone, and on each phone with an enlarged page. */
async function atEverySize(page: Page, stop: (what: string) => Promise<void>): Promise<void> {
  for (const { width, height } of PHONES) {
    await page.setViewportSize({ width, height });
    for (const text of TEXTS) {
      await setText(page, text);
      await stop(`text ${text} % on ${width}`);
    }
    await setText(page, 100);
    for (const zoom of ZOOMS) {
      const [across, along] = [width, height].map((side) => Math.round((side * 100) / zoom));
      // Narrower than any phone's browser lays out.
      if ((across ?? 0) < 140) continue;
      await page.setViewportSize({ width: across ?? width, height: along ?? height });
      await stop(`page ${zoom} % on ${width}`);
    }
  }
  // A screen of 1280 × 1024 at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await stop("page 400 % on 1280");
}

for (const language of ["it", "fr"] as const) {
  test.describe(language, () => {
    test.use({ locale: LANGUAGES[language], deviceScaleFactor: 3, contextOptions: { reducedMotion: "reduce" } });

    test(`enlarged_notice_counter_and_outcome_are_never_cut_in_${language}`, async ({ page, environment }, info: TestInfo) => {
      test.setTimeout(900_000);
      const to = info.outputPath("codes");
      await mkdir(to, { recursive: true });
      await environment.signIn(page);
      const ids = [await environment.topUp(page, "26.50"), await environment.topUp(page, "120.00")];
      const id = ids[0] ?? "";
      const shows = async (name: string) => {
        await atEverySize(page, async (what) => {
          await expectNothingCut(page, `${name}, ${what}, ${language}`);
          if (folder) await page.screenshot({ path: join(folder, `enlarged-${name}-${what}-${language}.png`.replaceAll(" ", "-")), fullPage: true });
        });
      };

      // The counter, with two notices.
      const notice = (await (await page.request.get(`/api/v1/top-ups/${id}`)).json()) as {
        notice: { notice_number: string; creditor_code: string; poste_data_matrix: string };
      };
      const { notice_number: number, creditor_code: creditor, poste_data_matrix: post } = notice.notice;
      const expected = { [QR]: `PAGOPA|002|${number}|${creditor}|2650`, [DATA_MATRIX]: post };
      await page.goto("/");
      await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ricarica.notice.")).length)).toBe(2);
      await page.goto(`/sportello/${id}`);
      const pictures: (Plain & { what: string })[] = [];
      for (const [place, format] of ([QR, DATA_MATRIX] as Format[]).entries()) {
        await page.locator(".counter-side input[type=radio]").nth(place).check({ force: true });
        const code = page.locator("svg.symbol");
        await atEverySize(page, async (what) => {
          await expectNothingCut(page, `counter, ${what}, ${language}`);
          // The code is redrawn for the new size with a short delay.
          await expect(async () => {
            await code.evaluate((svg) => {
              const { top, height } = svg.getBoundingClientRect();
              scrollBy(0, top - (innerHeight - height) / 2);
            });
            await expect(code, what).toBeInViewport({ ratio: 0.99, timeout: 500 });
          }).toPass({ timeout: 10_000 });
          const picture = join(to, `${format} ${what}.png`);
          await page.screenshot({ path: picture, scale: "device" });
          pictures.push({ picture, format, degraded: false, what });
          // The number breaks only between its groups.
          const groups = await page.locator(".counter-numbers dd").first().evaluate((element) => {
            const [text, range] = [element.firstChild as Text, document.createRange()];
            return [...(text.nodeValue ?? "").matchAll(/\d+/g)].map(({ index, 0: group }) => {
              range.setStart(text, index);
              range.setEnd(text, index + group.length);
              return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
            });
          });
          expect(groups, `${what}: lines of each group`).toEqual([1, 1, 1, 1, 1]);
        });
      }
      const readings = await scan(pictures);
      const unread = pictures.flatMap(({ format, what }, index) => {
        const [reading] = readings[index] ?? [];
        const wanted = JSON.stringify([expected[format as keyof typeof expected]]);
        return reading && JSON.stringify(other(reading)) === wanted && JSON.stringify(reading.zxing) === wanted ? [] : [`${format} ${what}`];
      });
      expect(unread, "codes that both scanners do not read").toEqual([]);

      await page.goto(`/avviso/${id}`);
      await expect(page.locator(".ways")).toBeVisible();
      for (const [place, way] of ["counter", "app", "paper"].entries()) {
        await page.locator(".ways input[name=way]").nth(place).check({ force: true });
        await shows(`notice-${way}`);
      }

      await page.goto((await environment.payOnline(page, id, "refused")) ?? "");
      await expect(page.locator(".outcome")).toBeVisible();
      await shows("outcome-refused");
      await page.goto((await environment.payOnline(page, id, "paid")) ?? "");
      await expect(page.locator(".receipt dl")).toBeVisible({ timeout: 20_000 });
      await shows("outcome-paid");

      const second = ids[1] ?? "";
      await page.goto(`/sportello/${second}`);
      await expect(page.locator("svg.symbol")).toBeVisible();
      const amount = ((await (await page.request.get(`/api/v1/top-ups/${second}`)).json()) as { notice: { notice_number: string }; amount: { amount: string } });
      await environment.payAtCounter(`PAGOPA|002|${amount.notice.notice_number}|${creditor}|${amount.amount.amount.replace(".", "")}`);
      await expect(page.locator(".counter-paid")).toBeVisible({ timeout: 20_000 });
      await shows("counter-paid");
    });
  });
}
