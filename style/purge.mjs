// Removes the rules that the app does not use from a style sheet: `node style/purge.mjs FILE`. With `pages` as second
// argument only those that the gateway's pages use are left. xtask/src/app/finish.rs calls it.
import { PurgeCSS } from "purgecss";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [, , file, pages] = process.argv;
if (!file) throw new Error("which style sheet?");

/**
 * The names in a source file: elements, attributes, and every word of a string. Comments and other code are ignored.
 */
function names(source) {
  const found = [];
  const code = source.replaceAll(/^\s*\/\/.*$/gm, "");
  for (const [, element] of code.matchAll(/<([a-z][a-z0-9]*)/g)) found.push(element);
  for (const [, attribute] of code.matchAll(/([a-z][a-z-]*(?::[a-z-]+)?)=/g)) found.push(...attribute.split(":"));
  // maud's elements (crates/gateway/src/pages).
  for (const [, element] of code.matchAll(/(?:^|[{}>]) *([a-z][a-z0-9]*)(?= +[a-z-]+[=\[;{]| *[{;])/gm)) found.push(element);
  for (const [, string] of code.matchAll(/"((?:[^"\\]|\\.)*)"/g)) found.push(...string.split(/[^\w-]+/));
  return found.filter(Boolean);
}

const used =
  pages === "pages"
    ? ["crates/gateway/src/pages/*.rs", "public/sign-in.js"]
    : ["src/**/*.rs", "crates/gateway/src/pages/**/*.rs", "index.html", "public/boot.js", "public/sign-in.js"];
const content = used.map((path) => root + path);
const [purged] = await new PurgeCSS().purge({
  content,
  css: [{ raw: await readFile(file, "utf8") }],
  defaultExtractor: names,
  keyframes: true,
  variables: true,
  // Selectors without a name in the markup: the page itself and the focus ring.
  safelist: { standard: ["html", "body", ":root", ":focus-visible"] },
});
await writeFile(file, purged.css);
