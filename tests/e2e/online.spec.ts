// Paying online, with every result: to the payment page and back to the confirmed outcome.
import { CHIARA, expect, expectAccessible, MARC, test } from "./fixtures.ts";
import { chooseCard, enterWithEmail, leaveInProgress, pay, toSummary } from "./payment_page.ts";
import { typeAmount, balance, goOnline, noticeButton, openTopUp, shown } from "./steps.ts";

const OUTCOME = "Esito del pagamento";

test.beforeEach(async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
});

test("card_payment_is_credited_and_mailed", async ({ page, environment }) => {
  await expectAccessible(page);
  await typeAmount(page, "25");
  await page.getByRole("radio", { name: /^E-mail/ }).check();
  await goOnline(page);
  // The payment page got the choice of e-mail and the address.
  await expect(page.getByLabel("Indirizzo e-mail")).toHaveValue(CHIARA);
  await pay(page);
  await expect(page.getByRole("heading", { level: 1, name: OUTCOME })).toBeVisible();
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  expect(await balance(page, "Anna")).toBe("37,40 €");
  const mail = await environment.mail(CHIARA, (mail) => mail.subject.includes("accreditata"));
  expect(mail.text).toContain("25,00\u00a0€");
  await environment.mail(CHIARA, (mail) => !mail.subject.includes("accreditata") && !mail.subject.includes("codice"));
});

test("spid_and_mybank_payment_follows_the_described_steps", async ({ page }) => {
  await typeAmount(page, "25,00");
  await page.getByRole("radio", { name: /^SPID/ }).check();
  await page.getByRole("button", { name: "AVANTI" }).click();
  await page.getByRole("button", { name: "Entra con SPID" }).click();
  await page.getByRole("button", { name: "Entra come Maria Prova" }).click();
  await page.getByRole("button", { name: "Conto corrente" }).click();
  await page.getByRole("button", { name: "MyBank" }).click();
  await page.getByRole("button", { name: "Prosegui" }).click();
  await page.getByLabel("La tua banca").selectOption({ label: "Banca Cervino di prova" });
  await page.getByRole("button", { name: "Prosegui" }).click();
  await page.getByRole("button", { name: "Paga", exact: true }).click();
  await page.getByRole("link", { name: "Torna al sito dell’ente" }).click();
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  // The choice is remembered.
  await openTopUp(page, "Anna");
  await page.getByText("Entri con SPID").click();
  await expect(page.getByRole("radio", { name: /^SPID/ })).toBeChecked();
});

test("refused_payment_is_repeated_with_the_same_notice", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await pay(page, "Simula rifiuto");
  await expect(page.getByRole("heading", { level: 1, name: OUTCOME })).toBeVisible();
  await expect(page.getByText(/non è andato a buon fine|rifiutato/i).first()).toBeVisible();
  await expect(page.getByText("Accreditata")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "AVANTI" }).or(page.getByRole("button", { name: /paga di nuovo|riprova/i })).first().click();
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("notice_that_a_refusal_locks_says_until_when_and_offers_the_counter", async ({ page, environment }) => {
  await environment.setFaults({ refused_lock_seconds: 600 });
  await typeAmount(page, "25");
  await goOnline(page);
  await pay(page, "Simula rifiuto");
  const again = page.getByRole("button", { name: "Riprova online" });
  await again.click();
  await expect(page.getByRole("heading", { name: /^Si può riprovare dalle \d\d:\d\d$/ })).toBeVisible();
  await expect(again).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("main").getByText("Non pagare di nuovo")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Paga di persona con lo stesso avviso" }).click();
  await expect(page.getByRole("img", { name: /^Codice QR/ })).toBeVisible();
});

test("payment_page_that_was_merely_opened_is_not_a_payment_in_progress", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await page.goto("/storico");
  await expect(page.getByText("Pagina di pagamento aperta")).toBeVisible();
  await expect(page.getByText("Pagamento in corso")).toHaveCount(0);
});

