// A page that the browser translates goes on working: nothing breaks, and no amount, code or state stays on the screen after
// it has changed.
import { expect, test, type Page } from "./fixtures.ts";
import { typeAmount, balance, goOnline, heldBack, noticeButton, topUpLink, openTopUp, qrCode } from "./steps.ts";
import { pay } from "./payment_page.ts";
import { showOriginal, translate, translateFromTheStart } from "./translator.ts";

const SHOW = /Mostra allo sportello/;

/** The texts on the screen, without the translator's marks. */
async function words(page: Page): Promise<string> {
  return (await page.locator("body").innerText()).replaceAll(/[«»]/g, "");
}

async function notice(page: Page): Promise<string> {
  await (await noticeButton(page)).click();
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  // The labels are translated, the values are not.
  const value = async (label: string) => {
    const field = page.locator(".copy-field").filter({ hasText: label });
    return (await field.locator(".value").innerText()).replaceAll(/\s/g, "");
  };
  return `PAGOPA|002|${await value("Codice avviso")}|${await value("Codice fiscale ente")}|2500`;
}

test("page_that_is_translated_while_it_loads_starts_in_its_own_language", async ({ page, environment }) => {
  await environment.signIn(page);
  for (const language of ["ro", "fr"]) {
    const come = await heldBack(page);
    await page.goto("/profilo");
    await translate(page, language);
    come();
    await expect(page.getByRole("heading", { level: 1, name: "«Profilo»" })).toBeVisible();
    await expect(page.getByRole("combobox")).toHaveValue("it");
    await page.unrouteAll();
  }
});

test("app_that_does_not_load_says_so_on_a_translated_page", async ({ page, environment, watched }) => {
  await environment.signIn(page);
  await page.route(/\.wasm$/, async (route) => {
    await translate(page);
    await route.abort();
  });
  await page.goto("/");
  const said = page.getByRole("alert").filter({ visible: true });
  await expect(said).toContainText("L’app non si è caricata", { useInnerText: true });
  await expect(said).not.toContainText("The app did not load", { useInnerText: true });
  expect(watched.complaints.splice(0).join()).toContain("Failed to fetch");
});

test("page_that_is_shown_as_it_was_again_goes_on_working", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  // The translator leaves the parts of a sentence in its own order, so only the letters are compared.
  const said = async () => (await page.getByRole("main").innerText()).match(/\p{L}|\d/gu)?.sort();
  const before = await said();
  await translate(page);
  await expect(page.getByRole("heading", { level: 1, name: "«Esegui ricarica»" })).toBeVisible();
  await showOriginal(page);
  await expect(page.locator("font")).toHaveCount(0);
  expect(await said()).toEqual(before);
  await typeAmount(page, "dieci");
  await (await noticeButton(page)).click();
  await expect(page.getByText("Scrivi solo cifre")).toBeVisible();
  await typeAmount(page, "25");
  await notice(page);
});

