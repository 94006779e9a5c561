// What two independent scanners read from a picture: zbar and zxing-cpp.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Code {
  text: string;
  /** As the scanner names it: "QR Code", "Data Matrix". */
  format: string;
  /** Error correction level of a QR code: "M". */
  level: string;
}

export interface Decoded {
  /** The texts that zbar reads, in its order. */
  zbar: string[];
  /** The codes that zxing-cpp reads. */
  zxing: Code[];
}

/** Reads every code in a PNG, such as `await page.screenshot()`. A scanner that finds nothing gives an empty list. */
export async function decode(png: Buffer): Promise<Decoded> {
  const folder = await mkdtemp(join(tmpdir(), "ricarica-decode-"));
  try {
    const file = join(folder, "screen.png");
    await writeFile(file, png);
    const [zbar, zxing] = await Promise.all([byZbar(file), byZxing(file)]);
    return { zbar, zxing };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The texts that libdmtx, a reader for Data Matrix only, finds within its time limit. */
export async function decodeDataMatrix(png: Buffer): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "ricarica-decode-"));
  try {
    const file = join(folder, "screen.png");
    await writeFile(file, png);
    // Exit code 1: no code found.
    const out = await output("dmtxread", ["--newline", "--stop-after=1", "--milliseconds=8000", file], [0, 1]);
    return out.split("\n").filter((line) => line !== "");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function byZbar(file: string): Promise<string[]> {
  // Exit code 4: no code found.
  const out = await output("zbarimg", ["--quiet", "--raw", "--nodbus", file], [0, 4]);
  return out.split("\n").filter((line) => line !== "");
}

async function byZxing(file: string): Promise<Code[]> {
  const python = process.env.RICARICA_PYTHON ?? "python3";
  const script = fileURLToPath(new URL("decode_zxing.py", import.meta.url));
  return JSON.parse(await output(python, [script, file], [0])) as Code[];
}

function output(program: string, args: string[], good: number[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== null && good.includes(code)) resolve(out);
      else reject(new Error(`${program} ended with ${code}: ${errors}`));
    });
  });
}
