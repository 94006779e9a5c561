// `node pages.mjs GATEWAY MAILBOX RUNS`: Lighthouse's figures for the sign-in page, for the app with a session and an empty
// cache, and for a static page. Prints the median of the runs as `page.figure=value` words, which xtask/src/measure.rs
// reads.
import { report, score, type Report } from "./lighthouse.ts";
import { signIn } from "./sign_in.ts";
import { serveStaticPage } from "./static_page.ts";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const [, , gateway, mailbox, runs] = process.argv;
if (!gateway || !mailbox || !Number(runs)) throw new Error("usage: pages.mjs GATEWAY MAILBOX RUNS");

type Figures = Record<string, number>;

function figures(lhr: Report): Figures {
  const value = (audit: string) => {
    const found = lhr.audits[audit]?.numericValue;
    if (found === undefined) throw new Error(`Lighthouse has no figure for ${audit}`);
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
    // Rounded up, because any shift at all is more than none.
    cls_thousandths: Math.ceil(value("cumulative-layout-shift") * 1000),
    bytes: requests(lhr).reduce((sum, { transferSize }) => sum + Number(transferSize), 0),
  };
}

/** Every request of the page. `transferSize` is the compressed size with headers. */
function requests(lhr: Report): { url: string; transferSize: number }[] {
  const details = lhr.audits["network-requests"]?.details;
  if (details?.type !== "table") throw new Error("Lighthouse has no list of requests");
  return details.items.map(({ url, transferSize }) => ({ url: String(url), transferSize: Number(transferSize) }));
}

/** Fails if another page than the intended one has been measured. */
function expectRequests(lhr: Report, page: string, needed: RegExp[], forbidden: RegExp[]): Report {
  const urls = requests(lhr).map(({ url }) => new URL(url).pathname);
  for (const path of needed) if (!urls.some((url) => path.test(url))) throw new Error(`${page}: no request for ${path}`);
  for (const path of forbidden) if (urls.some((url) => path.test(url))) throw new Error(`${page}: a request for ${path}`);
  return lhr;
}

const cookies = await signIn(gateway, mailbox);
const staticPage = await serveStaticPage();
/** Each run measures all pages, so that other load on the machine affects all of them. */
const pages: Record<string, () => Promise<Report>> = {
  static: () => report(staticPage.url, CATEGORIES),
  sign_in: async () =>
    expectRequests(await report(`${gateway}/accesso`, CATEGORIES), "sign-in page", [/\.woff2$/], [/\.css$/, /\.wasm$/]),
  // Slowed down, because at full speed the app replaces the accounts in the page before they have been painted, and
  // the computed figures then leave them out.
  app: async () =>
    expectRequests(await report(`${gateway}/`, CATEGORIES, cookies, "devtools"), "app", [/\.wasm$/, /^\/api\/v1\/accounts/], []),
};

const all = new Map<string, Figures[]>(Object.keys(pages).map((name) => [name, []]));
for (let run = 0; run < Number(runs); run += 1) {
  for (const [name, measure] of Object.entries(pages)) all.get(name)?.push(figures(await measure()));
}
staticPage.close();

function median(of: Figures[], name: string): number {
  const sorted = of.map((run) => run[name] ?? Number.NaN).sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}
const words = [...all].flatMap(([page, of]) =>
  Object.keys(of[0] ?? {}).map((figure) => `${page}.${figure}=${median(of, figure)}`),
);
console.log(words.join(" "));