test("receipt_says_where_it_is_mailed_and_can_be_shared", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await typeAmount(page, "25");
  await goOnline(page);
  await pay(page);
  const receipt = page.locator(".receipt");
  await expect(receipt.getByText(/12,40\s€ → 37,40\s€/)).toBeVisible({ timeout: 20_000 });
  await expect(receipt.getByRole("heading", { name: "Ricarica pagata", exact: true })).toBeVisible();
  await expect(receipt.getByText(`La ricevuta arriva a ${CHIARA}.`)).toBeVisible();
  await expect(receipt.getByText("Numero della ricevuta")).toBeVisible();
  await page.getByRole("button", { name: "Condividi" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/Codice avviso: \d{4} /);
  await page.getByRole("link", { name: "Fatto" }).click();
  await expect(page).toHaveURL(/\/$/);
});

test("opinion_is_asked_after_a_payment_and_counted_once", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await pay(page);
  await page.getByRole("radio", { name: "2 stelle su 5" }).check();
  await expect(page.getByRole("checkbox", { name: "Le parole non erano chiare" })).toBeVisible();
  await page.getByRole("radio", { name: "4 stelle su 5" }).check();
  await page.getByRole("checkbox", { name: "Le parole erano chiare" }).check();
  await page.getByRole("checkbox", { name: "Altro" }).check();
  await page.getByRole("checkbox", { name: "Altro" }).uncheck();
  await expectAccessible(page);
  const counted = page.waitForResponse(/\/ratings$/);
  await page.getByRole("button", { name: "Invia l’opinione" }).click();
  const answer = await counted;
  expect(answer.status()).toBe(204);
  expect(answer.request().postDataJSON()).toEqual({ stars: 4, aspects: ["clarity"] });
  await expect(page.getByRole("heading", { name: "Grazie, la tua opinione è stata contata." })).toBeFocused();
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("radio")).toHaveCount(0);
});

test("the_notice_stays_the_same_is_said_only_while_the_amount_is_the_same", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await page.goBack();
  await expect(page.getByText("L’avviso resta lo stesso.")).toBeVisible();
  await typeAmount(page, "30");
  await expect(page.getByText("L’avviso resta lo stesso.")).toHaveCount(0);
  await typeAmount(page, "25");
  await expect(page.getByText("L’avviso resta lo stesso.")).toBeVisible();
});

test("cancelled_payment_leaves_the_notice_payable", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await enterWithEmail(page);
  await page.getByRole("button", { name: "Annulla il pagamento" }).click();
  await page.getByRole("link", { name: "Torna al sito dell’ente" }).click();
  await expect(page.getByRole("heading", { level: 1, name: OUTCOME })).toBeVisible();
  await expect(page.getByText("Da pagare").first()).toBeVisible();
  expect(await balance(page, "Anna")).toBe("12,40 €");
});

