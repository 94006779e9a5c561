// The counter screen as scanners see it: on every phone, in every theme, and in bad conditions.
//
// Every screen size is combined with every pixel density and with one of the three themes in turn. With
// RICARICA_SCANS=FILE they are combined with all themes, more screens are degraded, and the table is written into FILE
// (docs/scanning.md).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page, TestInfo } from "@playwright/test";
import { expect, test, type TestEnvironment } from "./fixtures.ts";
import { makeNotice, openTopUp, typeAmount } from "./steps.ts";
import { DATA_MATRIX, other, QR, scan, type Degraded, type Format, type Plain, type Reading, type Square } from "../scan/scan.ts";
import { table } from "../scan/table.ts";

const file = process.env.RICARICA_SCANS;
const BEGIN = "<!-- measured: begin -->";
const END = "<!-- measured: end -->";

/** Share of the degraded pictures that at least one of the two scanners must read. */
const SHARE = 0.95;

interface Shape {
  width: number;
  height: number;
  /** Diagonal in inches of a phone with this screen. */
  inches: number;
}

/** Phones and two tablets in portrait; each is also used in landscape. */
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

/** A notice on the counter screen, and the expected texts of its two codes. */
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

async function showNotice(page: Page, environment: TestEnvironment, density: number): Promise<Shown> {
  await environment.signIn(page);
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

/** Shows the code in this theme on a screen of this size. Returns its position. */
async function arrange({ page }: Shown, format: Format, shape: Shape, theme: Theme): Promise<Square> {
  await page.emulateMedia(THEMES[theme]);
  await page.setViewportSize({ width: shape.width, height: shape.height });
  await page.getByRole("radio", { name: format === QR ? "Per tabaccai" : "Per Poste" }).check();
  const code = page.getByRole("img", { name: format === QR ? /QR/ : /Data Matrix/ });
  await expect(code).toBeInViewport({ ratio: 0.999 });
  const square = await code.evaluate(async (svg: SVGSVGElement) => {
    // The code is redrawn for the new size in the next frame.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const { left, top, width: side } = svg.getBoundingClientRect();
    return { left, top, side, modules: svg.viewBox.baseVal.width };
  });
  // A page wider than the phone is scaled down, so its modules are no whole pixels.
  await expect.poll(() => page.evaluate(() => visualViewport?.scale), { timeout: 3_000 }).toBe(1);
  return square;
}

/** Takes a picture of the screen, pixel by pixel. */
async function photograph({ page, density }: Shown, shape: Shape, path: string): Promise<void> {
  const png = await page.screenshot({ path, scale: "device" });
  // Width and height are at the beginning of a PNG. A scaled picture would prove nothing.
  const size = { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
  // Half a pixel at the lower edge may be missing.
  expect(Math.abs(size.width - shape.width * density), JSON.stringify(size)).toBeLessThanOrEqual(1);
  expect(Math.abs(size.height - shape.height * density), JSON.stringify(size)).toBeLessThanOrEqual(1);
}

/** A module is a whole number of device pixels, and on a phone the symbol is at least as wide as on paper. */
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

    test(`every_code_is_read_by_both_scanners_at_${density}_pixels`, async ({ page, environment }, info) => {
      test.setTimeout(600_000);
      const shown = await showNotice(page, environment, density);
      const to = await folder(info);
      const pictures: Plain[] = [];
      for (const [place, shape] of SHAPES.entries()) {
        // Portrait and landscape of a screen are neighbours, and so are the densities, so each theme occurs with each.
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

test.describe("degraded", () => {
  test.use({ deviceScaleFactor: 2 });

  test("ninety_five_percent_of_degraded_codes_are_read", async ({ page, environment }, info) => {
    test.setTimeout(1_800_000);
    const shown = await showNotice(page, environment, 2);
    const to = await folder(info);
    // The smallest phone, the most common one, and one in landscape; more of each for the table.
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
    // A wrong text is worse than no text.
    const misread = tried.filter(({ reading, text }) => [...other(reading), ...reading.zxing].some((result) => result !== text));
    expect(misread, "what was read as something else").toEqual([]);
  });
});

/** Replaces the table between the markers of the document. */
async function replace(file: string, written: string): Promise<void> {
  const document = await readFile(file, "utf8");
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${file} says nowhere that the table belongs there`);
  await writeFile(file, `${before}${BEGIN}\n\n${written}\n${END}${after}`);
}
