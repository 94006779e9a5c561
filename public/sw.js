// Stores the app's shell on the phone, so that it opens without a network: docs/decisions/0011-service-worker.md.
//
// The shell is stored completely or not at all, and each file only with the content of its build. Nothing else is stored:
// this worker does not handle the gateway's answers.

// xtask/src/app/shell.rs defines these constants from the finished files:
//   SHELL    { …, "/index.html": "sha256-…" }   every file of the shell with its hash, the page last
//   VERSION  "0123456789abcdef"                 hash of that list and of this script
/* global SHELL, VERSION */

const CACHES = "shell-";
const CACHE = CACHES + VERSION;
/** The page for every address of the app. */
const PAGE = "/index.html";
/** Paths that the gateway answers, with everything below them. A test compares this list with the gateway's routes. */
const GATEWAY = ["/accesso", "/api", "/livez", "/openapi.json", "/problems", "/readyz", "/returns", "/status"];
/** Without a network the app's page answers here: it has the saved notices and a message. */
const SIGN_IN = "/accesso";

addEventListener("install", (event) => event.waitUntil(storeShell()));

addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("message", (event) => {
  // Only a guardian's tap activates the new version, because another tab may show a code.
  if (event.data === "skip-waiting") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (mode === "navigate" && origin === location.origin && isBelow(SIGN_IN, pathname)) {
    event.respondWith(fetch(event.request).catch(() => answer(event, PAGE)));
    return;
  }
  if (method !== "GET" || origin !== location.origin || isGateways(pathname)) return;
  // A path with a dot is a file. A missing file is a 404, not the page.
  const path = mode === "navigate" && !pathname.includes(".") ? PAGE : pathname;
  if (path in SHELL) event.respondWith(answer(event, path));
});

function isGateways(pathname) {
  return GATEWAY.some((path) => isBelow(path, pathname));
}

function isBelow(path, pathname) {
  return pathname === path || pathname.startsWith(`${path}/`);
}

/** From this version's cache without a request; from the network if the cache has been cleared. */
async function answer(event, path) {
  const stored = await caches.match(path, { cacheName: CACHE, ignoreVary: true }).catch(() => {});
  if (stored) return stored;
  // Once a visit: store the shell again if the gateway still has this version.
  if (path === PAGE) event.waitUntil(storeShell().catch(() => {}));
  return fetch(event.request);
}

/** Stores every file in this version's cache. If one fails, the cache is deleted. */
async function storeShell() {
  try {
    const files = await Promise.all(Object.entries(SHELL).map(fetchFile));
    const cache = await caches.open(CACHE);
    // In the order of the list, with the page last: without the page an incomplete cache answers no address.
    for (const [path, response] of files) await cache.put(path, response);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/**
 * Fetches one file. The browser checks its hash, so neither a deploy in between nor the login page of a public network is
 * stored.
 */
async function fetchFile([path, integrity]) {
  const get = (cache) => fetch(path, { cache, integrity, redirect: "error" });
  // The HTTP cache has what the page has just loaded. If its copy is wrong, the file is downloaded again.
  return [path, await get("default").catch(() => get("reload"))];
}

/** Deletes the caches of other versions. */
async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // On the first visit no worker controls the page yet.
  if (old.length === 0) await clients.claim();
}
