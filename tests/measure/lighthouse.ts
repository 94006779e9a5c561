// Lighthouse in the browser of the journeys, as its phone on a slow network.
import { chromium } from "@playwright/test";
import { launch } from "chrome-launcher";
import lighthouse, { type RunnerResult } from "lighthouse";
import type { Cookie } from "./sign_in.ts";

export type Report = RunnerResult["lhr"];

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The language of most guardians.
  "--accept-lang=it-IT",
];

/** Lighthouse lost its own recording. The page did not cause it, so the run is repeated. */
const LOST = "NO_NAVSTART";

/** Lighthouse measures at full speed and computes what a phone would take, or slows network and processor down. */
export type Slowness = "simulate" | "devtools";

/** A report on the page with an empty cache. With cookies the page has a session. */
export async function report(
  url: string,
  categories: string[],
  cookies: Cookie[] = [],
  slowness: Slowness = "simulate",
): Promise<Report> {
  for (let tries = 1; ; tries += 1) {
    const lhr = await recorded(url, categories, cookies, slowness);
    if (!lhr.runtimeError) return lhr;
    if (lhr.runtimeError.code !== LOST || tries === 3) {
      throw new Error(`${url}: ${lhr.runtimeError.code} ${lhr.runtimeError.message}`);
    }
  }
}

async function recorded(url: string, categories: string[], cookies: Cookie[], slowness: Slowness): Promise<Report> {
  // Each report has its own browser and profile.
  const browser = await launch({
    chromePath: process.env.RICARICA_CHROMIUM ?? "/usr/bin/chromium",
    chromeFlags: FLAGS,
  });
  try {
    if (cookies.length > 0) await addCookies(browser.port, cookies);
    // Everything else is Lighthouse's default, which is a phone.
    const options = { port: browser.port, onlyCategories: categories, throttlingMethod: slowness };
    const result = await lighthouse(url, { ...options, logLevel: "error", output: "json" });
    if (!result) throw new Error(`Lighthouse has no result for ${url}`);
    return result.lhr;
  } finally {
    browser.kill();
  }
}

/** Puts the cookies into the browser. Extra headers would not do, because the app's script reads one of them. */
async function addCookies(port: number, cookies: Cookie[]): Promise<void> {
  const connection = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  try {
    await connection.contexts()[0]?.addCookies(cookies);
  } finally {
    await connection.close();
  }
}

/** From 0 to 100. */
export function score(lhr: Report, category: string): number {
  const found = lhr.categories[category]?.score;
  if (found === null || found === undefined) throw new Error(`Lighthouse has no score for ${category}`);
  return Math.round(found * 100);
}

/** One line for each audit that costs a category its full score. */
export function complaints(lhr: Report): string[] {
  return Object.values(lhr.categories).flatMap((category) =>
    category.auditRefs.flatMap(({ id, weight }) => {
      const audit = lhr.audits[id];
      if (!audit || weight === 0 || audit.score === null || audit.score === 1) return [];
      return [`${category.id}: ${audit.title} ${JSON.stringify(audit.details ?? "").slice(0, 400)}`];
    }),
  );
}
