// The sign-in page, which the gateway renders and which works without WebAssembly (docs/decisions/0024).
import { CHIARA, expect, expectAccessible, test, type Page, type TestEnvironment } from "./fixtures.ts";
import { expectNoSidewaysScrolling, expectTargets } from "./accessible.ts";
import { cached, shellStored } from "./shell.ts";
import { askForCode, enter, NOWHERE } from "./steps.ts";

const APP = /^\/(ricarica|boot|main|texts)\S+\.(css|js|wasm|txt)$/;

/** The files of the app that the page has requested so far, without their hashes. */
function requestedFiles(page: Page): () => string[] {
  const files = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (APP.test(pathname)) files.add(pathname.replace(/-[0-9a-f]{16}/, ""));
  });
  return () => [...files].sort();
}

/** Requests a code and returns it. */
async function codeFor(page: Page, environment: TestEnvironment): Promise<string> {
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await askForCode(page, CHIARA);
  return environment.code(CHIARA, known);
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("guardian_signs_in_and_mistakes_have_error_messages", async ({ page, environment }) => {
    await page.goto("/storico?x=1");
    await expect(page).toHaveURL("/accesso?poi=%2Fstorico%3Fx%3D1");
    await page.getByRole("button", { name: "Invia il codice" }).click();
    await expect(page.getByRole("alert")).toHaveText("Scrivi l’indirizzo e-mail.");
    await expect(page.getByLabel("Indirizzo e-mail")).toBeFocused();
    await expect(page).toHaveTitle("Errore: Accedi – Ricarica");
    const code = await codeFor(page, environment);
    await expect(page.getByRole("heading", { level: 1, name: "Scrivi il codice" })).toBeFocused();

    // Another code too early: the page shows the remaining seconds.
    await expect(page.getByText(/Puoi chiedere un altro codice tra \d+ secondi/)).toBeVisible();
    await page.getByRole("button", { name: "Invia un nuovo codice" }).click();
    await expect(page.getByText(/Puoi chiedere un altro codice tra \d+ secondi/)).toBeVisible();
    expect(await environment.mails(CHIARA)).toHaveLength(1);

    const field = page.getByLabel("Codice");
    await field.fill(code.slice(0, 4));
    await page.getByRole("button", { name: "Accedi" }).click();
    await expect(page.getByRole("alert")).toHaveText("Il codice ha 6 cifre.");
    await expect(field).toHaveValue(code.slice(0, 4));
    await field.fill(` ${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByRole("button", { name: "Accedi" }).click();
    await expect(page).toHaveURL("/storico?x=1");
    // With a session the sign-in page redirects to the app.
    await page.goto("/accesso");
    await expect(page).toHaveURL("/");
  });

  test("after_five_wrong_codes_another_one_is_offered_in_place_of_the_field", async ({ page, environment }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/");
    const code = await codeFor(page, environment);
    const wrong = code === "000000" ? "111111" : "000000";
    for (let tries = 0; tries < 5; tries += 1) {
      await page.getByLabel("Codice").fill(wrong);
      await page.getByRole("button", { name: "Accedi" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    }
    await expect(page.getByRole("alert")).toContainText("Questo codice non vale più");
    await expect(page.getByLabel("Codice")).toHaveCount(0);
    // In view without scrolling.
    await expect(page.getByRole("alert")).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("button", { name: "Invia un nuovo codice" })).toBeInViewport({ ratio: 1 });
  });

  test("who_has_given_no_address_writes_to_the_office", async ({ page, environment }) => {
    await page.goto("/storico");
    await page.getByRole("link", { name: "Non ho dato la mia e-mail all’ufficio" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Scrivi all’ufficio" })).toBeVisible();
    await page.getByLabel("Nome e cognome").fill("Dora Nuova");
    await page.getByLabel("Il tuo indirizzo e-mail").fill("dora@");
    await page.getByRole("button", { name: "Invia all’ufficio" }).click();
    await expect(page).toHaveTitle("Errore: Scrivi all’ufficio – Ricarica");
    await expect(page.getByRole("alert")).toHaveCount(3);
    await expect(page.getByLabel("Nome del bambino o della bambina")).toBeFocused();
    await expect(page.getByLabel("Nome e cognome")).toHaveValue("Dora Nuova");
    await page.getByLabel("Nome del bambino o della bambina").fill("Pietro");
    await page.getByLabel("Scuola", { exact: true }).fill("Primaria");
    await page.getByLabel("Il tuo indirizzo e-mail").fill("dora@example.org");
    await page.getByLabel("Messaggio (facoltativo)").fill("Buongiorno.\nGrazie.");
    await page.getByRole("button", { name: "Invia all’ufficio" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Messaggio inviato" })).toBeFocused();
    const mail = await environment.mail("mensa@comune.example.org", (mail) => mail.subject.includes("Dora Nuova"));
    expect(mail.text).toContain("Buongiorno.\nGrazie.");
    // A reload sends nothing.
    await page.reload();
    expect(await environment.mails("mensa@comune.example.org")).toHaveLength(1);
    await page.getByRole("link", { name: "Torna all’accesso" }).click();
    await expect(page).toHaveURL("/accesso?poi=%2Fstorico");
  });

  for (const width of [320, 360, 390]) {
    test(`pages_are_whole_with_enlarged_text_at_${width}`, async ({ page, environment }) => {
      await page.setViewportSize({ width, height: 740 });
      const pages = ["/accesso", "/accesso/ufficio", "/aiuto", "/accesso/codice"];
      for (const path of pages) {
        if (path === "/accesso/codice") {
          await page.goto("/accesso");
          await codeFor(page, environment);
        } else await page.goto(path);
        for (const percent of [100, 125, 150, 175, 200]) {
          // As a browser whose default font is larger.
          await page.evaluate((percent) => document.documentElement.style.setProperty("font-size", `${percent}%`), percent);
          const what = `${path} ${width} ${percent} %`;
          await expectNoSidewaysScrolling(page, what);
          // The letters themselves: a box may be narrower than its longest word. A phone shows a page that is too wide
          // smaller, and `innerWidth` grows with it, so the screen's own width counts.
          const cut = await page.evaluate((width) => {
            const found: string[] = [];
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            for (let text = texts.nextNode(); text; text = texts.nextNode()) {
              const element = text.parentElement;
              if (!element?.checkVisibility() || element.closest(".skiplinks, option, textarea")) continue;
              range.selectNodeContents(text);
              for (const box of range.getClientRects()) {
                if (box.width > 1 && (box.left < -0.5 || box.right > width + 0.5)) found.push(text.nodeValue ?? "");
              }
            }
            return found;
          }, width);
          expect(cut, `${what}: cut at the edge`).toEqual([]);
        }
      }
    });
  }

  test("language_help_and_another_address_take_one_tap", async ({ page, environment }) => {
    await page.goto("/");
    await page.getByLabel("Lingua").selectOption("Français");
    await page.getByRole("button", { name: "Cambia" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Connexion" })).toBeVisible();
    await page.getByRole("link", { name: /que dire au guichet/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Aide" })).toBeVisible();
    await page.getByText("Comment payer en ligne ?").click();
    await expect(page.locator("details[open]")).toHaveCount(1);
    await page.getByRole("banner").getByRole("link", { name: "Ricarica" }).click();
    await page.getByLabel("Adresse e-mail").fill(CHIARA);
    await page.getByRole("button", { name: "Envoyer le code" }).click();
    // The phone discarded the tab, and the guardian opens the start page again.
    await page.goto("/");
    await expect(page.getByText(CHIARA)).toBeVisible();
    await page.getByRole("button", { name: "Changer d’adresse" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Connexion" })).toBeVisible();
    expect((await environment.mails(CHIARA))[0]?.subject).toContain("code d’accès");
  });
});

test.describe("with scripts", () => {
  // The service worker fetches all files. Blocked, only the page's own requests remain.
  test.use({ serviceWorkers: "block" });

  test("app_downloads_while_the_code_is_on_its_way_and_the_last_digit_sends_it", async ({ page, environment }) => {
    const app = requestedFiles(page);
    await page.goto("/storico?x=1");
    await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
    const code = await codeFor(page, environment);
    await expect.poll(app).toEqual(["/boot.js", "/main.css", "/ricarica.js", "/ricarica_bg.wasm", "/texts-it.txt"]);
    await expectAccessible(page);
    const posts: string[] = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(new URL(request.url()).pathname));
    // The form is sent once.
    await page.getByLabel("Codice").pressSequentially(code);
    await expect(page.getByRole("heading", { level: 1, name: "Movimenti" })).toBeVisible();
    await expect(page).toHaveURL("/storico?x=1");
    expect(posts.filter((path) => path === "/accesso/codice")).toHaveLength(1);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("ricarica-challenge");
  });

  test("email_page_requests_no_file_of_the_app", async ({ page }) => {
    const app = requestedFiles(page);
    await page.goto("/", { waitUntil: "networkidle" });
    expect(app()).toEqual([]);
  });

  test("refused_code_is_not_sent_again_until_it_is_changed", async ({ page, environment }) => {
    await page.goto("/");
    const code = await codeFor(page, environment);
    const wrong = code === "000000" ? "111111" : "000000";
    await page.getByLabel("Codice").fill(wrong);
    await expect(page.getByRole("alert")).toContainText("Il codice non è valido");
    let posts = 0;
    page.on("request", (request) => (posts += request.method() === "POST" ? 1 : 0));
    // Like a phone that fills in the same code again.
    await page.getByLabel("Codice").evaluate((field) => field.dispatchEvent(new Event("input", { bubbles: true })));
    await page.waitForTimeout(500);
    expect(posts).toBe(0);
    await page.getByLabel("Codice").fill(code);
    await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  });

  test("form_for_the_office_and_page_of_a_spent_code_are_accessible", async ({ page, environment }) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto("/accesso/ufficio");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Invia all’ufficio" }).click();
      await expect(page.getByRole("alert")).toHaveCount(4);
      await expectAccessible(page);
      await expectTargets(page);
    }
    await page.goto("/accesso");
    const code = await codeFor(page, environment);
    const wrong = ["000000", "111111", "222222"].filter((wrong) => wrong !== code);
    for (let tries = 0; tries < 5; tries += 1) {
      // The last digit sends it; the same code again would not be sent.
      const sent = page.waitForResponse((answer) => answer.request().method() === "POST");
      await page.getByLabel("Codice").fill(wrong[tries % 2] ?? "");
      await sent;
      await expect(page.getByRole("alert")).toBeVisible();
    }
    await expect(page.getByRole("alert")).toContainText("Questo codice non vale più");
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await expectTargets(page);
  });

  test("phone_remembers_the_last_address_until_another_is_wanted", async ({ page, environment }) => {
    await page.goto("/");
    const field = page.getByLabel("Indirizzo e-mail");
    const other = page.getByRole("button", { name: "Usa un altro indirizzo" });
    await expect(field).toHaveValue("");
    await expect(other).toBeHidden();
    await enter(page, environment);
    await page.context().clearCookies();
    await page.goto("/accesso");
    await expect(field).toHaveValue(CHIARA);
    await expect(other).toBeVisible();
    await expectAccessible(page);
    await other.click();
    await expect(field).toHaveValue("");
    await expect(field).toBeFocused();
    await expect(other).toBeHidden();
    await page.reload();
    await expect(field).toHaveValue("");
    // An address for which no code was entered is not remembered.
    await askForCode(page, "nessuno@example.org");
    await page.getByRole("button", { name: "Cambia indirizzo" }).click();
    await expect(field).toHaveValue("");
  });

  test("two_taps_send_one_form", async ({ page, environment }) => {
    await page.goto("/");
    await page.getByLabel("Indirizzo e-mail").fill(CHIARA);
    let posts = 0;
    page.on("request", (request) => (posts += request.method() === "POST" ? 1 : 0));
    const disabled = await page.getByRole("button", { name: "Invia il codice" }).evaluate((button) => {
      (button as HTMLButtonElement).click();
      (button as HTMLButtonElement).click();
      return button.getAttribute("aria-disabled");
    });
    expect(disabled).toBe("true");
    await expect(page.getByRole("heading", { level: 1, name: "Scrivi il codice" })).toBeVisible();
    await environment.code(CHIARA);
    expect([posts, (await environment.mails(CHIARA)).length]).toEqual([1, 1]);
  });

  test("seconds_count_down_and_then_the_button_appears", async ({ page, environment }) => {
    await page.clock.install();
    await page.goto("/");
    const first = await codeFor(page, environment);
    const button = page.getByRole("button", { name: "Invia un nuovo codice" });
    await expect(button).toBeHidden();
    await page.clock.runFor(10_000);
    await expect(page.getByText(/altro codice tra (1\d|20) secondi/)).toBeVisible();
    await page.clock.runFor(21_000);
    await expect(page.getByText(/altro codice tra/)).toHaveCount(0);
    await expect(button).toBeVisible();
    // The gateway's clock is not moved.
    await expect(async () => {
      await button.click();
      await expect(page.getByRole("status").filter({ hasText: "Richiesto un nuovo codice" })).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 45_000 });
    const second = await environment.mail(CHIARA, (mail) => !mail.text.includes(first));
    await page.getByLabel("Codice").fill(second.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? "");
    await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  });

  test("chosen_language_is_the_apps_language", async ({ page, environment }) => {
    await page.goto("/");
    await codeFor(page, environment);
    await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
    const field = page.getByLabel("Code", { exact: true });
    await expect(field).toBeVisible();
    const sent = (await environment.mails(CHIARA)).at(0)?.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0];
    await field.fill(sent ?? "");
    await expect(page.getByRole("heading", { level: 1, name: "Vos comptes" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  });

  test("saved_notices_take_one_tap_and_without_them_there_is_no_link", async ({ page }) => {
    await page.goto("/");
    const link = page.getByRole("link", { name: "Mostra allo sportello" });
    await expect(page.getByLabel("Indirizzo e-mail")).toBeVisible();
    await expect(link).toHaveCount(0);
    await page.evaluate(() => localStorage.setItem("ricarica.notice.1.01JD3Z8K0V7Q2M5N9R4T6W8Y0A", "{}"));
    await page.reload();
    await expect(link).toBeVisible();
    await expect(page.getByRole("heading", { name: "Avvisi su questo telefono" })).toBeVisible();
    await expectAccessible(page);
    await link.click();
    await expect(page).toHaveURL("/sportello");
  });

  test("app_that_fails_to_load_has_a_message_and_one_tap_tries_again", async ({ page, environment, watched }) => {
    await page.route(/\/ricarica[^/]*\.wasm$/, (route) => route.abort());
    await page.goto("/");
    await enter(page, environment);
    await expect(page.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
    await expectAccessible(page);
    // The console error is expected.
    expect(watched.complaints.splice(0).join()).toContain("Failed to fetch");
    await page.unroute(/\/ricarica[^/]*\.wasm$/);
    await page.getByRole("button", { name: "Riprova" }).click();
    // The session exists already, so no second code is needed.
    await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  });

  for (const [who, path] of [
    ["signed in", "/"],
    ["at an outcome", "/esito/01890a5d-ac96-774b-bcce-b302099a8057"],
    ["at an unknown address", NOWHERE],
  ] as const) {
    test(`app_starts_without_the_sign_in_page_${who.replaceAll(" ", "_")}`, async ({ page, environment }) => {
      if (who === "signed in") await environment.signIn(page);
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
      await expect(page).toHaveURL(path);
    });
  }

  test("old_browser_signs_in", async ({ page, environment }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.goto("/");
    await enter(page, environment);
    await expect(page.getByRole("heading", { level: 1, name: "Questo browser è troppo vecchio" })).toBeVisible();
  });
});

test("sign_in_page_comes_from_the_gateway_with_an_active_worker", async ({ page, environment }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  for (const path of ["/", "/storico?x=1", "/avviso/01JD3Z8K0V7Q2M5N9R4T6W8Y0A"]) {
    await page.goto(path);
    await page.waitForURL((url) => url.pathname === "/accesso");
    await expect(page.locator("html")).not.toHaveAttribute("data-boot");
  }
  await page.goto("/storico?x=1");
  await enter(page, environment);
  await expect(page.getByRole("heading", { level: 1, name: "Movimenti" })).toBeVisible();
  const kept = Object.values(await cached(page)).flat();
  expect(kept.filter((path) => path.startsWith("/accesso"))).toEqual([]);
});

test("without_a_network_the_app_answers_at_the_sign_in_page_with_a_message", async ({ page, context }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  await context.setOffline(true);
  for (const path of ["/accesso", "/accesso/codice", "/"]) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
    await expect(page.getByText("Il telefono è senza rete").first()).toBeVisible();
  }
});
