// Files that the browser keeps for the app (Cache Storage), and hands to the guardian. files.rs says what each does.
//
// In JavaScript, since it is nearly nothing but promises of the browser's: in Rust it weighs ten times as much.

/** What is wanted now; a pass that is under way looks at it after each step. Paths, a line each; + is to be fetched. */
let wanted = "";
let turn = Promise.resolve();
/** The path that is being fetched, and the way to stop that. */
let fetching = "";
let stop = () => {};

/** After so many milliseconds a file is not waited for any longer: others are in the queue, and what has to go. */
const TIME_LIMIT = 15e3;

/** One pass after the other, so that no file is fetched twice. */
export function keep(drawer, type, paths) {
  wanted = paths;
  if (!wanted.includes(fetching)) stop();
  turn = turn.then(() => pass(drawer, type)).catch(() => "");
  return turn;
}

async function pass(name, type) {
  if (!wanted) {
    await caches.delete(name);
    return "";
  }
  const drawer = await caches.open(name);
  const there = async () => (await drawer.keys()).map(({ url }) => new URL(url).pathname);
  const before = await there();
  for (const path of new Set([...before, ...wanted.replaceAll("+", "").split("\n")])) {
    if (!before.includes(path) && wanted.includes(`+${path}`)) {
      await fetchInto(drawer, path, type).catch(() => {});
    }
    // It may no longer be wanted, even if it was when it was asked for.
    if (!wanted.includes(path)) await drawer.delete(path);
  }
  return (await there()).join("\n");
}

async function fetchInto(drawer, path, type) {
  const limit = new AbortController();
  fetching = path;
  stop = () => limit.abort();
  setTimeout(stop, TIME_LIMIT);
  const answer = await fetch(path, { signal: limit.signal });
  // A page of somebody else's network is no such file.
  if (answer.ok && answer.headers.get("content-type") === type) await drawer.put(path, answer);
}

export async function find(cacheName, path) {
  try {
    const kept = await caches.match(path, { cacheName });
    return await kept.blob();
  } catch {
    // It is not there, or there is no such thing as a cache.
  }
}

export function download(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Browsers read the file after the tap, at their own pace.
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
}

/** The file alone: with a text beside it some apps take the text and leave the file. */
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
    // Who thinks better of it has not been refused anything.
    return error.name === "AbortError";
  }
  return true;
}

export function isIosApp() {
  return navigator.standalone === true;
}
