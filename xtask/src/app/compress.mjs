// Compresses each file of the app to `.br` and `.gz`, so that the gateway does not compress per request:
// `node compress.mjs FOLDER`. xtask/src/app/finish.rs calls it.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Files that become smaller; pictures and fonts are compressed already. */
const COMPRESSIBLE = /\.(css|html|ico|js|json|map|svg|txt|wasm|webmanifest)$/;

const forms = {
  br: (plain) =>
    promisify(brotliCompress)(plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
      },
    }),
  gz: (plain) => promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION }),
};

/** Writes both forms, each only if it is smaller than the file. */
async function compress(file) {
  const plain = await readFile(file);
  for (const [suffix, pack] of Object.entries(forms)) {
    const packed = await pack(plain);
    if (packed.length < plain.length) await writeFile(`${file}.${suffix}`, packed);
  }
}

const [, , folder] = process.argv;
if (!folder) throw new Error("usage: compress.mjs FOLDER");
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name));
await Promise.all(files.map((entry) => compress(join(entry.parentPath ?? entry.path, entry.name))));
