// Many pictures at once before the scanners, as they are or as a scanner would see them (read.py, degrade.py).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const QR = "QR Code";
export const DATA_MATRIX = "Data Matrix";
export type Format = typeof QR | typeof DATA_MATRIX;

/** The square of a code on a screen, its quiet zone included, in CSS pixels. */
export interface Square {
  left: number;
  top: number;
  side: number;
  /** Across, likewise with the quiet zone. */
  modules: number;
}

/** A screenshot to be read as it is. */
export interface Plain {
  /** The file. */
  picture: string;
  format: Format;
  degraded: false;
}

/** A screenshot to be read in every way that it can be seen badly. */
export interface Degraded {
  picture: string;
  format: Format;
  degraded: true;
  /** Its pixels for one CSS pixel. */
  scale: number;
  code: Square;
  /** The same seed gives the same pictures. */
  seed: string;
}

/** What the scanners read off one picture: zbar and zxing-cpp off a QR code, libdmtx and zxing-cpp off a Data Matrix. */
export interface Reading {
  way: string;
  /** Worse than what may be asked of a scanner: to be looked at, not to be counted. */
  beyond: boolean;
  zxing: string[];
  zbar?: string[];
  dmtx?: string[];
}

/** The scanner that knows this format alone, beside zxing-cpp. */
export function other(reading: Reading): string[] {
  return reading.zbar ?? reading.dmtx ?? [];
}

/** The readings of each picture, in the order of the pictures. */
export async function scan(pictures: (Plain | Degraded)[]): Promise<Reading[][]> {
  const script = fileURLToPath(new URL("read.py", import.meta.url));
  // -B: nothing is left behind in the checkout.
  const child = spawn(process.env.RICARICA_PYTHON ?? "python3", ["-B", script], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close") as Promise<[number | null]>;
  child.stdin.end(JSON.stringify(pictures));
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`read.py ended with ${code}: ${errors}`);
  return JSON.parse(out) as Reading[][];
}
