// Opens every main screen in one language and calls the test at each. It finds controls by what is the same in every
// language; the tests check the texts.
import { expect, type Browser, type Page } from "@playwright/test";
import { CHIARA, MARC, type TestEnvironment } from "./environment.ts";

/** The languages, and the locale of a phone in that language. */
export const LANGUAGES = { it: "it-IT", fr: "fr-FR", en: "en-GB" } as const;
export type Language = keyof typeof LANGUAGES;

/** Called on each screen when it is complete. */
export type Stop = (name: string) => Promise<void>;

/** Waits until the screen has its heading and has finished loading. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await expect(page.locator(".skeleton")).toHaveCount(0);
  // The municipality is loaded: its name, contacts and ways to pay.
  await expect(page.locator(".test-mark, .test-strip").first()).toBeVisible();
}

/** Opens all main screens, from sign-in to help. */
export async function walk(page: Page, environment: TestEnvironment, stop: Stop): Promise<void> {
  const at = async (name: string) => {
    await settled(page);
    await stop(name);
  };
  const code = page.getByRole("img").and(page.locator("svg"));
  const amounts = page.locator("input[inputmode=decimal]");

  await page.goto("/");
  await expect(page.locator("input[type=email]")).toBeVisible();
  await at("sign-in");
  await page.locator(".sign-in [type=submit]").click();
  await expect(page.locator("input[aria-invalid=true]")).toBeVisible();
  await at("sign-in-wrong");
  await page.locator("input[type=email]").fill(CHIARA);
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await page.locator(".sign-in [type=submit]").click();
  await expect(page.locator("input[autocomplete=one-time-code]")).toBeVisible();
  await at("code");
  // The last digit sends it.
  await page.locator("input[autocomplete=one-time-code]").fill(await environment.code(CHIARA, known));
  await expect(page.locator("li.account a")).not.toHaveCount(0);
  await at("accounts");

  // Luca's account has a negative balance.
  await page.locator("li.account", { has: page.getByRole("heading", { name: "Luca", exact: true }) }).locator("a").first().click();
  await expect(amounts).toBeVisible();
  await at("top-up");
  await amounts.fill("12,345");
  await page.locator(".thumb button").click();
  await expect(page.locator("input[aria-invalid=true]")).toBeVisible();
  await at("top-up-wrong");
  await amounts.fill("26,50");
  await page.locator("input[name=way]").last().check();
  await at("top-up-notice");
  await page.locator(".thumb button").click();
  await expect(code).toBeVisible({ timeout: 15_000 });
  await at("notice");
  const notice = new URL(page.url()).pathname;
  await page.locator(".code-card a[href^='/sportello/']").click();
  await expect(page.locator("main.counter")).toBeVisible();
  await expect(code).toBeVisible();
  await expect(page.locator(".counter-code")).toBeVisible();
  // The time of the platform's answer follows the first sentence once the status has arrived.
  await expect(page.locator(".counter-reach")).toHaveText(/\. \S/);
  await at("counter");

  // As somebody else opens its link.
  await page.goto(await environment.link(page, notice.split("/").pop() ?? "", true));
  await expect(code).toBeVisible();
  await at("shared-notice");

  await page.goto("/");
  await expect(page.locator(".open-top-ups a.due")).toHaveCount(1);
  await at("accounts-open");
  await page.goto("/avvisi");
  await expect(page.locator("main .card-link")).toHaveCount(1);
  await at("notices");

  // The payment page belongs to pagoPA, so the sandbox ends the payment.
  const answer = async (ending: string) => {
    const back = await environment.payOnline(page, notice.split("/").pop() ?? "", ending);
    if (!back) throw new Error("no payment page may be opened");
    return back;
  };
  await page.goto(await answer("refused"));
  await expect(page.locator(".alert").first()).toBeVisible();
  await at("outcome-refused");
  await page.goto(await answer("paid"));
  await expect(page.locator(".receipt dl")).toContainText(/12[,.]10/, { timeout: 30_000 });
  await at("outcome");
  await page.goto("/storico");
  await expect(page.locator(".history a")).toHaveCount(1);
  await at("history");
  await page.goto("/ricarica");
  await expect(amounts).toHaveCount(3);
  await at("several");
  await page.goto("/avvisi");
  await at("no-notices");
  await page.goto("/profilo");
  await expect(page.locator(".facts")).toBeVisible();
  await at("profile");
  await page.goto("/aiuto");
  await expect(page.locator("details").first()).toBeVisible();
  await at("help");
  await page.goto("/non/esiste");
  await at("not-found");
}

/** Settings of the test environment for `walkRareScreens`: an announcement. */
export const ANNOUNCEMENT = {
  RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT__IT: "Le iscrizioni alla mensa sono aperte fino al 30 settembre.",
  RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT__FR: "Les inscriptions à la cantine sont ouvertes jusqu’au 30 septembre.",
  RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT__EN: "Enrolment for the canteen is open until 30 September.",
};

/** Very long names and a very long service. */
const LONG = `account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance
MENSA-0099,${MARC},MDLMRC83S03L654Y,Marc Modello,Maria Vittoria Alessandra Desirée;Jean-Baptiste Emmanuel Augustin;Massimiliano Bartolomeo,Refezione scolastica scuola secondaria Abbé Prosper Duc,5.30,-1234.50
`;

/**
 * Opens the rare screens: empty lists, very long names, dialogs, no network, a platform that is down, ends without a payment;
 * with an announcement on each. Service workers must be blocked, because requests are intercepted.
 */
