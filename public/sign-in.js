// Improves the gateway's pages, which work without it. About 2 KB minified.
//
// Runs before the first paint, because the phone's storage decides what is shown (style/pages/_sign_in.scss).
(() => {
  "use strict";

  const root = document.documentElement;
  /** The app's files, on the page for the code. */
  const files = document.currentScript.dataset.fetch;
  /** A form has been sent. A second submission would be refused. */
  let sent = false;

  /** The last address that a code was entered for. It stays on this phone. */
  const EMAIL = "ricarica.email";

  const warn = (error) => console.warn(error);
  const find = (selector) => document.querySelector(selector);

  let local = {};
  try {
    local = localStorage;
  } catch {
    // Access to the storage is denied.
  }
  const has = (prefix) => Object.keys(local).some((key) => key.startsWith(prefix));

  // style/purge.mjs finds the names as they are written here.
  root.setAttribute("data-script", "");
  if (has("ricarica.been-here")) root.setAttribute("data-been-here", "");
  if (has("ricarica.notice.")) root.setAttribute("data-saved", "");
  // Letters whose notices are gone. The app removes them too, but without a session it does not run.
  else if (window.caches) caches.delete("letters").catch(warn);

  addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    const { target } = event;
    target.querySelector("[type=submit]").setAttribute("aria-disabled", "true");
    if (target.dataset.email) local[EMAIL] = target.dataset.email;
  });
  // Restored from the back/forward cache with the old state.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  // Another tab has signed in (src/state/session.rs stores the mark). After a reload the gateway redirects to the app.
  addEventListener("storage", ({ key, newValue }) => key === "ricarica.guardian" && newValue && location.reload());

  addEventListener("DOMContentLoaded", () => {
    // A choice loads the page again. The list keeps the focus, so the keyboard can go on to the next language.
    const languages = find("#language");
    languages.addEventListener("change", () => {
      languages.form.back.value += "#language";
      languages.form.submit();
    });
    if (location.hash === "#language") {
      history.replaceState(null, "", location.pathname + location.search);
      languages.focus();
    }

    // The remembered address, and the button that forgets it.
    const other = find(".other-address");
    if (other && local[EMAIL]) {
      const field = other.form.email;
      field.value = field.value || local[EMAIL];
      other.hidden = false;
      other.onclick = () => {
        delete local[EMAIL];
        other.hidden = true;
        field.value = "";
        field.focus();
      };
    }

    // The last digit submits the form. A refused code is submitted again only after a change.
    const code = find("[data-digits]");
    if (code) {
      // A refused code: typing replaces it.
      if (code.value) code.focus(), code.select();
      // Some programs that fill in codes fire a change only.
      code.oninput = code.onchange = () => {
        // The gateway reads digits of every script, without what phones put between them.
        const digits = code.value.replace(/[\s!-/\xad\u2000-\u206f]/g, "");
        const whole = digits.length === +code.dataset.digits && !/[a-z]/i.test(digits);
        if (whole && code.value !== code.defaultValue) code.form.querySelector(".btn").click();
      };
    }

    // Counts the seconds until another code can be requested. Then the button replaces the text.
    const wait = find("[data-seconds]");
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

  addEventListener("load", () => {
    // The manifest makes the app installable. Loaded last, so that it does not delay the first paint.
    document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: `/manifest.webmanifest?lingua=${root.lang}` }));
    // Downloads the app while the guardian reads the mail. If a download fails, the app requests the file again.
    for (const file of files ? files.split(" ") : []) {
      fetch(file, { priority: "low" }).then((answer) => answer.arrayBuffer()).catch(warn);
    }
  });
})();
