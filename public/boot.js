// Loads the app's WebAssembly, and shows a message if that fails. Runs before the first paint, because it sets the language.
//
// It also does what cannot wait for the app: the redirect to the sign-in page, the browser's offer to install the app, and
// the registration of the service worker. src/browser/boot.rs reads its state.
(() => {
  "use strict";

  const root = document.documentElement;
  const { texts: textsFile, ...app } = document.currentScript.dataset;
  const stile = { js: "/stile/stile.js", wasm: "/stile/stile_bg.wasm" };
  const languages = ["it", "fr", "en"];
  const failures = ["failed", "unsupported", "broken"];
  /** In milliseconds. */
  const HOUR = 36e5;
  /** A dead connection causes no error, so loading has a time limit. */
  const LOAD_TIMEOUT = 9e4;
  /** An answer that the app has not taken by then is requested again. */
  const FRESH = 3e4;
  /** As long as the app waits for an answer (src/client/transport.rs). Then it requests it itself, and says so. */
  const PATIENCE = 15e3;
  const API = "/api/v1/";

  function store(kind, key) {
    try {
      return window[kind].getItem(key);
    } catch {
      // Access to the storage is denied.
      return null;
    }
  }

  function cookie(name) {
    const pair = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    return pair && pair.slice(name.length + 1);
  }

  // The language that was chosen here or on the sign-in page, else the browser's first supported language, else Italian.
  function language() {
    const saved = [cookie("ricarica-language"), store("localStorage", "ricarica.language")];
    const wanted = [...saved, ...(navigator.languages || [])].filter(Boolean);
    return wanted.map((tag) => tag.split(/[-_]/)[0].toLowerCase()).find((tag) => languages.includes(tag)) || "it";
  }

  /** The language of this visit. A browser that translates the page changes <html lang>, so it is not read there. */
  const chosen = language();

  // Scripts cannot read the session's own cookie: docs/decisions/0020.
  const signedIn = cookie("ricarica-signed-in") !== undefined;

  function hasNotice() {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith("ricarica.notice."));
    } catch {
      // Nothing can have been saved.
      return false;
    }
  }

  // Without a session the gateway redirects these addresses to the sign-in page, but the service worker answers them from
  // its cache. A phone with saved notices shows them instead, and without a network the app shows a message.
  function needsSignIn() {
    const needsSession = /^\/(ricarica(\/[^/]+)?|avviso\/[^/]+|avvisi|storico|profilo)?\/?$/.test(location.pathname);
    return needsSession && !signedIn && navigator.onLine && !hasNotice();
  }

  const parsed = () =>
    new Promise((done) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", done) : done()));

  // The gateway's own answer, and not that of a proxy or of the login page of a public network in its place, which may have
  // any status. src/client/answer.rs has the whole rule.
  const isOwn = ({ ok, redirected, headers }, type) =>
    ok && !redirected && (headers.get("content-type") || "").split(";")[0] === type;

  // Answers of the gateway, requested while the app loads. The app takes each of them once; later it asks itself.
  const early = new Map();
  const ask = (path) => {
    const headers = { Accept: "application/json", "Accept-Language": chosen };
    const stop = new AbortController();
    setTimeout(() => stop.abort(), PATIENCE);
    const answer = fetch(path, { headers, signal: stop.signal })
      .then((answer) => (isOwn(answer, "application/json") ? answer.text() : undefined))
      .catch(() => {});
    early.set(path, answer);
    return answer;
  };
  // Another tab has signed in or out: these answers are for another session (src/state/session.rs writes the mark).
  addEventListener("storage", ({ key }) => key === "ricarica.guardian" && early.clear());
  // `undefined` without a good answer, and after a time in which it may have changed. While the app draws behind the accounts
  // in the page, each answer comes in a task of its own, so that a tap does not have to wait for all of them.
  async function take(path) {
    const answer = early.get(path);
    early.delete(path);
    const text = performance.now() < FRESH ? await answer : undefined;
    return root.dataset.boot ? text : new Promise((done) => setTimeout(done, 0, text));
  }

  // The app's texts ("fr") or those of the help page ("guide-fr"), written by crates/messages. The name contains their hash,
  // so they belong to this version.
  async function texts(name) {
    const answer = await fetch(textsFile.replace("*", name));
    if (!isOwn(answer, "text/plain")) throw new Error(`${answer.url}: ${answer.status}`);
    return answer.text();
  }

  // Compiles the wasm while it downloads.
  function load({ js, wasm }) {
    const stop = new AbortController();
    const late = new Promise((_, refuse) => (stop.signal.onabort = () => refuse(new Error(`${wasm} did not load`))));
    const limit = setTimeout(() => stop.abort(), LOAD_TIMEOUT);
    const come = [import(js), WebAssembly.compileStreaming(fetch(wasm, { signal: stop.signal }))];
    return Promise.race([late, Promise.all(come)]).finally(() => clearTimeout(limit));
  }

  // Starts the program. All files are requested at once, while the page loads.
  async function run(files) {
    const [[program, module], first] = await Promise.all([load(files), texts(chosen), parsed()]);
    window.ricarica = { language: chosen, first, texts, take, signedIn };
    return program.default({ module_or_path: module });
  }

  function failed(error) {
    console.error(error);
    // A browser without the newer features of WebAssembly or JavaScript fails to compile the wasm or to parse the glue.
    const tooOld = error instanceof WebAssembly.CompileError || error instanceof SyntaxError;
    show(tooOld ? "unsupported" : "failed");
  }

  function show(state) {
    // The panic screen is more precise, so it stays.
    if (root.dataset.boot !== "broken") root.dataset.boot = state;
  }

  // Shows the office's contacts on the failure screens: from the gateway, else from an earlier visit.
  async function showOffice() {
    if (root.dataset.boot === "running") return;
    // src/state/municipality.rs stores it.
    const answer = (await (early.get(`${API}municipality`) || ask(`${API}municipality`))) || store("localStorage", "ricarica.municipality");
    const { phone, email } = answer ? JSON.parse(answer).office : {};
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

  // Tells the app a state: as an event, and as <html data-…> for code that runs later.
  function announce(name, state) {
    root.dataset[name] = state;
    dispatchEvent(new Event("boot"));
  }

  // The actions of buttons with data-ask="…", in the app and in index.html.
  const actions = { reload: () => location.reload() };
  addEventListener("click", ({ target }) => {
    const button = target.closest("[data-ask]");
    if (button) actions[button.dataset.ask]();
  });

  // The browser's install prompt. The event comes early; the prompt works once, after a tap on the app's button.
  function watchInstallPrompt() {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      actions.install = () => event.prompt();
      announce("install", "question");
    });
    addEventListener("appinstalled", () => announce("install", "done"));
    // Safari on iPhone and iPad has no prompt, so the app shows the steps. Only there `standalone` exists; other browsers
    // have another user agent.
    const safari = / Version\/\S+( Mobile\/\w+)? Safari\/\S+$/.test(navigator.userAgent);
    if (navigator.standalone === false && safari) announce("install", "steps");
  }

  // A browser that translates the page takes each text out and puts <font> elements in its place. The app goes on writing to
  // the text that it has made, which would be seen nowhere: a stale state or amount would stay. So the text is put back,
  // empty, before its translation, and when the app changes or removes it, the translation goes.
  function followTranslator() {
    /** Texts and their translations, each with the other and with what the text said. */
    const pairs = new WeakMap();
    const observer = new MutationObserver((records) => {
      const fonts = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]).filter(({ nodeName }) => nodeName === "FONT"));
      for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
        const changed = target.nodeType === Node.TEXT_NODE ? [target] : removedNodes;
        for (const node of changed) {
          const pair = pairs.get(node);
          if (pair && node === pair.text) {
            pair.font.remove();
            [node, pair.font].forEach((one) => pairs.delete(one));
            // Only moved, by the app or by a translator that shows the page as it was.
            if (target !== node && node.isConnected) node.data = pair.said;
          } else if (pair && !node.isConnected) {
            // The translator has taken its translation back.
            [node, pair.text].forEach((one) => pairs.delete(one));
            pair.text.data = pair.said;
          } else if (node.nodeType === Node.TEXT_NODE && !node.isConnected && node.data.trim()) {
            const font = [addedNodes[0], previousSibling, nextSibling].find((place) => fonts.delete(place));
            if (!font || !font.isConnected) continue;
            const pair = { text: node, font, said: node.data };
            pairs.set(node, pair).set(font, pair);
            node.data = "";
            font.before(node);
          }
        }
      }
      // These changes are no one else's.
      observer.takeRecords();
    });
    observer.observe(root, { childList: true, characterData: true, subtree: true });
  }

  // The worker stores the app on the phone. A new version waits until a guardian accepts it in one tab, which then reloads,
  // or until no tab is open.
  async function registerWorker() {
    const workers = navigator.serviceWorker;
    const registration = await workers.register("/sw.js", { updateViaCache: "none" });
    const offer = () => registration.waiting && registration.active && announce("update", "waiting");
    const follow = () => registration.installing && registration.installing.addEventListener("statechange", offer);
    offer();
    follow();
    registration.addEventListener("updatefound", follow);

    // The reload after a panic does the same, because the waiting version may work.
    actions.update = actions.reload = () => {
      // Without a waiting version another tab has already activated it.
      if (!registration.waiting) return location.reload();
      workers.addEventListener("controllerchange", () => location.reload());
      registration.waiting.postMessage("skip-waiting");
    };

    // The registration checks for a new version; an app that stays open checks again later.
    let lastCheck = 0;
    const check = ({ timeStamp }) => {
      lastCheck = timeStamp;
      // Fails without a network.
      registration.update().catch(() => {});
    };
    addEventListener("online", check);
    addEventListener("visibilitychange", (event) => {
      if (document.visibilityState === "visible" && event.timeStamp - lastCheck > HOUR) check(event);
    });
  }

  root.lang = chosen;
  if (needsSignIn()) {
    // The sign-in page reads only the cookie.
    document.cookie = `ricarica-language=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax`;
    location.replace(`/accesso?poi=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  // The grey cards of index.html are visible only with scripts.
  root.setAttribute("data-script", "");
  followTranslator();
  // The app sets `broken` itself after a panic.
  new MutationObserver(() => showOffice().catch((error) => console.warn(error))).observe(root, { attributeFilter: ["data-boot"] });
  // The style sheet shows the failure screens in the language of <html lang>, which a translator changes.
  const keepLanguage = () => failures.includes(root.dataset.boot) && root.lang !== language() && (root.lang = language());
  new MutationObserver(keepLanguage).observe(root, { attributeFilter: ["data-boot", "lang"] });
  const description = document.querySelector("meta[name=description]");
  description.content = description.dataset[chosen] || description.content;

  if (typeof WebAssembly !== "object" || typeof WebAssembly.compileStreaming !== "function") {
    show("unsupported");
    return;
  }
  watchInstallPrompt();
  // The style page is a program of its own (docs/decisions/0016).
  const running = run(location.pathname === "/stile" ? stile : app);
  // What the first page shows, so that the app waits for nothing once it runs.
  const needed = ["municipality"];
  if (signedIn) needed.push("session");
  if (signedIn && location.pathname === "/") needed.push("accounts", "top-ups");
  for (const name of needed) ask(API + name);
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: `/manifest.webmanifest?lingua=${chosen}` }));
  // iPhones read the app's name and icon from the page, and every phone the colour of its upper edge.
  early.get(`${API}municipality`).then((answer) => {
    const { app_name: name, icon_url: icon, colours } = JSON.parse(answer || "{}");
    const find = (selector) => document.head.querySelector(selector);
    if (name) find("[name$=title]").content = name[chosen] || name.it;
    if (icon) find("[rel=apple-touch-icon]").href = icon;
    for (const theme in colours) find(`[media*=${theme}]`).content = colours[theme];
  }).catch((error) => console.warn(error));
  running
    .catch(failed)
    // After the program, so that they do not compete. In a private window without storage the app works without it.
    .then(() => navigator.serviceWorker && registerWorker())
    .catch((error) => console.warn(error));
})();
