// Back from the payment page with the back-forward cache, as on phones. Playwright turns the cache off; here it is on.
import { expect, test } from "./fixtures.ts";
import { pay } from "./payment_page.ts";
import { shellStored } from "./shell.ts";
import { goOnline, openTopUp, typeAmount } from "./steps.ts";
import config from "./playwright.config.ts";

test.use({ launchOptions: { ...config.use?.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("page_from_the_back_forward_cache_shows_the_started_payment", async ({ page, environment }) => {
  await environment.signIn(page);
  // The first page has the accounts in it, and no browser keeps it. Later ones come from the phone.
  await page.goto("/");
  await shellStored(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await page.evaluate(() => {
    addEventListener("pageshow", ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted)));
  });
  await goOnline(page);
  await page.goBack({ waitUntil: "commit" });
  // The same page with its amount, and a message that a payment was started.
  await expect(page.locator("html")).toHaveAttribute("data-persisted", "true");
  await expect(page.getByText("Pagamento iniziato")).toBeVisible();
  await expect(page.getByLabel("Importo della ricarica")).toHaveValue("25");
  await page.getByRole("button", { name: "AVANTI" }).click();
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("page_from_the_back_forward_cache_leads_to_the_outcome_after_a_payment", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await goOnline(page);
  const cart = new URL(page.url()).pathname.split("/").find((part) => part.length === 36);
  await page.request.post(`${environment.sandboxUrl}/c/${cart}/esito.json`, { data: { outcome: "paid", after_seconds: 0 } });
  await page.goBack({ waitUntil: "commit" });
  // The page shows the outcome at once if it is known, or else a link to it.
  const outcome = page.getByRole("heading", { level: 1, name: "Esito del pagamento" });
  const way = page.getByRole("link", { name: "Guarda l’esito" });
  await expect(outcome.or(way)).toBeVisible();
  if (await way.isVisible()) await way.click();
  await expect(outcome).toBeVisible();
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
});
