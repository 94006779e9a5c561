// The app's shell in the service worker's cache, and other versions of the app.
import { expect, type Page } from "@playwright/test";
import { createHash } from "node:crypto";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The finished app that the gateway of the tests serves. */
export const DIST = process.env.RICARICA_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** The list inside the worker of a finished app: its version, and every file with its hash. */
export interface WorkerList {
  version: string;
  files: Record<string, string>;
}

/** Paths that the gateway answers, with everything below them. */
export const GATEWAY = /^\/(accesso|api|openapi\.json|problems|returns|status)(\/|$)/;

export function hash(content: Buffer): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

/** Reads the list from the finished `sw.js`. */
export async function workerList(dist: string = DIST): Promise<WorkerList> {
  const worker = await readFile(join(dist, "sw.js"), "utf8");
  const files = Object.fromEntries(
    [...worker.matchAll(/"(\/[\w./-]+)":"(sha256-[\w+/=]+)"/g)].map(([, path = "", integrity = ""]) => [path, integrity]),
  );
  const version = worker.match(/"([0-9a-f]{16})"/)?.[1];
  if (!version || Object.keys(files).length === 0) throw new Error(`${dist}/sw.js has no list of the shell`);
  return { version, files };
}

/** Waits until the worker controls the page. */
export async function shellStored(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { message: "a worker in charge" })
    .toBe("activated");
}

/** The addresses in every cache of the page's origin, by cache name. */
export async function cached(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const found: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      found[name] = requests.map((request) => new URL(request.url).pathname).sort();
    }
    return found;
  });
}

/** The version of the app in the page: `undefined` for the built one, or the name of the variant. */
export async function versionOf(page: Page): Promise<string | null> {
  return page.evaluate(() => document.querySelector("meta[name=variant]")?.getAttribute("content") ?? null);
}

/** A later version of the app: another page, a style sheet with another name, and a worker with their hashes. */
export interface Variant {
  folder: string;
  /** Address of its style sheet. */
  style: string;
  /** Address of the replaced style sheet. */
  replaced: string;
}

export async function variant(name: string, folder: string): Promise<Variant> {
  await cp(DIST, folder, { recursive: true });
  const before = await workerList(folder);
  const old = (await readdir(folder)).find((file) => file.endsWith(".css"));
  if (!old) throw new Error(`${folder} holds no style sheet`);
  const css = Buffer.concat([await readFile(join(folder, old)), Buffer.from(`\n:root{--variant:"${name}"}`)]);
  const style = old.replace(/-[0-9a-f]{16}/, `-${createHash("sha256").update(css).digest("hex").slice(0, 16)}`);
  await write(folder, style, css);
  for (const form of [old, `${old}.br`, `${old}.gz`]) await rm(join(folder, form), { force: true });

  const html = (await readFile(join(folder, "index.html"), "utf8"))
    .replaceAll(`/${old}`, `/${style}`)
    .replace("</head>", `<meta name="variant" content="${name}"></head>`);
  await write(folder, "index.html", html);

  const version = createHash("sha256").update(html).digest("hex").slice(0, 16);
  const worker = (await readFile(join(folder, "sw.js"), "utf8"))
    .replace(`"/${old}":"${before.files[`/${old}`]}"`, `"/${style}":"${hash(css)}"`)
    .replace(`"${before.files["/index.html"]}"`, `"${hash(Buffer.from(html))}"`)
    .replace(before.version, version);
  await write(folder, "sw.js", worker);
  const after = await workerList(folder);
  if (after.version !== version || !after.files[`/${style}`]) throw new Error("the variant's worker has no new list");
  return { folder, style: `/${style}`, replaced: `/${old}` };
}

/** Writes a file of an app and deletes the compressed copies of the old content. */
export async function write(folder: string, file: string, content: string | Buffer): Promise<void> {
  await writeFile(join(folder, file), content);
  for (const form of ["br", "gz"]) await rm(join(folder, `${file}.${form}`), { force: true });
}
