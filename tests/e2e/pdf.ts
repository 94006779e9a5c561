// PDF files as people and scanners see them (poppler's programs).
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { Download, Page, TestInfo } from "@playwright/test";
import { decode, expect } from "./fixtures.ts";

const run = promisify(execFile);

/** The first page as a PNG. */
export async function drawn(pdf: Buffer, info: TestInfo, dotsPerInch = 150): Promise<Buffer> {
  return readFile(await drawing(pdf, info, dotsPerInch));
}

async function drawing(pdf: Buffer, info: TestInfo, dotsPerInch: number): Promise<string> {
  const [file, picture] = [info.outputPath("page.pdf"), info.outputPath("page")];
  await writeFile(file, pdf);
  await run("pdftoppm", ["-r", `${dotsPerInch}`, "-png", "-singlefile", file, picture]);
  return `${picture}.png`;
}

/** Width and height of each code on the first page, by its kind, in millimetres, without the quiet zone. */
export async function codeSizes(pdf: Buffer, info: TestInfo): Promise<Record<string, number[]>> {
  const dotsPerInch = 300;
  const picture = await drawing(pdf, info, dotsPerInch);
  const script = fileURLToPath(new URL("sizes.py", import.meta.url));
  const { stdout } = await run(process.env.RICARICA_PYTHON ?? "python3", ["-B", script, picture]);
  const sizes = Object.entries(JSON.parse(stdout) as Record<string, number[]>);
  return Object.fromEntries(sizes.map(([kind, size]) => [kind, size.map((dots) => (dots / dotsPerInch) * 25.4)]));
}

/** The number of pages, and the text. */
export async function read(pdf: Buffer, info: TestInfo): Promise<{ pages: number; text: string }> {
  const file = info.outputPath("read.pdf");
  await writeFile(file, pdf);
  const { stdout: facts } = await run("pdfinfo", [file]);
  const { stdout: text } = await run("pdftotext", ["-layout", file, "-"]);
  return { pages: Number(facts.match(/^Pages:\s+(\d+)/m)?.[1]), text };
}

/** Name and content of the file that the tap downloads. */
export async function downloaded(page: Page, tap: () => Promise<void>): Promise<[string, Buffer]> {
  const coming = page.waitForEvent("download");
  await tap();
  const download: Download = await coming;
  return [download.suggestedFilename(), await readFile(await download.path())];
}

/** The letter belongs to this notice: two scanners read its QR code, and Poste's Data Matrix is there. */
export async function expectLetter(pdf: Buffer, qr: string, info: TestInfo): Promise<void> {
  const { zbar, zxing } = await decode(await drawn(pdf, info));
  expect(zbar).toContain(qr);
  const texts = (format: string) => zxing.filter((code) => code.format === format).map((code) => code.text);
  expect(texts("QR Code")).toEqual([qr]);
  expect(texts("Data Matrix").map((text) => text.length)).toEqual([256]);
}
