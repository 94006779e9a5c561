// `node tests/bench/qr.mjs FOLDER`: opens page.js of FOLDER in Chromium and prints the figures as `key=value`.
// `cargo xtask bench` puts the app's QR code as wasm and page.js with npm's qrcode into the folder.
import { chromium } from "@playwright/test";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const PAGE = '<!doctype html><title>bench</title><script type="module">import { bench } from "/page.js"; window.bench = bench;</script>';

const folder = process.argv[2];
const server = createServer(async (request, response) => {
  const name = basename(request.url ?? "/");
  try {
    const body = name === "" ? PAGE : await readFile(join(folder, name));
    // These two headers give the page a clock resolution of 5 microseconds instead of 100.
    response.writeHead(200, {
      "content-type": TYPES[extname(name)] ?? "text/html",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await chromium.launch({
  executablePath: process.env.RICARICA_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => "bench" in window);
  const figures = await page.evaluate(() => window.bench());
  console.log(Object.entries(figures).map(([name, value]) => `${name}=${value}`).join(" "));
} finally {
  await browser.close();
  server.close();
}
