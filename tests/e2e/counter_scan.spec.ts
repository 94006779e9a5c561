// The counter's screen as scanners see it: on every phone, in every theme, and then as badly as a counter shows it.
//
// Every size of screen meets every density of pixels; of the three themes each meets one, turn by turn. With
// RICARICA_SCANS=FILE all themes meet all of them, more screens are degraded, and the table is written into FILE
// (docs/scanning.md).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { expect, test, type Town } from "./fixtures.ts";
import { makeNotice, openTopUp, typeAmount } from "./steps.ts";
import { DATA_MATRIX, other, QR, scan, type Degraded, type Format, type Plain, type Reading, type Square } from "../scan/scan.ts";
import { table } from "../scan/table.ts";

const file = process.env.RICARICA_SCANS;
const BEGIN = "<!-- measured: begin -->";
const END = "<!-- measured: end -->";

/** Of the degraded pictures, so many must be read by at least one of the two scanners. */
const SHARE = 0.95;

interface Shape {
  width: number;
  height: number;
  /** The screen's diagonal in inches, of a phone that has this size. */
  inches: number;
}

/** Phones held upright, and two that are no phones any more; each is held across as well. */
const SHAPES: Shape[] = [
  { width: 320, height: 568, inches: 4 },
  { width: 360, height: 740, inches: 5.8 },
  { width: 390, height: 844, inches: 6.1 },
  { width: 412, height: 915, inches: 6.4 },
  { width: 430, height: 932, inches: 6.7 },
  { width: 600, height: 960, inches: 7 },
  { width: 768, height: 1024, inches: 9.7 },
].flatMap((shape) => [shape, { ...shape, width: shape.height, height: shape.width }]);

const THEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
} as const;
type Theme = keyof typeof THEMES;
const ALL_THEMES = Object.keys(THEMES) as Theme[];

const DENSITIES = [1, 1.5, 2, 2.75, 3];

/** A notice on the counter's screen, and what its two codes must say. */
interface Shown {
  page: Page;
  density: number;
  texts: Record<Format, string>;
}

interface Notice {
  notice_number: string;
  creditor_code: string;
  amount: { amount: string };
  poste_data_matrix: string;
}

async function showNotice(page: Page, town: Town, density: number): Promise<Shown> {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "26,50");
  await makeNotice(page);
  const id = new URL(page.url()).pathname.split("/").pop() ?? "";
  const answer = await page.request.get(`/api/v1/top-ups/${id}`);
  const { notice } = (await answer.json()) as { notice: Notice };
  const cents = notice.amount.amount.replace(".", "");
  const texts = {
    [QR]: `PAGOPA|002|${notice.notice_number}|${notice.creditor_code}|${cents}`,
    [DATA_MATRIX]: notice.poste_data_matrix,
  };
  expect(texts[DATA_MATRIX]).toHaveLength(256);
  await page.goto(`/sportello/${id}`);
  return { page, density, texts };
}

/** Switches to the code, in the theme, on a screen of the size; gives back where the code then is. */
async function arrange({ page }: Shown, format: Format, shape: Shape, theme: Theme): Promise<Square> {
  await page.emulateMedia(THEMES[theme]);
  await page.setViewportSize({ width: shape.width, height: shape.height });
  await page.getByRole("radio", { name: format === QR ? "Per tabaccai" : "Per Poste" }).check();
  const code = page.getByRole("img", { name: format === QR ? /QR/ : /Data Matrix/ });
  await expect(code).toBeInViewport({ ratio: 0.999 });
  const square = await code.evaluate(async (svg: SVGSVGElement) => {
    // The size follows the screen's; what was asked of it is drawn after the next frame.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const { left, top, width: side } = svg.getBoundingClientRect();
    return { left, top, side, modules: svg.viewBox.baseVal.width };
  });
  // A page that is too wide for the phone is shown smaller, and its modules are no whole pixels any more.
  await expect.poll(() => page.evaluate(() => visualViewport?.scale), { timeout: 3_000 }).toBe(1);
  return square;
}

