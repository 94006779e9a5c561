// Everything about the municipality comes from the gateway's configuration.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { shellStored } from "./shell.ts";
import { NOWHERE, topUpLink, noticeButton } from "./steps.ts";

const ARMS = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path fill="#fff" d="M0 0h8v5L4 8 0 5z"/></svg>`;
const logo = join(await mkdtemp(join(tmpdir(), "ricarica-logo-")), "logo.svg");
await writeFile(logo, ARMS);

test.describe("another_municipality", () => {
  test.use({
    settings: {
      RICARICA_MUNICIPALITY__NAME: '{ it = "Comune di Esempio in Valle con un nome molto lungo", fr = "Commune d’Exemple" }',
      RICARICA_MUNICIPALITY__PARENT: "Provincia di Altrove",
      RICARICA_MUNICIPALITY__PARENT_URL: "https://altrove.example.org/",
      RICARICA_MUNICIPALITY__LOGO: logo,
      RICARICA_MUNICIPALITY__COLOUR: "#7a1f3d",
      RICARICA_MUNICIPALITY__COLOUR_DARK: "#4a1025",
      RICARICA_MUNICIPALITY__WARM: "#9a3412",
      RICARICA_MUNICIPALITY__WARM_DARK: "#fdba74",
      RICARICA_MUNICIPALITY__APP_NAME: '{ it = "Mensa Esempio", fr = "Cantine Exemple" }',
      RICARICA_MUNICIPALITY__TEST_ENVIRONMENT: "false",
      // Outside a test environment its check digit must be right.
      RICARICA_CREDITOR__CODE: "12345678903",
      RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT: '{ it = "Il 7 dicembre la mensa è chiusa.", en = "No meals on 7 December." }',
      RICARICA_MUNICIPALITY__TEXTS__HELP: "L’ufficio è al primo piano.",
      RICARICA_MUNICIPALITY__LINKS__FEEDBACK: "https://altrove.example.org/feedback",
      RICARICA_MUNICIPALITY__SERVICES: '[{ it = "Mensa scuola primaria", fr = "Cantine de l’école primaire" }]',
    },
  });

  test("name_arms_colours_parent_links_and_texts_come_from_the_configuration", async ({ page }) => {
    await page.goto("/");
    const header = page.getByRole("banner");
    await expect(header.getByText("Comune di Esempio in Valle con un nome molto lungo")).toBeVisible();
    await expect(header.getByRole("link", { name: "Provincia di Altrove" })).toHaveAttribute("href", "https://altrove.example.org/");
    await expect(header.locator("img")).toHaveJSProperty("naturalWidth", 8);
    await expect(header.locator(".it-header-center-wrapper")).toHaveCSS("background-color", "rgb(122, 31, 61)");
    await expect(page.getByText("Il 7 dicembre la mensa è chiusa.")).toBeVisible();
    await expect(page.getByText("AMBIENTE DI PROVA")).toHaveCount(0);
    const footer = page.getByRole("contentinfo");
    for (const [name, address] of [
      ["Note legali", "https://www.comune.example.org/note-legali"],
      ["Privacy", "https://www.comune.example.org/privacy"],
      ["Dichiarazione di accessibilità", "https://form.agid.gov.it/"],
      ["Segnala un problema di accessibilità", "https://altrove.example.org/feedback"],
      ["Sito del Comune", "https://www.comune.example.org/"],
    ]) {
      await expect(footer.getByRole("link", { name: name ?? "" })).toHaveAttribute("href", address ?? "");
    }
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(header.locator(".it-header-center-wrapper")).toHaveCSS("background-color", "rgb(74, 16, 37)");
    await expectAccessible(page);
    await page.goto("/aiuto");
    await expect(page.getByText("L’ufficio è al primo piano.")).toBeVisible();
  });

  test("installed_app_has_the_municipalitys_name_colour_and_arms", async ({ page, context }) => {
    await page.goto("/");
    const head = (selector: string, attribute: string) => page.locator(`head ${selector}`).getAttribute(attribute);
    for (const [language, name] of [["Italiano", "Mensa Esempio"], ["Français", "Cantine Exemple"]] as const) {
      await page.goto("/accesso");
      await page.getByRole("combobox").selectOption(language);
      await expect(page.locator("html")).toHaveAttribute("lang", language === "Italiano" ? "it" : "fr");
      // The sign-in page, and the app.
      for (const path of ["/accesso", NOWHERE]) {
        await page.goto(path);
        await expect.poll(() => head("[name=apple-mobile-web-app-title]", "content"), path).toBe(name);
        await expect.poll(() => head("[rel=apple-touch-icon]", "href"), path).toBe("/icone/touch-180.png");
        await expect.poll(() => head("[rel=manifest]", "href"), path).toMatch(/^\/manifest\.webmanifest\?lingua=(it|fr)$/);
        const browser = await context.newCDPSession(page);
        const { data, errors } = await browser.send("Page.getAppManifest");
        expect([errors, (JSON.parse(data ?? "{}") as { short_name: string }).short_name], path).toEqual([[], name]);
      }
    }
    const icon = await page.evaluate(async () => {
      const picture = new Image();
      picture.src = "/icone/maskable-512.png";
      await picture.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: 512, height: 512 });
      const context = canvas.getContext("2d");
      context?.drawImage(picture, 0, 0);
      return [10, 256].map((place) => context?.getImageData(place, place, 1, 1).data.join());
    });
    expect(icon, "the arms on the municipality's colour").toEqual(["122,31,61,255", "255,255,255,255"]);
  });

  test("missing_language_falls_back_to_italian_with_a_lang_attribute", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
    const header = page.getByRole("banner");
    await expect(header.getByText("Commune d’Exemple")).toBeVisible();
    await expect(page.locator("[lang=it]", { hasText: "Il 7 dicembre la mensa è chiusa." }).last()).toBeVisible();
    await page.getByRole("combobox", { name: "Langue" }).selectOption("English");
    await expect(page.getByText("No meals on 7 December.")).toBeVisible();
    await expect(header.locator("[lang=it]", { hasText: "Provincia di Altrove" }).last()).toBeVisible();
  });

  test("service_has_its_configured_name_in_each_language", async ({ page, environment }) => {
    await environment.signIn(page);
    await page.goto("/profilo");
    await page.getByRole("combobox", { name: "Lingua" }).selectOption("Français");
    await page.getByRole("link", { name: "Comptes" }).click();
    const card = (children: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: children, exact: true }) });
    const named = card("Anna").getByText("Cantine de l’école primaire");
    await expect(named).toBeVisible();
    expect(await named.evaluate((name) => name.closest("[lang]")?.getAttribute("lang"))).toBe("fr");
    await expect(card("Luca").locator("[lang=it]")).toHaveText("Mensa scuola dell'infanzia");
    await topUpLink(page, "Anna").click();
    await expect(page.getByRole("textbox", { name: "Montant de la recharge Cantine de l’école primaire, Anna" })).toBeVisible();
    await page.getByRole("textbox").fill("10");
    await (await noticeButton(page)).click();
    await expect(page.locator(".notice-head")).toContainText("Cantine de l’école primaire, Anna");
    await expectAccessible(page);
  });

  test("municipality_is_shown_offline", async ({ page, context }) => {
    await page.goto(NOWHERE);
    await expect(page.getByRole("banner").locator("img")).toBeVisible();
    await shellStored(page);
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole("banner").getByText("Comune di Esempio in Valle con un nome molto lungo")).toBeVisible();
    await expect(page.locator(".app-bar")).toHaveCSS("background-color", "rgb(122, 31, 61)");
  });
});
