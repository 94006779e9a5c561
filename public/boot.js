// Loads the app's WebAssembly, and says so in words when that fails. Runs after the page has been read.
(() => {
  "use strict";

  const root = document.documentElement;
  const { js, wasm } = document.currentScript.dataset;
  const languages = ["it", "fr", "en"];

  // The same choice as src/app.rs and src/messages: what was chosen, else the browser's, else Italian.
  function language() {
    let kept = null;
    try {
      kept = localStorage.getItem("ricarica.language");
    } catch {
      // Storage is closed to us: the browser's languages decide.
    }
    const wanted = [kept, ...(navigator.languages || [])].filter(Boolean);
    return wanted.map((tag) => tag.split(/[-_]/)[0].toLowerCase()).find((tag) => languages.includes(tag)) || "it";
  }

  function show(state) {
    // The panic screen knows better what happened.
    if (root.dataset.boot !== "broken") root.dataset.boot = state;
  }

  root.lang = language();
  for (const button of document.querySelectorAll("[data-reload]")) {
    button.addEventListener("click", () => location.reload());
  }

  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") {
    show("unsupported");
    return;
  }
  import(js)
    .then((app) => app.default({ module_or_path: wasm }))
    .catch((error) => {
      console.error(error);
      // A browser that has WebAssembly but not all that we need refuses to compile it.
      show(error instanceof WebAssembly.CompileError ? "unsupported" : "failed");
    });
})();