export async function walkRareScreens(page: Page, environment: TestEnvironment, stop: Stop): Promise<void> {
  const at = async (name: string) => {
    await settled(page);
    await stop(`rare-${name}`);
  };
  const code = page.locator(".code-card").getByRole("img");
  const amounts = page.locator("input[inputmode=decimal]");
  const question = page.locator("dialog[open]");

  await page.goto("/sportello");
  await at("no-saved-notices");
  await page.goto("/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A");
  await expect(page.locator("main .alert")).toBeVisible();
  await at("outcome-unknown");

  await environment.signIn(page, MARC);
  // The import never removes an account, so the list is intercepted for this screen.
  await page.route("**/api/v1/accounts", (route) => route.fulfill({ json: { items: [] } }));
  await page.goto("/");
  await at("no-account-and-announcement");
  await page.unroute("**/api/v1/accounts");
  await page.goto("/storico");
  await at("no-history");

  await environment.importAccounts(LONG);
  await page.goto("/");
  await expect(page.locator("li.account")).toHaveCount(2);
  await at("long-names");
  const account = await page.locator("li.account", { hasText: "Massimiliano" }).locator("a").first().getAttribute("href");
  /** Makes a notice over this amount, besides those that are open. */
  const make = async (amount: string, besides = false) => {
    await page.goto(account ?? "");
    await amounts.fill(amount);
    await settled(page);
    await page.locator("input[name=way]").last().check();
    await page.locator(".thumb button").click();
    if (besides) await question.getByRole("button").nth(2).click();
  };
  await make("450");
  await expect(code).toBeVisible({ timeout: 15_000 });
  await at("notice-with-long-names");
  const notice = new URL(page.url()).pathname;
  const cancel = page.locator("main button.btn-link").last();
  await cancel.click();
  await expect(question).toBeVisible();
  await at("question");
  await page.keyboard.press("Escape");
  await make("450");
  await expect(question).toBeVisible();
  await at("equal-top-up");
  await page.keyboard.press("Escape");

  await page.goto("/");
  await settled(page);
  await page.context().setOffline(true);
  await expect(page.locator("main .strip").first()).toBeVisible();
  await at("offline");
  await page.context().setOffline(false);

  // The platform does not answer: the top-up stays `opening`, and the page says so.
  await environment.setFaults({ down: true });
  await make("41.70", true);
  await expect(page.locator(".notes .alert")).toBeVisible({ timeout: 20_000 });
  await at("platform-silent");
  await environment.setFaults({});
  await expect(code).toBeVisible({ timeout: 30_000 });

  // A payment in progress.
  const id = notice.split("/").pop() ?? "";
  const back = await environment.payOnline(page, id, "in_progress", { seconds: 600 });
  await page.goto(back ?? "");
  await expect(page.locator("main .alert-info")).toBeVisible({ timeout: 15_000 });
  await at("outcome-in-progress");
  await page.goto(notice);
  await expect(page.locator("main .alert")).toBeVisible();
  await at("notice-in-progress");

  // The other top-up is cancelled.
  await page.goto("/storico");
  await page.locator(".history a", { hasText: /41[,.]70/ }).click();
  await expect(code).toBeVisible();
  await cancel.click();
  await question.getByRole("button").first().click();
  await expect(page.locator("main .alert")).toBeVisible();
  await at("cancelled");

  // Another top-up is paid.
  await make("48", true);
  await expect(code).toBeVisible({ timeout: 15_000 });
  const paid = new URL(page.url()).pathname;
  await environment.payOnline(page, paid.split("/").pop() ?? "", "paid");
  await page.goto(paid);
  await expect(page.locator("main .alert-success")).toBeVisible({ timeout: 30_000 });
  await at("notice-paid");

  // The session is over, the notice is still saved.
  await make("47", true);
  await expect(code).toBeVisible({ timeout: 15_000 });
  await page.context().clearCookies();
  // Within the app: to a new visit without a service worker the gateway answers with the sign-in page.
  await page.locator('nav a[href="/"]').first().click();
  // One to pay, and one with a payment in progress, which is not offered for a counter.
  await expect(page.locator(".saved-notice-list a")).toHaveCount(2);
  await expect(page.locator(".saved-notice-list .link-like")).toHaveCount(1);
  await at("saved-notices");
}

/** The failure screens without the app, and how each is caused. */
const FAILURE_SCREENS = {
  failed: (page: Page) => page.route("**/*.wasm", (route) => route.abort()),
  unsupported: (page: Page) => page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly")),
  broken: (page: Page) => page.route(/\/texts-\w\w-/, (route) => route.fulfill({ contentType: "text/plain", body: "one\ntwo" })),
} as const;

/** Opens each failure screen in its own context, because console errors are expected there. */
export async function walkFailureScreens(
  browser: Browser,
  environment: TestEnvironment,
  locale: string,
  stop: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  for (const [state, bring] of Object.entries(FAILURE_SCREENS)) {
    const context = await browser.newContext({
      baseURL: environment.url, locale, serviceWorkers: "block", reducedMotion: "reduce",
      viewport: { width: 390, height: 844 }, deviceScaleFactor: 2,
    });
    const page = await context.newPage();
    await bring(page);
    await page.goto("/non/esiste");
    await expect(page.locator("html")).toHaveAttribute("data-boot", state);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("button")).toBeVisible();
    // Telephone and e-mail of the office.
    await expect(page.getByRole("link")).toHaveCount(2);
    await stop(page, `without-the-app-${state}`);
    await context.close();
  }
}
