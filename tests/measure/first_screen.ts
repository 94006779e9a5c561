// `node first_screen.mjs URL RUNS`: what Lighthouse measures on the first screen, the middle of so many runs, as
// `key=value` words. xtask/src/measure.rs calls it.
import { report, score, type Report } from "./lighthouse.ts";

/** What the sign-in page names; a program is not among it. */
const KINDS = /\.(wasm|js|css|woff2)$/;

const [, , url, runs] = process.argv;
if (!url || !Number(runs)) throw new Error("which address, and how many runs?");

function figures(lhr: Report): Record<string, number> {
  const value = (audit: string) => {
    const found = lhr.audits[audit]?.numericValue;
    if (found === undefined) throw new Error(`no figure for ${audit}`);
    return found;
  };
  return {
    performance: score(lhr, "performance"),
    accessibility: score(lhr, "accessibility"),
    best_practices: score(lhr, "best-practices"),
    seo: score(lhr, "seo"),
    fcp_ms: value("first-contentful-paint"),
    lcp_ms: value("largest-contentful-paint"),
    tti_ms: value("interactive"),
    tbt_ms: value("total-blocking-time"),
    // Rounded up: what has moved at all is not nothing.
    cls_thousandths: Math.ceil(value("cumulative-layout-shift") * 1000),
    bytes: sent(lhr),
  };
}

/** Everything that comes over the wire, as it comes, with the answers' headers. */
function sent(lhr: Report): number {
  const details = lhr.audits["network-requests"]?.details;
  if (details?.type !== "table") throw new Error("no list of requests");
  const kinds = details.items.flatMap(({ url }) => new URL(String(url)).pathname.match(KINDS)?.[1] ?? []);
  const found = [...new Set(kinds)].sort().join(", ");
  if (found !== "css, js, woff2") throw new Error(`not the sign-in page: ${found} came over the wire`);
  // A file may come twice, from the browser's own cache the second time.
  return details.items.reduce((sum, { transferSize }) => sum + Number(transferSize), 0);
}

const all: Record<string, number>[] = [];
for (let run = 0; run < Number(runs); run += 1) {
  all.push(figures(await report(url, ["performance", "accessibility", "best-practices", "seo"])));
}
const middle = (name: string) => {
  const sorted = all.map((run) => run[name] ?? Number.NaN).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
};
console.log(Object.keys(all[0] ?? {}).map((name) => `${name}=${middle(name)}`).join(" "));
