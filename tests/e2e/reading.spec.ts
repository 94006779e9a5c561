// What a screen reader meets on each main screen: order, roles, names. It was read once by a person (docs/accessibility.md)
// and lies in reading/; whoever changes a screen reads it again. To write the files anew:
//   RICARICA_READING=write cargo xtask e2e reading
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures.ts";
import { LANGUAGES, walk } from "./walk.ts";

const folder = fileURLToPath(new URL("reading", import.meta.url));

/**
 * What is another one at each run is written as its pattern, in the notation of Playwright's snapshots; what does not
 * fit the pattern stays as it is, and is a difference.
 */
const PATTERNS: [RegExp, string][] = [
  // Notice numbers, in groups of four.
  [/\b3\d{3} \d{4} \d{4} \d{4} \d{2}\b/g, "\\d{4} \\d{4} \\d{4} \\d{4} \\d{2}"],
  // Identifiers in addresses.
  [/\b0[0-9A-HJKMNP-TV-Z]{25}\b/g, "[0-9A-Z]{26}"],
  // "23 novembre 2026", "1er décembre 2026", "23/11/2026".
  [/\b\d{1,2}(er)? \p{L}{3,9}\.? 20\d\d\b/gu, "\\d+ \\w+ 20\\d\\d"],
  [/\b\d{1,2}\/\d{1,2}\/20\d\d\b/g, "[\\d/]+"],
  [/\b\d{1,2}:\d\d\b/g, "[\\d:]+"],
  // Until another code may be asked for.
  [/\b\d{1,2}(?= (secondi|secondes))/g, "\\d+"],
];

/** As lines of the notation; a line with a pattern in it becomes one: `text: /…/`, `link /…/`. */
function written(tree: string): string {
  const lines = tree.split("\n").map((line) => {
    let found = false;
    // Points and brackets of the rest need no escape: nobody but this test reads the pattern.
    const out = PATTERNS.reduce((text, [what, pattern]) => {
      const next = text.replace(what, pattern);
      found ||= next !== text;
      return next;
    }, line);
    if (!found) return line;
    if (/"[^"]*"/.test(out) && /"[^"]*\\d|"[^"]*\[/.test(out)) return out.replace(/"([^"]*)"/, "/$1/");
    return out.replace(/: (.*)$/, ": /$1/");
  });
  // What was said last is taken away after a while.
  return `${lines.join("\n").replace(/^- status: .*$/m, "- status")}\n`;
}

for (const language of ["it", "fr"] as const) {
  test.describe(language, () => {
    test.use({ locale: LANGUAGES[language] });

    test(`what_a_screen_reader_meets_in_${language}`, async ({ page, town }) => {
      test.setTimeout(180_000);
      await walk(page, town, async (name) => {
        const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((part) => part.id));
        expect(ids.filter((id, place) => ids.indexOf(id) !== place), `each id stands once: ${name}`).toEqual([]);
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
