// The profile: another address, another phone, the own data, the request for erasure.
import { readFile } from "node:fs/promises";
import { CHIARA, expect, expectAccessible, test } from "./fixtures.ts";

const NEW = "chiara.nuova@example.org";
const OFFICE = "mensa@comune.example.org";

test("guardian_changes_the_address_and_the_other_phone_is_signed_out", async ({ page, browser, environment }) => {
  await environment.signIn(page);
  const other = await browser.newContext({ baseURL: environment.url, locale: "it-IT" });
  const phone = await other.newPage();
  await environment.signIn(phone);
  await page.goto("/");
  await page.getByRole("link", { name: "Profilo" }).click();
  await expect(page.getByText("Questo dispositivo")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Disconnetti Chrome/ })).toBeVisible();

  await page.getByRole("button", { name: "Cambia indirizzo e-mail" }).click();
  await expect(page.getByLabel("Nuovo indirizzo e-mail")).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel("Nuovo indirizzo e-mail").fill(NEW);
  await page.getByRole("button", { name: "Invia il codice" }).click();
  await page.getByLabel("Codice", { exact: true }).fill(await environment.code(NEW));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Conferma il nuovo indirizzo" }).click();
  await expect(page.getByRole("definition").filter({ hasText: NEW })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: `arrivano ora a ${NEW}` })).toBeAttached();

  // The page goes on with its new cookie; the other phone does not.
  await page.reload();
  await expect(page.getByRole("definition").filter({ hasText: NEW })).toBeVisible();
  expect((await phone.request.get("/api/v1/session")).status()).toBe(401);
  await other.close();
  const mail = await environment.mail(CHIARA, (mail) => mail.subject.includes("è cambiato"));
  expect(mail.text).toContain(OFFICE);
});

test("guardian_has_the_own_data_and_asks_the_office_for_erasure", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/profilo");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Scarica i tuoi dati" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe("ricarica-dati.json");
  const data = JSON.parse(await readFile(await file.path(), "utf8")) as { guardian: { email: string } };
  expect(data.guardian.email).toBe(CHIARA);

  await page.getByRole("button", { name: "Chiedi la cancellazione" }).click();
  await expect(page.getByRole("dialog")).toContainText("La legge chiede di conservare i pagamenti");
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Manda la richiesta" }).click();
  const asked = page.getByText(/Riferimento per l’ufficio: [0-9A-Z]{4}-[0-9A-Z]{4}/);
  await expect(asked.first()).toBeVisible();
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await asked.first().textContent()) ?? "")?.[0] ?? "";
  await environment.mail(OFFICE, (mail) => mail.subject.includes(reference));
  // It is still there after a while.
  await page.reload();
  await expect(page.getByText(reference).first()).toBeVisible();
});

test("guardian_signs_out_everywhere", async ({ page, browser, environment }) => {
  await environment.signIn(page);
  const other = await browser.newContext({ baseURL: environment.url, locale: "it-IT" });
  const phone = await other.newPage();
  await environment.signIn(phone);
  await page.goto("/profilo");
  await page.getByRole("button", { name: "Disconnetti tutti i dispositivi" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  expect((await phone.request.get("/api/v1/session")).status()).toBe(401);
  await other.close();
});
