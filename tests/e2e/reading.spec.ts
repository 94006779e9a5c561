// The accessibility tree of each main screen: order, roles, names. The files in reading/ were read by a person
// (docs/accessibility.md). After changing a screen, write them again and read the difference:
//   RICARICA_READING=write cargo xtask e2e reading
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.ts";
import { LANGUAGES, walk } from "./walk.ts";

const folder = fileURLToPath(new URL("reading", import.meta.url));

/**
 * Values that change with each run are replaced by their pattern, in the notation of Playwright's snapshots. A value that
 * does not match its pattern stays and is a difference.
 */
const PATTERNS: [RegExp, string][] = [
  // Notice numbers, in groups of four.
  [/\b3\d{3} \d{4} \d{4} \d{4} \d{2}\b/g, "\\d{4} \\d{4} \\d{4} \\d{4} \\d{2}"],
  // Ids in addresses.
  [/\b0[0-9A-HJKMNP-TV-Z]{25}\b/g, "[0-9A-Z]{26}"],
  // Numbers of receipts.
  [/\b[0-9a-f]{32}\b/g, "[0-9a-f]{32}"],
  // "23 novembre 2026", "1er décembre 2026", "23/11/2026".
  [/\b\d{1,2}(er)? \p{L}{3,9}\.? 20\d\d\b/gu, "\\d+ \\w+ 20\\d\\d"],
  [/\b\d{1,2}\/\d{1,2}\/20\d\d\b/g, "[\\d/]+"],
  [/\b\d{1,2}:\d\d\b/g, "[\\d:]+"],
  // Seconds until a new code can be requested.
  [/\b\d{1,2}(?= (secondi|secondes))/g, "\\d+"],
];

/** The lines of the notation. A line that contains a pattern becomes a pattern: `text: /…/`, `link /…/`. */
function written(tree: string): string {
  const lines = tree.split("\n").map((line) => {
    let found = false;
    // Dots and brackets of the rest are not escaped: only this test reads the pattern.
    const out = PATTERNS.reduce((text, [what, pattern]) => {
      const next = text.replace(what, pattern);
      found ||= next !== text;
      return next;
    }, line);
    if (!found) return line;
    if (/"[^"]*"/.test(out) && /"[^"]*\\d|"[^"]*\[/.test(out)) return out.replace(/"([^"]*)"/, "/$1/");
    return out.replace(/: (.*)$/, ": /$1/");
  });
  // The last announcement is removed after a while.
  return `${lines.join("\n").replace(/^- status: .*$/m, "- status")}\n`;
}

for (const language of ["it", "fr"] as const) {
  test.describe(language, () => {
    test.use({ locale: LANGUAGES[language] });

    test(`accessibility_tree_in_${language}`, async ({ page, environment }) => {
      test.setTimeout(180_000);
      await walk(page, environment, async (name) => {
        const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((part) => part.id));
        expect(ids.filter((id, place) => ids.indexOf(id) !== place), `each id is used once: ${name}`).toEqual([]);
        const now = written(await page.locator("body").ariaSnapshot());
        const file = join(folder, `${name}.${language}.aria.yml`);
        if (process.env.RICARICA_READING === "write") {
          await mkdir(folder, { recursive: true });
          await writeFile(file, now);
        }
        expect.soft(now, `${name} in ${language}: read it, then RICARICA_READING=write`).toBe(await readFile(file, "utf8"));
      });
    });
  });
}
