// A first visit in French, on a small and slow phone with a slow connection: from the start page to a paid notice and a
// payment online.
import { CHIARA, expect, test } from "./fixtures.ts";
import { join } from "node:path";
import { topUpLink } from "./steps.ts";

test.use({ locale: "fr-FR", viewport: { width: 320, height: 568 }, hasTouch: true });
test.setTimeout(120_000);

/** How much slower a phone of ten years ago is than the test machine; and a 3G connection (400 kbit/s, 400 ms). */
const PROCESSOR = 6;
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

const folder = process.env.RICARICA_SCREENS;

test("first_top_up_in_french_on_an_old_phone_works_by_notice_and_online", async ({ page, environment }) => {
  const phone = await page.context().newCDPSession(page);
  await phone.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR });
  await phone.send("Network.enable");
  await phone.send("Network.emulateNetworkConditions", LINE);
  let seen = 0;
  /** A screenshot of the visible part of the page. */
  const look = async (name: string) => {
    seen += 1;
    if (folder) await page.screenshot({ path: join(folder, `old-phone-${String(seen).padStart(2, "0")}-${name}.png`) });
  };

  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Connexion" })).toBeVisible();
  await look("first-screen");
  await page.getByLabel("Adresse e-mail").tap();
  await look("address");
  await page.getByLabel("Adresse e-mail").fill(CHIARA);
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await page.getByRole("button", { name: "Envoyer le code" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Saisissez le code" })).toBeVisible();
  await look("code");
  const code = await environment.mail(CHIARA, (mail) => !known.has(mail.id));
  // The mail is in the guardian's language.
  expect(code.text).toContain("code");
  expect(code.text).toMatch(/minutes/);
  await page.getByLabel("Code", { exact: true }).fill(code.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? "");
  // The last digit submits the form.
  await look("waiting");
  await expect(page.getByRole("heading", { level: 1, name: "Vos comptes" })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("heading", { name: "Anna", exact: true })).toBeVisible();
  await look("accounts");

  // With a notice: one tap, one number, one tap.
  await topUpLink(page, "Anna").tap();
  await expect(page.getByRole("heading", { level: 1, name: "Effectuer une recharge" })).toBeVisible();
  await look("top-up");
  await page.getByLabel("Montant de la recharge").fill("25");
  await look("amount");
  await page.getByText("Avec un avis", { exact: true }).tap();
  await look("with-a-notice");
  await expect(page.getByRole("button", { name: "Créer l’avis" })).toBeInViewport();
  await page.getByRole("button", { name: "Créer l’avis" }).tap();
  const shown = page.getByRole("img", { name: /^Code QR pagoPA/ });
  await expect(shown).toBeVisible({ timeout: 20_000 });
  await look("notice");
  await page.getByRole("link", { name: "Présenter au guichet" }).tap();
  await expect(page.getByRole("heading", { level: 1, name: "Au guichet" })).toBeAttached();
  await expect(shown).toBeInViewport({ ratio: 1 });
  await look("counter");
  const number = (await shown.getAttribute("aria-label"))?.match(/\d{4} \d{4} \d{4} \d{4} \d{2}/)?.[0] ?? "";
  expect((await environment.payAtCounter(`PAGOPA|002|${number.replaceAll(" ", "")}|00101440073|2500`)).status).toBe(200);
  await expect(page.getByRole("heading", { name: "Payé" })).toBeVisible({ timeout: 30_000 });
  await look("paid");

  // Online: the payment page and the redirect.
  await page.goto("/");
  await topUpLink(page, "Luca").tap();
  await page.getByLabel("Montant de la recharge").fill("30");
  await page.getByRole("radio", { name: /^E-mail/ }).tap();
  await look("online");
  await page.getByRole("button", { name: "CONTINUER" }).tap();
  await expect(page.getByRole("heading", { name: "Identifiez-vous pour payer" })).toBeVisible({ timeout: 30_000 });
  await look("payment-page");
  await page.getByRole("button", { name: "Continuer avec l’e-mail" }).tap();
  await page.getByRole("button", { name: "Carte de crédit ou de débit" }).tap();
  await page.getByRole("button", { name: "Continuer" }).tap();
  await look("summary");
  await page.getByRole("button", { name: "Payer", exact: true }).tap();
  await page.getByRole("link", { name: "Revenir au site de l’organisme" }).tap();
  await expect(page.getByRole("heading", { name: "Recharge payée" })).toBeVisible({ timeout: 30_000 });
  await look("outcome");
  const receipt = await environment.mail(CHIARA, (mail) => mail.subject.includes("créditée"));
  expect(receipt.text).toContain("30,00");
});
