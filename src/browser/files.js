// Files in Cache Storage, downloaded and shared. files.rs documents each function.
//
// In JavaScript, because the code is almost only promises of the browser: in Rust it is ten times as large.

/** The paths that are wanted, a line each; those with a + are to be fetched. A running pass reads it after each step. */
let wanted = "";
let lastPass = Promise.resolve();
/** The path that is being fetched, and the function that aborts it. */
let fetching = "";
let stop = () => {};

/** Milliseconds until a fetch is aborted, so that it does not block the other files. */
const TIME_LIMIT = 15e3;

/** Passes run one after the other, so that no file is fetched twice. */
export function sync(cacheName, type, paths) {
  wanted = paths;
  if (!wanted.includes(fetching)) stop();
  lastPass = lastPass.then(() => pass(cacheName, type)).catch(() => "");
  return lastPass;
}

async function pass(cacheName, type) {
  if (!wanted) {
    await caches.delete(cacheName);
    return "";
  }
  const cache = await caches.open(cacheName);
  const cached = async () => (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const before = await cached();
  for (const path of new Set([...before, ...wanted.replaceAll("+", "").split("\n")])) {
    if (!before.includes(path) && wanted.includes(`+${path}`)) {
      await fetchInto(cache, path, type).catch(() => {});
    }
    // `wanted` may have changed during the fetch.
    if (!wanted.includes(path)) await cache.delete(path);
  }
  return (await cached()).join("\n");
}

async function fetchInto(cache, path, type) {
  const limit = new AbortController();
  fetching = path;
  stop = () => limit.abort();
  setTimeout(stop, TIME_LIMIT);
  // The gateway never redirects here, and the login page of a public network has another type.
  const headers = { "accept-language": document.documentElement.lang };
  const answer = await fetch(path, { redirect: "error", signal: limit.signal, headers });
  if (answer.ok && answer.headers.get("content-type") === type) await cache.put(path, answer);
}

export async function find(cacheName, path) {
  try {
    const cached = await caches.match(path, { cacheName });
    return await cached.blob();
  } catch {
    // The file is missing, or the browser has no Cache Storage.
  }
}

export function download(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Browsers read the file some time after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
}

/** Only the file: with a text as well, some apps take the text and drop the file. */
function data(file, name) {
  return { files: [new File([file], name, { type: file.type })] };
}

export function shares(type, name) {
  try {
    return navigator.canShare(data(new Blob([], { type }), name));
  } catch {
    return false;
  }
}

export async function share(file, name) {
  try {
    await navigator.share(data(file, name));
  } catch (error) {
    // Cancelling is not a refusal.
    return error.name === "AbortError";
  }
  return true;
}

export function isIosApp() {
  return navigator.standalone === true;
}
