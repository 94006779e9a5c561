// Gives many pictures to the scanners at once, unchanged or degraded (read.py, degrade.py).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const QR = "QR Code";
export const DATA_MATRIX = "Data Matrix";
export type Format = typeof QR | typeof DATA_MATRIX;

/** The square of a code on a screen with its quiet zone, in CSS pixels. */
export interface Square {
  left: number;
  top: number;
  side: number;
  /** Modules in a row, with the quiet zone. */
  modules: number;
}

/** A screenshot that is read unchanged. */
export interface Plain {
  /** The file. */
  picture: string;
  format: Format;
  degraded: false;
}

/** A screenshot that is read in every degraded form. */
export interface Degraded {
  picture: string;
  format: Format;
  degraded: true;
  /** Pixels of the screenshot for one CSS pixel. */
  scale: number;
  code: Square;
  /** The same seed gives the same pictures. */
  seed: string;
}

/** The readings of one picture: by zbar and zxing-cpp for a QR code, by libdmtx and zxing-cpp for a Data Matrix. */
export interface Reading {
  way: string;
  /** Too bad for any scanner; shown in the table and not counted. */
  beyond: boolean;
  zxing: string[];
  zbar?: string[];
  dmtx?: string[];
}

/** The result of the second scanner, next to zxing-cpp. */
export function other(reading: Reading): string[] {
  return reading.zbar ?? reading.dmtx ?? [];
}

/** The readings of each picture, in the order of the pictures. */
export async function scan(pictures: (Plain | Degraded)[]): Promise<Reading[][]> {
  const script = fileURLToPath(new URL("read.py", import.meta.url));
  // -B: Python writes no files into the checkout.
  const child = spawn(process.env.RICARICA_PYTHON ?? "python3", ["-B", script], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close") as Promise<[number | null]>;
  child.stdin.end(JSON.stringify(pictures));
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`read.py ended with ${code}: ${errors}`);
  return JSON.parse(out) as Reading[][];
}
