// The contrast of every pair of colours that the app uses, by the formula of WCAG 2.2, from the tokens as the browser
// computes them (style/_tokens.scss), light and dark. docs/accessibility.md lists the figures:
//   RICARICA_CONTRAST=1 cargo xtask e2e contrast   prints them as its table
import { expect, test } from "./fixtures.ts";

/** Text needed to pay. */
const MAIN = 7;
/** Any other text. */
const TEXT = 4.5;
/** Borders of fields and buttons, the focus ring, icons. */
const EDGE = 3;

/** Foreground, background and the minimum contrast. */
const PAIRS: [string, string, number][] = [
  ["--text", "--page", MAIN],
  ["--text", "--card", MAIN],
  ["--soft", "--page", TEXT],
  ["--soft", "--card", TEXT],
  ["--on-action", "--action", MAIN],
  ["--on-action", "--action-dark", MAIN],
  ["--action-dark", "--card", MAIN],
  ["--action-dark", "--page", MAIN],
  ["--action-dark", "--action-tint", MAIN],
  ["--text", "--action-tint", MAIN],
  ["--text", "--good-tint", MAIN],
  ["--text", "--bad-tint", MAIN],
  ["--text", "--warn-tint", MAIN],
  ["--good", "--good-tint", MAIN],
  ["--good", "--card", MAIN],
  ["--warn", "--warn-tint", MAIN],
  ["--bad", "--bad-tint", MAIN],
  ["--bad", "--card", MAIN],
  ["--header-text", "--header", TEXT],
  ["#fff", "--footer", MAIN],
  // The counter's green screen (style/pages/_counter.scss).
  ["#fff", "#00663f", MAIN],
  ["#004d2f", "#fff", MAIN],
  ["--edge", "--card", EDGE],
  ["--edge", "--page", EDGE],
  ["--action", "--card", EDGE],
  ["--action", "--action-tint", EDGE],
  ["--good-edge", "--card", EDGE],
  ["--good-edge", "--good-tint", EDGE],
  ["--bad-edge", "--card", EDGE],
  ["--bad-edge", "--bad-tint", EDGE],
  ["--warn-edge", "--card", EDGE],
  ["--ring", "--page", EDGE],
  ["--ring", "--card", EDGE],
  ["--ring", "--ring-gap", EDGE],
  ["--ring-gap", "--action", EDGE],
];

type Colour = [number, number, number];

/** Relative luminance (WCAG 2.2, definitions). */
function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("every_pair_of_colours_has_enough_contrast_in_light_and_dark", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  const rows: Record<string, string[]> = {};
  const short: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const colours = await page.evaluate((names) => {
      const probe = document.body.appendChild(document.createElement("span"));
      const found = names.map((name) => {
        probe.style.color = "";
        probe.style.color = name.startsWith("--") ? `var(${name})` : name;
        // An invalid colour would be inherited and look valid.
        const known = !name.startsWith("--") || getComputedStyle(document.documentElement).getPropertyValue(name) !== "";
        const numbers = getComputedStyle(probe).color.match(/^rgb\((\d+), (\d+), (\d+)\)$/);
        return known && numbers ? numbers.slice(1).map(Number) : null;
      });
      probe.remove();
      return found;
    }, PAIRS.flatMap(([one, other]) => [one, other]));
    for (const [place, [one, other, least]] of PAIRS.entries()) {
      const [front, back] = [colours[2 * place], colours[2 * place + 1]];
      if (!front || !back) throw new Error(`${one} or ${other} is no solid colour in ${colorScheme}`);
      const ratio = contrast(front as Colour, back as Colour);
      (rows[`${one} on ${other}`] ??= [`${least} : 1`]).push(ratio.toFixed(2));
      if (ratio < least) short.push(`${colorScheme}: ${one} on ${other} is ${ratio.toFixed(2)}, not ${least}`);
    }
  }
  if (process.env.RICARICA_CONTRAST) {
    const lines = Object.entries(rows).map(([pair, figures]) => `| ${pair.replaceAll(/(--[a-z-]+|#[0-9a-f]+)/g, "`$1`")} | ${figures.join(" | ")} |`);
    console.log(lines.join("\n"));
  }
  expect(short, "pairs that are too close").toEqual([]);
});
