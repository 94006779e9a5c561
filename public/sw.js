// Keeps the app's shell on the phone, so that it opens without a network: docs/decisions/0011-service-worker.md.
//
// The shell is taken as one piece or not at all, and each file only with the content that it was built with.
// Nothing else is ever kept: what the gateway answers passes by this worker.

// Put in by xtask/src/worker.rs, from the files as they are served:
//   SHELL    { …, "/index.html": "sha256-…" }   every file of the shell with its hash, the page last
//   VERSION  "0123456789abcdef"                 hash of that list and of this script
/* global SHELL, VERSION */

const CACHES = "shell-";
const CACHE = CACHES + VERSION;
/** The page, whatever screen its address names. */
const PAGE = "/index.html";
/** What is the gateway's own, with everything below it. A test holds this list against the gateway's routes. */
const GATEWAY = ["/accesso", "/api", "/openapi.json", "/problems", "/returns", "/status"];
/** Where the page stands in for the gateway when the network fails: the app has the saved notices, and says the rest. */
const SIGN_IN = "/accesso";

addEventListener("install", (event) => event.waitUntil(takeShell()));

addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  // A guardian has asked for the new version. Nobody else may bring it on: a code may be on the screen.
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
  // A name with a dot is a file's. One that is gone has to be missed, not answered with the page.
  const path = mode === "navigate" && !pathname.includes(".") ? PAGE : pathname;
  if (path in SHELL) event.respondWith(answer(event, path));
});

function isGateways(pathname) {
  return GATEWAY.some((path) => isBelow(path, pathname));
}

function isBelow(path, pathname) {
  return pathname === path || pathname.startsWith(`${path}/`);
}

/** From this version's cache, without asking the network; from the network where the cache has been cleared. */
async function answer(event, path) {
  const kept = await caches.match(path, { cacheName: CACHE, ignoreVary: true }).catch(() => {});
  if (kept) return kept;
  // Once a visit the gap is filled again, if the network has this version still.
  if (path === PAGE) event.waitUntil(takeShell().catch(() => {}));
  return fetch(event.request);
}

/** Puts every file into this version's cache. If one cannot be had, or kept, there is no such cache. */
async function takeShell() {
  try {
    const files = await Promise.all(Object.entries(SHELL).map(take));
    const cache = await caches.open(CACHE);
    // In the list's order, the page last: without it a half-filled cache answers no address.
    for (const [path, response] of files) await cache.put(path, response);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/**
 * One file. The browser refuses any content but the one that was built: neither a deploy in between nor the
 * page of a hotel's network can get in.
 */
async function take([path, integrity]) {
  const get = (cache) => fetch(path, { cache, integrity, redirect: "error" });
  // What the page has just loaded need not come again. A wrong copy that the browser kept must not stay in the way.
  return [path, await get("default").catch(() => get("reload"))];
}

/** This version is in charge: the others' files go. */
async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  // Only the very first visit has a page that no worker looks after yet.
  if (old.length === 0) await clients.claim();
}
