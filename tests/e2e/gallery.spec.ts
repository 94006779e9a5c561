// Every screen on a phone, in three languages, light and dark, to be looked at: docs/screens/. It tests nothing, and is
// made only where it is asked for: cargo xtask screens
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, MARC, test, type Page, type Town } from "./fixtures.ts";
import { LANGUAGES, settled, walk } from "./walk.ts";

const folder = process.env.RICARICA_GALLERY ?? "";

/** Few colours, and no loss beside it: a flat picture has a fifth of its size, and many of them fit into the repository. */
const SMALL = `import os, sys
from PIL import Image
for name in sys.argv[1:]:
    picture = Image.open(name).convert("RGB").quantize(48, dither=Image.Dither.NONE).convert("RGB")
    picture.save(name.replace(".png", ".webp"), lossless=True, quality=100, method=4)
    os.remove(name)`;

/** Both themes, from the first line to the last. */
async function shoot(page: Page, language: string, name: string): Promise<void> {
  const made: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const path = join(folder, language, `${name}-${colorScheme}.png`);
    // A dialog covers the screen and is no part of a longer page.
    const fullPage = !(await page.locator("dialog[open]").count());
    await page.screenshot({ path, fullPage });
    made.push(path);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await promisify(execFile)(process.env.RICARICA_PYTHON ?? "python3", ["-c", SMALL, ...made]);
}

/** Names and a school as long as there are. */
const LONG = `account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance
MENSA-0099,${MARC},MDLMRC83S03L654Y,Marc Modello,Maria Vittoria Alessandra Desirée;Jean-Baptiste Emmanuel Augustin;Massimiliano Bartolomeo,Servizio di refezione scolastica della scuola secondaria di primo grado Abbé Prosper Duc,5.30,-1234.50
`;

for (const [language, locale] of Object.entries(LANGUAGES)) {
  test.describe(language, () => {
    test.use({ locale, deviceScaleFactor: 2 });
    test.setTimeout(600_000);

    test(`screens_of_the_way_in_${language}`, async ({ page, town }) => {
      await walk(page, town, (name) => shoot(page, language, name));
    });

    test.describe("beside the way", () => {
      test.use({
        serviceWorkers: "block",
        settings: {
          RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT__IT: "Le iscrizioni alla mensa sono aperte fino al 30 settembre.",
          RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT__FR: "Les inscriptions à la cantine sont ouvertes jusqu’au 30 septembre.",
          RICARICA_MUNICIPALITY__TEXTS__ANNOUNCEMENT__EN: "Enrolment for the canteen is open until 30 September.",
        },
      });

      test(`rare_screens_in_${language}`, async ({ page, town }) => {
        await beside(page, town, (name) => shoot(page, language, name));
      });
    });
  });
}

/** What is seen seldom: nothing there yet, names as long as they get, no network, something to be announced. */
async function beside(page: Page, town: Town, shot: (name: string) => Promise<void>): Promise<void> {
  await town.signIn(page, MARC);
  // No office takes an account away again: only for the picture there is none.
  await page.route("**/api/v1/accounts", (route) => route.fulfill({ json: { items: [] } }));
  await page.goto("/");
  await settled(page);
  await shot("rare-no-account-and-announcement");
  await page.unroute("**/api/v1/accounts");
  await page.goto("/storico");
  await settled(page);
  await shot("rare-no-history");

  await town.importAccounts(LONG);
  await page.goto("/");
  await expect(page.locator("li.account")).toHaveCount(2);
  await settled(page);
  await shot("rare-long-names");
  await page.locator("li.account", { hasText: "Massimiliano" }).locator("a.btn").click();
  await page.locator("input[inputmode=decimal]").fill("450");
  await settled(page);
  await page.locator(".way button").last().click();
  await expect(page.locator(".code-card svg[role=img], .code-card [role=img]").first()).toBeVisible({ timeout: 15_000 });
  await settled(page);
  await shot("rare-notice-with-long-names");
  await page.locator("button.btn-link").last().click();
  await expect(page.locator("dialog[open]")).toBeVisible();
  await shot("rare-question");
  await page.keyboard.press("Escape");

  await page.goto("/");
  await settled(page);
  await page.context().setOffline(true);
  await expect(page.locator("main .strip").first()).toBeVisible();
  await shot("rare-offline");
  await page.context().setOffline(false);
}
