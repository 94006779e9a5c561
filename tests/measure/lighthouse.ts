// Lighthouse in the browser of the journeys: on a phone, over a slow network, both as Lighthouse simulates them.
import { launch } from "chrome-launcher";
import lighthouse, { type RunnerResult } from "lighthouse";

export type Report = RunnerResult["lhr"];

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Of the three languages the one that most guardians read.
  "--accept-lang=it-IT",
];

/** Its own recording was lost, it says, and asks to be run again: that is nothing about the page. */
const LOST = "NO_NAVSTART";

/** A report on the page, as somebody sees it who has never been there. */
export async function report(url: string, categories: string[]): Promise<Report> {
  for (let tries = 1; ; tries += 1) {
    const lhr = await recorded(url, categories);
    if (!lhr.runtimeError) return lhr;
    if (lhr.runtimeError.code !== LOST || tries === 3) {
      throw new Error(`${url}: ${lhr.runtimeError.code} ${lhr.runtimeError.message}`);
    }
  }
}

async function recorded(url: string, categories: string[]): Promise<Report> {
  // A browser and a profile for this report alone.
  const chromium = await launch({
    chromePath: process.env.RICARICA_CHROMIUM ?? "/usr/bin/chromium",
    chromeFlags: FLAGS,
  });
  try {
    // What is not said here is what Lighthouse itself does on a phone.
    const result = await lighthouse(url, { port: chromium.port, logLevel: "error", output: "json", onlyCategories: categories });
    if (!result) throw new Error(`Lighthouse says nothing about ${url}`);
    return result.lhr;
  } finally {
    chromium.kill();
  }
}

/** From 0 to 100. */
export function score(lhr: Report, category: string): number {
  const found = lhr.categories[category]?.score;
  if (found === null || found === undefined) throw new Error(`no score for ${category}`);
  return Math.round(found * 100);
}

/** One line for each thing that costs a category its full score. */
export function complaints(lhr: Report): string[] {
  return Object.values(lhr.categories).flatMap((category) =>
    category.auditRefs.flatMap(({ id, weight }) => {
      const audit = lhr.audits[id];
      if (!audit || weight === 0 || audit.score === null || audit.score === 1) return [];
      return [`${category.id}: ${audit.title} ${JSON.stringify(audit.details ?? "").slice(0, 400)}`];
    }),
  );
}
