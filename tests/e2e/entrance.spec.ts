// The entrance, a small program of its own, and the app that takes its place (docs/decisions/0021).
import { CHIARA, expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { heldBack, sooner, typeCode } from "./steps.ts";

// The service worker fetches every file in its own time: here it is seen what the page itself asks for.
test.use({ serviceWorkers: "block" });

const ENTRANCE = /^\/entrance\S+\.(js|wasm)$/;
const APP = /^\/ricarica\S+\.(js|wasm)$/;
/** For a route. */
const APP_WASM = /\/ricarica[^/]*\.wasm$/;

/** The files of a program that the page has asked for so far, without their hashes. */
function asked(page: Page, program: RegExp): () => string[] {
  const files: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (program.test(pathname)) files.push(pathname.replace(/-[0-9a-f]{16}/, ""));
  });
  return () => files.sort();
}

async function running(page: Page): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
}

test("the_app_comes_while_the_guardian_looks_for_the_code_and_takes_over_without_loading_the_page_anew", async ({ page, town }) => {
  const [entrance, app] = [asked(page, ENTRANCE), asked(page, APP)];
  await page.goto("/storico?x=1");
  await running(page);
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  expect(entrance()).toEqual(["/entrance.js", "/entrance_bg.wasm"]);
  expect(app()).toEqual([]);
  await page.evaluate(() => Object.assign(window, { same: true }));

  await typeCode(page, town);
  await expect.poll(app).toEqual(["/ricarica.js", "/ricarica_bg.wasm"]);
  await page.getByRole("button", { name: "Accedi" }).click();
  // Where the guardian wanted to be, told as any other change of page.
  const heading = page.getByRole("heading", { level: 1, name: "Storico delle ricariche" });
  await expect(heading).toBeFocused();
  await expect(page).toHaveURL("/storico?x=1");
  await expect(page).toHaveTitle(/^Storico delle ricariche – /);
  expect(await page.evaluate(() => "same" in window)).toBe(true);
  expect(app()).toEqual(["/ricarica.js", "/ricarica_bg.wasm"]);

  // The entrance is gone, with all that it listened to: one step a click, one step Back.
  const steps = await page.evaluate(() => history.length);
  await page.getByRole("link", { name: "Conti", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(steps + 1);
  await page.goBack();
  await expect(heading).toBeVisible();
  await expectAccessible(page);
});

test("the_language_that_was_chosen_at_the_entrance_is_the_apps", async ({ page, town }) => {
  await page.goto("/");
  await typeCode(page, town);
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
  const code = page.getByLabel("Code", { exact: true });
  await expect(code).toBeVisible();
  const sent = (await town.mails(CHIARA)).at(-1)?.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0];
  await code.fill(sent ?? "");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vos comptes" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
});

test("an_app_that_cannot_be_had_is_told_and_one_tap_tries_again", async ({ page, town }) => {
  await page.route(APP_WASM, (route) => route.abort());
  await page.goto("/");
  await typeCode(page, town);
  await page.getByRole("button", { name: "Accedi" }).click();
  await expect(page.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
  await expectAccessible(page);
  await page.unroute(APP_WASM);
  await page.getByRole("button", { name: "Riprova" }).click();
  // Signed in already: nobody types a code twice.
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

for (const [part, file] of [
  ["program", APP_WASM],
  ["script", /\/ricarica[^/]*\.js$/],
] as const) {
  test(`an_app_whose_${part}_could_not_be_had_at_first_is_asked_for_again`, async ({ page, town }) => {
    await page.route(file, (route) => route.abort());
    const failed = page.waitForEvent("requestfailed");
    await page.goto("/");
    await typeCode(page, town);
    await failed;
    await page.unroute(file);
    await page.getByRole("button", { name: "Accedi" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  });
}

test("an_app_that_never_comes_is_told_after_a_while", async ({ page, town }) => {
  await sooner(page, { 90_000: 2000 });
  // A connection that has died: neither an answer nor an error.
  await page.route(APP_WASM, () => {});
  await page.goto("/");
  await typeCode(page, town);
  await page.getByRole("button", { name: "Accedi" }).click();
  await expect(page.locator(".skeleton")).toBeVisible();
  await expect(page.getByRole("heading", { name: "L’app non si è caricata" })).toBeVisible();
  await page.unroute(APP_WASM);
  await page.getByRole("button", { name: "Riprova" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

test("a_language_chosen_while_the_app_comes_is_the_apps", async ({ page, town }) => {
  const come = await heldBack(page, APP_WASM);
  await page.goto("/");
  await typeCode(page, town);
  await page.getByRole("button", { name: "Accedi" }).click();
  await expect(page.locator(".skeleton")).toBeVisible();
  const words = await heldBack(page, /\/texts-fr-[^/]*$/);
  await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
  come();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  words();
  await expect(page.getByRole("heading", { level: 1, name: "Vos comptes" })).toBeVisible();
});

test("a_slow_app_leaves_grey_cards_meanwhile", async ({ page, town }) => {
  const come = await heldBack(page, APP_WASM);
  await page.goto("/");
  await typeCode(page, town);
  await page.getByRole("button", { name: "Accedi" }).click();
  await expect(page.locator(".skeleton").getByRole("status")).toHaveText("Caricamento in corso…");
  await expect(page.locator(".skeleton")).toBeVisible();
  // What had the focus is gone; whoever goes on by keyboard is at the content.
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.locator(".visually-hidden[role=status]").last()).toHaveText("Caricamento in corso…");
  await expectAccessible(page);
  come();
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
});

for (const [who, path] of [
  ["signed in", "/"],
  ["with an outcome to see", "/esito/01890a5d-ac96-774b-bcce-b302099a8057"],
  ["with an address that is none", "/nessuno"],
] as const) {
  test(`whoever_comes_${who.replaceAll(" ", "_")}_meets_the_app_at_once`, async ({ page, town }) => {
    const [entrance, app] = [asked(page, ENTRANCE), asked(page, APP)];
    if (who === "signed in") await town.signIn(page);
    await page.goto(path);
    await running(page);
    expect(app()).toEqual(["/ricarica.js", "/ricarica_bg.wasm"]);
    expect(entrance()).toEqual([]);
  });
}

test("help_is_at_the_entrance_too_and_leads_back_to_the_way_in", async ({ page }) => {
  const app = asked(page, APP);
  await page.goto("/aiuto");
  await running(page);
  await expect(page.getByRole("heading", { level: 1, name: "Aiuto" })).toBeVisible();
  await page.getByRole("banner").getByRole("link", { name: "Ricarica" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeFocused();
  expect(app()).toEqual([]);
});

test("an_address_that_the_entrance_does_not_know_brings_the_app", async ({ page }) => {
  const app = asked(page, APP);
  await page.goto("/");
  await running(page);
  await page.evaluate(() => {
    history.pushState(null, "", "/nessuno");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/non/i);
  expect(app()).toEqual(["/ricarica.js", "/ricarica_bg.wasm"]);
  await page.getByRole("link", { name: /Conti|conti/ }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
});

test("a_guardian_who_goes_to_and_fro_meanwhile_gets_the_app_once", async ({ page }) => {
  const come = await heldBack(page, APP_WASM);
  await page.goto("/");
  await running(page);
  const go = (path: string) =>
    page.evaluate((path) => {
      history.pushState(null, "", path);
      dispatchEvent(new PopStateEvent("popstate"));
    }, path);
  await go("/nessuno");
  await expect(page.locator(".skeleton")).toBeVisible();
  await go("/");
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await go("/niente");
  // Whoever is back where the entrance has something to show keeps it.
  await go("/");
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await page.getByLabel("Indirizzo e-mail").fill("chi");
  const arrived = page.waitForEvent("requestfinished", (request) => APP_WASM.test(request.url()));
  come();
  await arrived;
  await page.waitForTimeout(300);
  await expect(page.getByLabel("Indirizzo e-mail")).toHaveValue("chi");
  await go("/niente");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/non/i);
  await expect(page.getByRole("banner")).toHaveCount(1);
});