test("payment_in_progress_offers_no_second_payment_and_resolves_by_itself", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await leaveInProgress(page, "pagato", 4);
  await expect(page.getByText("Pagamento in corso").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /AVANTI|paga|riprova/i })).toHaveCount(0);
  await expectAccessible(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 30_000 });
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("several_accounts_are_paid_in_one_payment", async ({ page }) => {
  await page.goto("/ricarica");
  const fields = page.getByLabel("Importo della ricarica");
  await expect(fields).toHaveCount(3);
  await page.getByLabel(/Importo della ricarica Mensa.* Anna$/).fill("20");
  await page.getByLabel(/Importo della ricarica Mensa.* Luca$/).fill("14,40");
  await expect(page.locator(".total")).toContainText("34,40");
  await expectAccessible(page);
  await goOnline(page);
  await pay(page, "Simula pagamento parziale");
  // Each top-up has its own state.
  await expect(page.getByText("Pagata", { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("Da pagare").first()).toBeVisible();
  await expectAccessible(page);
});

test("back_from_the_payment_page_continues_and_pays_once", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await page.goBack();
  await expect(page.getByText("Pagamento iniziato")).toBeVisible();
  await expect(page.getByLabel("Importo della ricarica")).toHaveValue("25");
  await page.getByRole("button", { name: "AVANTI" }).click();
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  await page.goto("/storico");
  await expect(page.getByRole("link", { name: /25,00/ })).toHaveCount(1);
});

test("changed_amount_after_the_payment_page_is_said_to_need_another_notice", async ({ page }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await page.goBack();
  await expect(page.getByText("Con lo stesso importo l’avviso resta lo stesso.")).toBeVisible();
  await typeAmount(page, "30");
  await expect(page.getByText("l’avviso resta lo stesso")).toHaveCount(0);
  await expect(page.getByText(/^.*Con un altro importo serve un altro avviso/)).toBeVisible();
  await page.getByRole("button", { name: "AVANTI" }).click();
  await expect(page.getByRole("dialog", { name: "C’è già una ricarica da pagare" })).toBeVisible();
});

test("outcome_works_by_its_address_alone_in_another_browser", async ({ page, browser, environment }) => {
  await typeAmount(page, "25");
  await goOnline(page);
  await toSummary(page);
  await page.getByRole("button", { name: "Paga", exact: true }).click();
  const back = await page.getByRole("link", { name: "Torna al sito dell’ente" }).getAttribute("href");
  const stranger = await browser.newContext({ locale: "it-IT", baseURL: environment.url });
  const theirs = await stranger.newPage();
  await theirs.goto(back ?? "");
  await expect(theirs.getByRole("heading", { level: 1, name: OUTCOME })).toBeVisible();
  await expect(theirs.getByText(/accreditat/i).first()).toBeVisible({ timeout: 20_000 });
  // No personal data, and a link to sign in for more.
  await expect(theirs.getByText("Anna")).toHaveCount(0);
  await expect(theirs.getByText("25,00")).toHaveCount(0);
  await expect(theirs.getByRole("link", { name: /accedi/i })).toBeVisible();
  await expectAccessible(theirs);
  // The same after a reload.
  await theirs.reload();
  await expect(theirs.getByText(/accreditat/i).first()).toBeVisible();
  await stranger.close();
});

test("second_tab_shows_the_same_state", async ({ page, context }) => {
  await typeAmount(page, "25");
  await (await noticeButton(page)).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
  const number = await shown(page, "Codice avviso");
  const second = await context.newPage();
  await second.goto(page.url());
  expect(await shown(second, "Codice avviso")).toBe(number);
  await second.getByRole("button", { name: "AVANTI" }).click();
  await enterWithEmail(second);
  await chooseCard(second);
  await second.getByRole("button", { name: "Paga", exact: true }).click();
  await second.getByRole("link", { name: "Torna al sito dell’ente" }).click();
  // The first tab notices the payment by itself and removes the code.
  await page.bringToFront();
  await expect(page.getByRole("heading", { name: "Ricarica pagata" })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("img", { name: /^Codice QR/ })).toHaveCount(0);
});

test("top_up_of_another_guardian_is_not_found", async ({ page, browser, environment }) => {
  await typeAmount(page, "25");
  await (await noticeButton(page)).click();
  await expect(page.getByRole("heading", { level: 1, name: "Avviso di pagamento" })).toBeVisible();
  const other = await browser.newContext({ locale: "it-IT", baseURL: environment.url });
  const theirs = await other.newPage();
  await environment.signIn(theirs, MARC);
  const words = async (address: string) => {
    await theirs.goto(address);
    await expect(theirs.getByText("Con questo indirizzo e-mail qui non c’è nulla da mostrare.")).toBeVisible();
    const text = await theirs.getByRole("main").innerText();
    return text.replace(/[0-9a-f]{16}/, "");
  };
  const nobodys = await words("/avviso/01JD3Z8K0V7Q2M5N9R4T6W8Y0A");
  expect(await words(new URL(page.url()).pathname)).toBe(nobodys);
  await other.close();
});

test("expired_cart_leaves_the_notice_payable", async ({ page, environment }) => {
  await environment.setFaults({ cart_seconds: 3 });
  await typeAmount(page, "25");
  await goOnline(page);
  await page.waitForTimeout(3500);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sessione scaduta" })).toBeVisible();
  await page.getByRole("link", { name: "Torna al sito dell’ente" }).click();
  await expect(page.getByRole("heading", { level: 1, name: OUTCOME })).toBeVisible();
  await expect(page.getByText("Da pagare").first()).toBeVisible();
  await environment.setFaults({});
  await page.getByRole("button", { name: "Riprova online" }).click();
  await pay(page);
  await expect(page.getByText("Accreditata").first()).toBeVisible({ timeout: 20_000 });
  expect(await balance(page, "Anna")).toBe("37,40 €");
});

test("unknown_outcome_has_a_message_and_a_link", async ({ page }) => {
  await page.goto("/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A");
  await expect(page.getByRole("heading", { level: 1, name: OUTCOME })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Pagamento non trovato" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Movimenti" })).toBeVisible();
  await expect(page.getByRole("button", { name: /paga/i })).toHaveCount(0);
  await expectAccessible(page);
});
