// A phone that is slower than this machine, and whether it really was.
import type { Page } from "@playwright/test";

/** How much slower the phone is than this machine. */
export const SLOWER = 4;

/** A usual phone, for a browser context. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 3,
  isMobile: true,
  hasTouch: true,
  locale: "it-IT",
  timezoneId: "Europe/Rome",
};

/** For starting the browser. */
export const BROWSER = {
  executablePath: process.env.RICARICA_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-component-update"],
};

/** Milliseconds of a fixed task on the page's main thread, after warm-up. */
export async function work(page: Page): Promise<number> {
  const rounds = await page.evaluate(() =>
    Array.from({ length: 9 }, () => {
      const begun = performance.now();
      let sum = 0;
      for (let n = 0; n < 30_000_000; n += 1) sum = (sum + n * 7) | 0;
      return performance.now() - begun + (sum === 1 ? 1 : 0);
    }),
  );
  return median(rounds.slice(4));
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}
