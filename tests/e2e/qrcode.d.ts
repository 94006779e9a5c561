// The part of npm's `qrcode` that the tests use; the package has no types.
declare module "qrcode" {
  interface Options {
    errorCorrectionLevel?: "L" | "M" | "Q" | "H";
    /** Quiet zone, in modules. */
    margin?: number;
    /** Pixels for each module. */
    scale?: number;
  }
  export function toBuffer(text: string, options?: Options): Promise<Buffer>;
}
