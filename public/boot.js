// Loads the app's WebAssembly, and says so in words when that fails. Runs before the first paint, which has to be in the
// right language.
//
// It also does what has to be done before the app runs or beside it: the way to the sign-in page, the browser's offer to
// install, and the service worker. src/browser/boot.rs reads what it tells.
(() => {
  "use strict";

  const root = document.documentElement;
  const { texts: textsFile, manifest, ...app } = document.currentScript.dataset;
  const stile = { js: "/stile/stile.js", wasm: "/stile/stile_bg.wasm" };
  const languages = ["it", "fr", "en"];
  /** In milliseconds. */
  const HOUR = 36e5;
  /** A program that has not come by then will not come: a connection that has died does not say so. */
  const TOO_LATE = 9e4;
  /** An answer that the app has not taken by then is requested again. */
  const FRESH = 3e4;
  const API = "/api/v1/";

  function store(kind, key) {
    try {
      return window[kind].getItem(key);
    } catch {
      // Storage is closed to us.
      return null;
    }
  }

  function cookie(name) {
    const pair = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    return pair && pair.slice(name.length + 1);
  }

  // What was chosen, here or on the sign-in page, else the first of the browser's that is ours, else Italian.
  function language() {
    const kept = [cookie("ricarica-language"), store("localStorage", "ricarica.language")];
    const wanted = [...kept, ...(navigator.languages || [])].filter(Boolean);
    return wanted.map((tag) => tag.split(/[-_]/)[0].toLowerCase()).find((tag) => languages.includes(tag)) || "it";
  }

  // The session's own cookie is not for scripts: docs/decisions/0020.
  const signedIn = cookie("ricarica-signed-in") !== undefined;

  function hasNotice() {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith("ricarica.notice."));
    } catch {
      // Nothing can have been kept.
      return false;
    }
  }

  // Without a session the gateway answers these addresses with the sign-in page; the service worker does not know. A
  // phone with notices shows them, and one without a network gets the app, which says so.
  function leadsToSignIn() {
    const needsSession = /^\/(ricarica(\/[^/]+)?|avviso\/[^/]+|storico)?\/?$/.test(location.pathname);
    return needsSession && !signedIn && navigator.onLine && !hasNotice();
  }

  const parsed = () =>
    new Promise((done) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", done) : done()));

  // Answers of the gateway, requested while the app loads. The app takes each of them once; later it asks itself.
  const early = new Map();
  const ask = (path) => {
    const headers = { Accept: "application/json", "Accept-Language": root.lang };
    const answer = fetch(path, { headers })
      .then((answer) => (answer.ok ? answer.text() : undefined))
      .catch(() => {});
    early.set(path, answer);
    return answer;
  };
  // `undefined` without a good answer, and after a time in which it may have changed.
  function take(path) {
    const answer = early.get(path);
    early.delete(path);
    return Promise.resolve(performance.now() < FRESH ? answer : undefined);
  }

  // The app's texts ("fr"), or its help page's ("guide-fr"): crates/messages writes them. This version's, by their name.
  async function texts(name) {
    const answer = await fetch(textsFile.replace("*", name));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.text();
  }

  // Compiled while it comes.
  function load({ js, wasm }) {
    const stop = new AbortController();
    const late = new Promise((_, refuse) => (stop.signal.onabort = () => refuse(new Error(`${wasm} does not come`))));
    const limit = setTimeout(() => stop.abort(), TOO_LATE);
    const come = [import(js), WebAssembly.compileStreaming(fetch(wasm, { signal: stop.signal }))];
    return Promise.race([late, Promise.all(come)]).finally(() => clearTimeout(limit));
  }

  // Puts the program on the page. Everything is asked for at once, beside the page.
  async function run(files) {
    const [[program, module], first] = await Promise.all([load(files), texts(root.lang), parsed()]);
    window.ricarica = { first, texts, take, signedIn };
    return program.default({ module_or_path: module });
  }

  function failed(error) {
    console.error(error);
    // A browser that has WebAssembly, but not all that we need, refuses to compile it, or to read the script beside it.
    const tooOld = error instanceof WebAssembly.CompileError || error instanceof SyntaxError;
    show(tooOld ? "unsupported" : "failed");
  }

  function show(state) {
    // The panic screen knows better what happened.
    if (root.dataset.boot !== "broken") root.dataset.boot = state;
  }

  // Whom to ask where nothing else helps, as the gateway says it or has said it to an earlier visit.
  async function tellOffice() {
    if (root.dataset.boot === "running") return;
    // src/state/municipality.rs stores it.
    const told = (await (early.get(`${API}municipality`) || ask(`${API}municipality`))) || store("localStorage", "ricarica.town");
    const { phone, email } = told ? JSON.parse(told).office : {};
    await parsed();
    const ways = [["tel:", phone], ["mailto:", email]].filter(([, to]) => to);
    for (const place of ways.length ? document.querySelectorAll(".office[hidden]") : []) {
      for (const [scheme, to] of ways) {
        const link = Object.assign(document.createElement("a"), { href: scheme + to.replace(/ /g, ""), textContent: to });
        place.append(" ", link);
      }
      place.hidden = false;
    }
  }

  // To the app: stands on <html data-…> for whoever comes later, and is said once.
  function tell(name, state) {
    root.dataset[name] = state;
    dispatchEvent(new Event("boot"));
  }

  // From the app and from index.html: what a button with data-ask="…" wants.
  const asked = { reload: () => location.reload() };
  addEventListener("click", ({ target }) => {
    const button = target.closest("[data-ask]");
    if (button) asked[button.dataset.ask]();
  });

  // The browser's own question. It comes early, can be asked once, and is asked only when the guardian wants it.
  function keepInstallQuestion() {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      asked.install = () => event.prompt();
      tell("install", "question");
    });
    addEventListener("appinstalled", () => tell("install", "done"));
    // Safari on iPhone and iPad has no question, only a way. `standalone` is theirs alone; browsers inside other
    // apps and those of other makers call themselves otherwise.
    const safari = / Version\/\S+( Mobile\/\w+)? Safari\/\S+$/.test(navigator.userAgent);
    if (navigator.standalone === false && safari) tell("install", "steps");
  }

  // The worker keeps the app on the phone. A new version waits until a guardian asks for it, in one tab, which
  // loads anew; it comes by itself once no tab is open.
  async function keepOffline() {
    const workers = navigator.serviceWorker;
    const kept = await workers.register("/sw.js", { updateViaCache: "none" });
    const offer = () => kept.waiting && kept.active && tell("update", "waiting");
    const follow = () => kept.installing && kept.installing.addEventListener("statechange", offer);
    offer();
    follow();
    kept.addEventListener("updatefound", follow);

    // An app that broke is loaded anew in the same way: the version that waits may be the one that does not break.
    asked.update = asked.reload = () => {
      // Where none waits another tab has been quicker.
      if (!kept.waiting) return location.reload();
      workers.addEventListener("controllerchange", () => location.reload());
      kept.waiting.postMessage("skip-waiting");
    };

    // Every start looks for a new version; an app that stays open for days looks now and then.
    let looked = 0;
    const look = ({ timeStamp }) => {
      looked = timeStamp;
      // Without a network there is nothing to find.
      kept.update().catch(() => {});
    };
    addEventListener("online", look);
    addEventListener("visibilitychange", (event) => {
      if (document.visibilityState === "visible" && event.timeStamp - looked > HOUR) look(event);
    });
  }

  root.lang = language();
  if (leadsToSignIn()) {
    // The sign-in page reads the cookie alone.
    document.cookie = `ricarica-language=${root.lang}; Path=/; Max-Age=31536000; SameSite=Lax`;
    location.replace(`/accesso?poi=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  // Without scripts nothing is being loaded, and no grey cards say so.
  root.setAttribute("data-script", "");
  // The app itself may say that it broke.
  new MutationObserver(() => tellOffice().catch((error) => console.warn(error))).observe(root, { attributeFilter: ["data-boot"] });
  const description = document.querySelector("meta[name=description]");
  description.content = description.dataset[root.lang] || description.content;

  if (typeof WebAssembly !== "object" || typeof WebAssembly.compileStreaming !== "function") {
    show("unsupported");
    return;
  }
  keepInstallQuestion();
  // The style page is a program of its own (docs/decisions/0016).
  const running = run(location.pathname === "/stile" ? stile : app);
  // What the first page shows, so that the app waits for nothing once it runs.
  const needed = signedIn ? ["session", ...(location.pathname === "/" ? ["accounts", "top-ups"] : []), "municipality"] : ["municipality"];
  for (const name of needed) ask(API + name);
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));
  running
    .catch(failed)
    // After the program, not beside it. Where the browser keeps nothing (a private window) the app works without.
    .then(() => navigator.serviceWorker && keepOffline())
    .catch((error) => console.warn(error));
})();
