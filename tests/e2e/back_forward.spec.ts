// Back from the payment page where the browser brings the page back as it was left, as phones do (the back-forward
// cache). Playwright turns it off; here it is on.
import { expect, test } from "./fixtures.ts";
import { pay } from "./payment_page.ts";
import { goOnline, openTopUp, typeAmount } from "./steps.ts";
import config from "./playwright.config.ts";

test.use({ launchOptions: { ...config.use?.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("a_page_that_comes_back_as_it_was_left_knows_what_has_happened", async ({ page, town }) => {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await page.evaluate(() => {
    addEventListener("pageshow", ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted)));
  });
  await goOnline(page);
  await page.goBack({ waitUntil: "commit" });
  // The very same page, with the amount in it, and not as if nothing had happened.
  await expect(page.locator("html")).toHaveAttribute("data-persisted", "true");
  await expect(page.getByText("Pagamento iniziato")).toBeVisible();
  await expect(page.getByLabel("Importo della ricarica")).toHaveValue("25");
  await page.getByRole("button", { name: "AVANTI" }).click();
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("a_page_that_comes_back_after_its_payment_leads_to_the_outcome", async ({ page, town }) => {
  await town.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await goOnline(page);
  const cart = new URL(page.url()).pathname.split("/").find((part) => part.length === 36);
  await page.request.post(`${town.sandboxUrl}/c/${cart}/esito.json`, { data: { outcome: "paid", after_seconds: 0 } });
  await page.goBack({ waitUntil: "commit" });
  // At once where the outcome is known already, else by what the page says.
  const outcome = page.getByRole("heading", { level: 1, name: "Esito del pagamento" });
  const way = page.getByRole("link", { name: "Guarda l’esito" });
  await expect(outcome.or(way)).toBeVisible();
  if (await way.isVisible()) await way.click();
  await expect(outcome).toBeVisible();
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
});