/** The screen, pixel for pixel. */
async function photograph({ page, density }: Shown, shape: Shape, path: string): Promise<void> {
  const png = await page.screenshot({ path, scale: "device" });
  // Width and height stand at the beginning of a PNG. One that is scaled down would prove nothing.
  const size = { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
  // Half a pixel at the lower edge may be left out.
  expect(Math.abs(size.width - shape.width * density), JSON.stringify(size)).toBeLessThanOrEqual(1);
  expect(Math.abs(size.height - shape.height * density), JSON.stringify(size)).toBeLessThanOrEqual(1);
}

/** A module is a whole number of the screen's pixels, and the symbol on a phone at least as wide as on paper. */
function expectSharpAndLarge({ density }: Shown, { side, modules }: Square, shape: Shape, name: string): void {
  const pixels = (side * density) / modules;
  expect(Math.abs(pixels - Math.round(pixels)), `${name}: ${pixels} pixels a module`).toBeLessThan(0.01);
  if (shape.inches > 7) return;
  const quiet = 8;
  const perInch = Math.hypot(shape.width, shape.height) / shape.inches;
  const millimetres = ((side * (modules - quiet)) / modules / perInch) * 25.4;
  expect(millimetres, `${name}: millimetres of the symbol's side`).toBeGreaterThanOrEqual(25);
}

async function folder(info: TestInfo): Promise<string> {
  const folder = info.outputPath("screens");
  await mkdir(folder, { recursive: true });
  return folder;
}

for (const [turn, density] of DENSITIES.entries()) {
  test.describe(`${density} pixels`, () => {
    test.use({ deviceScaleFactor: density });

    test(`every_code_is_read_by_both_its_scanners_at_${density}_pixels`, async ({ page, town }, info) => {
      test.setTimeout(600_000);
      const shown = await showNotice(page, town, density);
      const to = await folder(info);
      const pictures: Plain[] = [];
      for (const [place, shape] of SHAPES.entries()) {
        // Upright and across differ by one, so do the densities: each theme meets each of them.
        const themes = file ? ALL_THEMES : ALL_THEMES.slice((turn + place) % 3).slice(0, 1);
        for (const theme of themes) {
          for (const format of [QR, DATA_MATRIX] as const) {
            const name = `${format}, ${shape.width} × ${shape.height}, ${theme}`;
            const square = await arrange(shown, format, shape, theme);
            expectSharpAndLarge(shown, square, shape, name);
            const picture = join(to, `${name}.png`);
            await photograph(shown, shape, picture);
            pictures.push({ picture, format, degraded: false });
          }
        }
      }
      const readings = await scan(pictures);
      const wrong = pictures.flatMap(({ picture, format }, index) => {
        const [reading] = readings[index] ?? [];
        const wanted = JSON.stringify([shown.texts[format]]);
        return reading && JSON.stringify(other(reading)) === wanted && JSON.stringify(reading.zxing) === wanted
          ? []
          : [{ picture, reading }];
      });
      expect(pictures.length).toBe(SHAPES.length * 2 * (file ? 3 : 1));
      expect(wrong, "what was not read by both, or read wrongly").toEqual([]);
    });
  });
}

test.describe("seen badly", () => {
  test.use({ deviceScaleFactor: 2 });

  test("nineteen_in_twenty_degraded_codes_are_still_read", async ({ page, town }, info) => {
    test.setTimeout(1_800_000);
    const shown = await showNotice(page, town, 2);
    const to = await folder(info);
    // The smallest phone, the commonest, one held across; for the table more of each.
    const shapes = SHAPES.filter((_, place) => (file ? [0, 2, 3, 4, 5, 6, 9, 10] : [0, 4, 5]).includes(place));
    const pictures: Degraded[] = [];
    for (const [turn, shape] of shapes.entries()) {
      for (const format of [QR, DATA_MATRIX] as const) {
        const theme = ALL_THEMES[turn % 3] ?? "light";
        const code = await arrange(shown, format, shape, theme);
        const seed = `${format}, ${shape.width} × ${shape.height}, ${theme}`;
        const picture = join(to, `${seed}.png`);
        await photograph(shown, shape, picture);
        pictures.push({ picture, format, degraded: true, scale: 2, code, seed });
      }
    }
    const readings = await scan(pictures);
    const tried = pictures.flatMap(({ format }, index) =>
      (readings[index] ?? []).map((reading) => ({ format, reading, text: shown.texts[format] })),
    );
    const read = ({ reading, text }: { reading: Reading; text: string }) =>
      other(reading).includes(text) || reading.zxing.includes(text);
    const counted = tried.filter(({ reading }) => !reading.beyond);
    const written = table(tried);
    await info.attach("degraded.md", { body: written, contentType: "text/markdown" });
    if (file) await replace(file, written);
    expect(counted.length).toBeGreaterThan(100);
    expect(counted.filter(read).length / counted.length, written).toBeGreaterThanOrEqual(SHARE);
    // Nothing is better than nothing, but wrong is worse.
    const misread = tried.filter(({ reading, text }) => [...other(reading), ...reading.zxing].some((told) => told !== text));
    expect(misread, "what was read as something else").toEqual([]);
  });
});

/** Puts the table where the document says that it belongs. */
async function replace(file: string, written: string): Promise<void> {
  const document = await readFile(file, "utf8");
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${file} says nowhere that the table belongs there`);
  await writeFile(file, `${before}${BEGIN}\n\n${written}\n${END}${after}`);
}
