// Improves the gateway's pages, which work without it. Stays below 2 KB.
//
// Runs before the first paint, because the phone's storage decides what is shown (style/pages/_sign_in.scss).
(() => {
  "use strict";

  const root = document.documentElement;
  /** The app's files, on the page for the code. */
  const files = document.currentScript.dataset.fetch;
  /** A form has been sent. A second submission would be refused. */
  let sent = false;

  function has(prefix) {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(prefix));
    } catch {
      // Access to the storage is denied.
      return false;
    }
  }

  // style/purge.mjs finds the names as they are written here.
  root.setAttribute("data-script", "");
  if (has("ricarica.been-here")) root.setAttribute("data-been-here", "");
  if (has("ricarica.notice.")) root.setAttribute("data-saved", "");
  // Letters whose notices are gone. The app removes them too, but without a session it does not run.
  else if (window.caches) caches.delete("letters").catch((error) => console.warn(error));

  addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    const button = event.target.querySelector(".btn");
    if (button) button.setAttribute("aria-disabled", "true");
  });
  // Restored from the back/forward cache with the old state.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  // Another tab has signed in (src/state/session.rs stores the mark). After a reload the gateway redirects to the app.
  addEventListener("storage", ({ key, newValue }) => key === "ricarica.guardian" && newValue && location.reload());

  addEventListener("DOMContentLoaded", () => {
    // A choice loads the page again. The list keeps the focus, so the keyboard can go on to the next language.
    const languages = document.getElementById("language");
    languages.addEventListener("change", () => {
      languages.form.elements.back.value += "#language";
      languages.form.submit();
    });
    if (location.hash === "#language") {
      history.replaceState(null, "", location.pathname + location.search);
      languages.focus();
    }

    // The last digit submits the form. A refused code is submitted again only after a change.
    const code = document.querySelector("[data-digits]");
    if (code) {
      code.addEventListener("input", () => {
        const digits = code.value.replace(/[\s-]/g, "");
        const whole = digits.length === Number(code.dataset.digits) && /^\d+$/.test(digits);
        if (whole && !sent && code.value !== code.defaultValue) code.form.querySelector(".btn").click();
      });
    }

    // Counts the seconds until another code can be requested. Then the button replaces the text.
    const wait = document.querySelector("[data-seconds]");
    if (wait) {
      const end = performance.now() + wait.dataset.seconds * 1000;
      const timer = setInterval(() => {
        const left = Math.ceil((end - performance.now()) / 1000);
        if (left > 1) wait.textContent = wait.textContent.replace(/\d+/, left);
        else if (left === 1) wait.textContent = wait.dataset.one;
        else wait.remove(clearInterval(timer));
      }, 1000);
    }

    // Opens the answer that the address names.
    const answer = document.getElementById(location.hash.slice(1));
    if (answer && "open" in answer) answer.open = true;
  });

  // The manifest makes the app installable. Loaded last, so that it does not delay the first paint.
  addEventListener("load", () => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "/manifest.webmanifest" }));
  });

  // Downloads the app while the guardian reads the mail. If a download fails, the app requests the file again.
  if (files) {
    addEventListener("load", () => {
      for (const file of files.split(" ")) {
        fetch(file, { priority: "low" }).then((answer) => answer.arrayBuffer()).catch((error) => console.warn(error));
      }
    });
  }
})();
