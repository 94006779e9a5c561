// What the gateway's pages gain by a script. They work without it; it stays below 2 KB.
//
// It runs before the first paint: what this phone keeps decides what is shown (style/pages/_sign_in.scss).
(() => {
  "use strict";

  const root = document.documentElement;
  /** On the code's page: what the app starts from. */
  const files = document.currentScript.dataset.fetch;
  /** A form has been sent: a second time it would be refused. */
  let sent = false;

  function has(prefix) {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(prefix));
    } catch {
      // Storage is closed to us.
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
  // Back from where the form led, with the page as it was left.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  // Another tab has signed in (src/pages/shared/session.rs keeps the mark): the gateway leads on.
  addEventListener("storage", ({ key, newValue }) => key === "ricarica.guardian" && newValue && location.reload());

  addEventListener("DOMContentLoaded", () => {
    const languages = document.getElementById("language");
    languages.addEventListener("change", () => languages.form.submit());

    // The last digit sends the code; a code that was refused is sent again once it has been changed.
    const code = document.querySelector("[data-digits]");
    if (code) {
      code.addEventListener("input", () => {
        const digits = code.value.replace(/[\s-]/g, "");
        const whole = digits.length === Number(code.dataset.digits) && /^\d+$/.test(digits);
        if (whole && !sent && code.value !== code.defaultValue) code.form.querySelector(".btn").click();
      });
    }

    // Until another code may be asked for; then the button takes the place of the seconds.
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

    // An answer that a link leads to is open.
    const answer = document.getElementById(location.hash.slice(1));
    if (answer && "open" in answer) answer.open = true;
  });

  // For the phone's own apps; before the first paint it would be one file more on the line.
  addEventListener("load", () => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "/manifest.webmanifest" }));
  });

  // While the guardian looks for the mail. What does not come now, the app asks for again.
  if (files) {
    addEventListener("load", () => {
      for (const file of files.split(" ")) {
        fetch(file, { priority: "low" }).then((answer) => answer.arrayBuffer()).catch((error) => console.warn(error));
      }
    });
  }
})();
