// Pictures to look at or to ship. Made only on request:
//   RICARICA_PICTURES=FOLDER cargo xtask e2e pictures
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test, type Page } from "./fixtures.ts";
import { shellStored, variant } from "./shell.ts";
import { makeNotice, openTopUp, typeAmount } from "./steps.ts";

const folder = process.env.RICARICA_PICTURES;

const file = (name: string) => join(folder ?? "", `${name}.png`);
const shoot = (page: Page, name: string) => page.screenshot({ path: file(name) });

/** Like [`shoot`], in 64 colours: a third of the size, with no visible difference. */
async function shootSmall(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  const reduce = "import sys; from PIL import Image; Image.open(sys.argv[1]).quantize(64).save(sys.argv[1], optimize=True)";
  await promisify(execFile)(process.env.RICARICA_PYTHON ?? "python3", ["-c", reduce, file(name)]);
}

// The screenshots of public/manifest.webmanifest, of an invented municipality.
test.describe("manifest", () => {
  test.use({
    settings: {
      RICARICA_MUNICIPALITY__NAME: "Comune di Esempio",
      RICARICA_MUNICIPALITY__TEST_ENVIRONMENT: "false",
      RICARICA_CREDITOR__NAME: "Comune di Esempio",
      RICARICA_CREDITOR__CODE: "12345678903",
    },
    deviceScaleFactor: 2,
  });

  test("screenshots_of_the_manifest", async ({ page, environment }) => {
    await environment.signIn(page);
    await page.goto("/");
    await expect(page.locator("li.account")).toHaveCount(3);
    await shootSmall(page, "screenshot-accounts");
    await openTopUp(page, "Anna");
    await typeAmount(page, "26,50");
    await page.locator("input[inputmode=decimal]").blur();
    await shootSmall(page, "screenshot-top-up");
    await makeNotice(page);
    await shootSmall(page, "screenshot-notice");
  });
});

for (const [language, locale] of Object.entries({ it: "it-IT", fr: "fr-FR", en: "en-GB" })) {
  test.describe(language, () => {
    test.use({ locale, deviceScaleFactor: 2 });

    test(`invitation_and_offer_in_${language}`, async ({ page, environment }) => {
      test.setTimeout(120_000);
      const both = async (name: string, what: string) => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const part = page.locator(what);
          await part.scrollIntoViewIfNeeded();
          await shoot(page, `${name}-${language}-${colorScheme}`);
        }
      };
      await environment.signIn(page);
      await page.goto("/");
      await page.locator("li.account a").last().click();
      await page.locator("input[inputmode=decimal]").fill("26,50");
      await page.locator("input[name=way]").last().check();
      await page.locator(".thumb button").click();
      await expect(page.getByRole("img").and(page.locator("svg"))).toBeVisible({ timeout: 15_000 });
      for (const way of ["question", "steps"]) {
        await page.evaluate((way) => {
          document.documentElement.dataset.install = way;
          dispatchEvent(new Event("boot"));
        }, way);
        await both(`install-${way}`, ".install");
      }
      await shellStored(page);
      const next = await variant("next", join(environment.folder, "next"));
      await environment.stopGateway();
      environment.serveApp(next.folder);
      await environment.startGateway();
      await page.goto("/");
      await page.context().setOffline(true);
      await page.context().setOffline(false);
      await both("update", ".update-offer");
    });
  });
}