for (const when of ["before", "after"] as const) {
  test.describe(`translated ${when} the app runs`, () => {
    test.beforeEach(async ({ page, environment }) => {
      test.setTimeout(90_000);
      await environment.signIn(page);
      if (when === "before") await translateFromTheStart(page, environment.url);
    });

    async function translated(page: Page): Promise<void> {
      if (when === "after") await translate(page);
      await expect(page.locator("html")).toHaveClass(/translated/);
    }

    test("notice_is_made_and_the_counter_changes_to_paid", async ({ page, environment }) => {
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
      await translated(page);
      await topUpLink(page, "Anna").click();
      await typeAmount(page, "25");
      const qr = await notice(page);
      // Codes, numbers and amounts are never translated.
      expect(qr).toMatch(/^PAGOPA\|002\|\d{18}\|\d{11}\|2500$/);
      await page.getByRole("link", { name: SHOW }).first().click();
      await expect(page.getByRole("heading", { level: 1, name: "Allo sportello" })).toBeAttached();
      await expect(qrCode(page)).toBeVisible();
      const digits = page.getByText(/^\d{4} \d{4} \d{4} \d{4} \d{2}$/);
      await expect(digits).toHaveText(`${qr.slice(11, 29)}`.replace(/(\d{4})(?=\d)/g, "$1 "));
      await expect(page.getByText(/^25,00\s€$/)).toBeVisible();
      await expect(page.getByText(/Quando il pagamento arriva/)).toHaveCount(1);

      // Without a network the line below the code changes, and changes back.
      await page.context().setOffline(true);
      await expect(page.getByText(/Senza rete/)).toHaveCount(1, { timeout: 15_000 });
      await expect(page.getByText(/Quando il pagamento arriva/)).toHaveCount(0);
      await page.context().setOffline(false);
      await expect(page.getByText(/Quando il pagamento arriva/)).toHaveCount(1, { timeout: 15_000 });
      await expect(page.getByText(/Senza rete/)).toHaveCount(0);

      expect((await environment.payAtCounter(qr)).status).toBe(200);
      await expect(page.getByRole("heading", { level: 2, name: "Pagato" })).toBeVisible({ timeout: 20_000 });
      await expect(qrCode(page)).toHaveCount(0);
      await expect(digits).toHaveCount(0);
      await expect(page.getByText(/Ultimo controllo/)).toHaveCount(0);
    });

    test("notice_page_changes_to_paid", async ({ page, environment }) => {
      await openTopUp(page, "Anna");
      await translated(page);
      await typeAmount(page, "25");
      const qr = await notice(page);
      await expect(page.getByText("Da pagare", { exact: false }).first()).toBeVisible();
      expect((await environment.payAtCounter(qr)).status).toBe(200);
      await expect(page.getByRole("heading", { level: 2, name: "Ricarica pagata" })).toBeVisible({ timeout: 20_000 });
      await expect(qrCode(page)).toHaveCount(0);
      await expect.poll(() => words(page)).toContain("accreditata");
      expect(await words(page)).not.toMatch(/Da pagare|Preferisci pagare online/);
    });

    test("amounts_errors_and_totals_are_never_stale", async ({ page }) => {
      await page.goto("/ricarica");
      await translated(page);
      const fields = page.getByRole("textbox");
      await fields.nth(0).fill("10");
      await expect(page.locator(".total")).toContainText("10,00");
      await fields.nth(1).fill("15");
      await expect(page.locator(".total")).toContainText("25,00");
      await expect(page.locator(".total")).not.toContainText("10,00");
      // An error appears, changes and goes.
      await fields.nth(0).fill("dieci");
      await (await noticeButton(page)).click();
      await expect.poll(() => words(page)).toContain("Scrivi solo cifre");
      await expect(fields.nth(0)).toHaveAttribute("aria-invalid", "true");
      await fields.nth(0).fill("1,00");
      await (await noticeButton(page)).click();
      const described = async () => {
        const ids = ((await fields.nth(0).getAttribute("aria-describedby")) ?? "").split(" ").filter(Boolean);
        const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()));
        return texts.join(" ").replaceAll(/[«»]/g, "");
      };
      await expect.poll(described).toContain("L’importo minimo è 5,00");
      expect(await described()).not.toContain("Scrivi solo cifre");
      await fields.nth(0).fill("10");
      await expect.poll(described).not.toContain("L’importo minimo");
    });

    test("language_menu_changes_every_text", async ({ page }) => {
      await page.goto("/profilo");
      await expect(page.getByRole("button", { name: "Esci" })).toBeVisible();
      await translated(page);
      await page.getByRole("combobox").selectOption({ label: "Français" });
      await expect(page.getByRole("heading", { level: 1, name: "Profil" })).toBeVisible();
      await expect(page.getByRole("combobox")).toHaveValue("fr");
      expect(await words(page)).not.toMatch(/Profilo|Esci|Indirizzo e-mail/);
      await page.getByRole("combobox").selectOption({ label: "Italiano" });
      await expect(page.getByRole("heading", { level: 1, name: "Profilo" })).toBeVisible();
      expect(await words(page)).not.toMatch(/Adresse e-mail|Se déconnecter/);
    });

    test("pages_follow_each_other_and_a_payment_is_credited", async ({ page }) => {
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
      await translated(page);
      for (const [link, title] of [["Movimenti", "Movimenti"], ["Aiuto", "Aiuto"], ["Conti", "I tuoi conti"]] as const) {
        await page.getByRole("navigation").getByRole("link", { name: link }).click();
        await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      }
      await topUpLink(page, "Anna").click();
      await typeAmount(page, "25");
      await goOnline(page);
      await pay(page);
      await translated(page);
      await expect.poll(() => words(page), { timeout: 20_000 }).toContain("Ricarica pagata");
      expect(await words(page)).not.toMatch(/Pagamento in corso|saldo si aggiorna tra poco/);
      expect(await balance(page, "Anna")).toBe("37,40 €");
    });
  });
}
