// After the payment: the receipt of a top-up and the yearly statement, downloaded, shared and sent, in three languages.
import { CHIARA, MARC, expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { downloaded, read } from "./pdf.ts";
import { cached, shellStored } from "./shell.ts";
import { signOut } from "./steps.ts";
import type { TestEnvironment } from "./environment.ts";

const WORDS = {
  it: {
    download: "Scarica la ricevuta (PDF)",
    share: "Condividi la ricevuta (PDF)",
    email: "Invia la ricevuta al mio indirizzo e-mail",
    sent: `Ricevuta inviata a ${CHIARA}`,
    subject: "Ricevuta della ricarica",
    inside: "Online, su una pagina di pagamento",
    statement: "Scarica l’attestazione (PDF)",
    none: "Ancora nessuna.",
    year: "anno",
  },
  fr: {
    download: "Télécharger le reçu (PDF)",
    share: "Partager le reçu (PDF)",
    email: "Envoyer le reçu à mon adresse e-mail",
    sent: `Reçu envoyé à ${CHIARA}`,
    subject: "Reçu de la recharge",
    inside: "En ligne, sur une page de paiement",
    statement: "Télécharger l’attestation (PDF)",
    none: "Aucune pour l’instant.",
    year: "année",
  },
  en: {
    download: "Download the receipt (PDF)",
    share: "Share the receipt (PDF)",
    email: "Send the receipt to my e-mail address",
    sent: `Receipt sent to ${CHIARA}`,
    subject: "Receipt of top-up",
    inside: "Online, on a payment page",
    statement: "Download the statement (PDF)",
    none: "None yet.",
    year: "year",
  },
} as const;

const button = (page: Page, name: string) => page.getByRole("button", { name });

/** The paths of the stored PDFs. */
async function stored(page: Page): Promise<string[]> {
  return (await cached(page)).letters ?? [];
}

/** Headless browsers cannot share, so this records the names of what another app would receive. */
async function withSharing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given: string[] = [];
    Object.assign(globalThis, { given });
    Object.defineProperty(navigator, "canShare", { value: ({ files }: ShareData) => files?.length === 1 });
    Object.defineProperty(navigator, "share", {
      value: async ({ files }: { files: [File] }) => given.push(`${files[0].name} ${files[0].type}`),
    });
  });
}

const given = (page: Page) => page.evaluate(() => (globalThis as unknown as { given: string[] }).given);

/** Pays a top-up on the payment page and opens its outcome. Gives the top-up's id. */
async function payAndReturn(page: Page, environment: TestEnvironment): Promise<string> {
  const id = await environment.topUp(page, "25.00");
  const back = await environment.payOnline(page, id, "paid");
  await page.goto(back ?? "");
  return id;
}

/** Pays a top-up elsewhere, in the middle of last year. */
async function payLastYear(page: Page, environment: TestEnvironment, year: number): Promise<void> {
  const id = await environment.topUp(page, "25.00");
  const { notice } = (await (await page.request.get(`/api/v1/top-ups/${id}`)).json()) as {
    notice: { notice_number: string; creditor_code: string };
  };
  const option = `${notice.creditor_code}/paymentoptions/${notice.notice_number.slice(1)}/pay`;
  const paid = await fetch(`${environment.sandboxUrl}/gpd/debt-positions-service/v1/organizations/${option}`, {
    method: "POST",
    headers: { "content-type": "application/json", "ocp-apim-subscription-key": "sandbox-key" },
    body: JSON.stringify({
      paymentDate: `${year}-06-15T23:30:00`,
      paymentMethod: "CP",
      pspCompany: "Circuito Carte di prova",
      idReceipt: "ricevuta-dell-anno",
      fee: "0",
    }),
  });
  expect(paid.status, await paid.text()).toBe(200);
  await expect
    .poll(async () => ((await (await page.request.get(`/api/v1/top-ups/${id}`)).json()) as { state: string }).state, {
      timeout: 20_000,
    })
    .toBe("credited");
}

for (const language of ["it", "fr", "en"] as const) {
  const words = WORDS[language];
  test(`receipt_and_statement_are_downloaded_shared_and_sent_${language}`, async ({ page, environment }, info) => {
    test.setTimeout(90_000);
    await withSharing(page);
    await page.addInitScript((language) => localStorage.setItem("ricarica.language", language), language);
    await environment.signIn(page);
    const id = await payAndReturn(page, environment);
    await expect(button(page, words.download)).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
    const [name, pdf] = await downloaded(page, () => button(page, words.download).click());
    expect(name).toMatch(/^ricevuta-\d{18}\.pdf$/);
    const { pages, text } = await read(pdf, info);
    expect(pages).toBe(1);
    for (const part of ["25,00 Euro", "Chiara Esempio", words.inside]) expect(text).toContain(part);
    await button(page, words.share).click();
    await expect.poll(() => given(page)).toEqual([`${name} application/pdf`]);
    await button(page, words.email).click();
    await expect(page.getByRole("status").filter({ hasText: words.sent })).toHaveCount(1);
    const mail = await environment.mail(CHIARA, (mail) => mail.subject.includes(words.subject));
    const attached = await fetch(`${environment.sandboxUrl}/posta/${mail.id}/allegati/0`);
    expect(Buffer.from(await attached.arrayBuffer()).equals(pdf)).toBe(true);

    // The paid notice's page has it too; the statement is below the movements.
    await page.goto(`/avviso/${id}`);
    await expect(button(page, words.download)).toBeVisible();
    await page.goto("/storico");
    await expect(page.getByText(words.none)).toBeVisible();
    const year = new Date().getFullYear() - 1;
    await payLastYear(page, environment, year);
    await page.goto("/storico");
    const group = page.getByRole("group", { name: `${year}` });
    await expectAccessible(page);
    const [file, statement] = await downloaded(page, () => group.getByRole("button", { name: words.statement }).click());
    expect(file).toBe(`attestazione-${year}.pdf`);
    const said = (await read(statement, info)).text;
    for (const part of [`${words.year} ${year}`, `15/06/${year}`, "ricevuta-dell-anno", "25,00"]) expect(said).toContain(part);
  });
}

test("receipt_once_seen_is_there_without_a_network_until_its_guardian_leaves", async ({ page, environment, context }) => {
  await environment.signIn(page);
  await page.goto("/");
  await shellStored(page);
  const id = await payAndReturn(page, environment);
  await expect(button(page, WORDS.it.download)).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => stored(page)).toEqual([`/api/v1/top-ups/${id}/receipt`]);
  const [, online] = await downloaded(page, () => button(page, WORDS.it.download).click());
  await context.setOffline(true);
  await page.goto(`/avviso/${id}`);
  await expect(button(page, WORDS.it.download)).toBeVisible();
  const [name, offline] = await downloaded(page, () => button(page, WORDS.it.download).click());
  expect(name).toBe("ricevuta.pdf");
  expect(offline.equals(online)).toBe(true);
  await context.setOffline(false);

  await page.goto("/");
  await signOut(page);
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await expect.poll(() => stored(page)).toEqual([]);
  // A receipt that stayed on the phone is not another guardian's.
  await environment.signIn(page);
  await page.goto(`/avviso/${id}`);
  await expect.poll(() => stored(page)).toHaveLength(1);
  await context.clearCookies();
  await environment.signIn(page, MARC);
  await page.goto("/");
  await expect(page.locator("li.account a").first()).toBeVisible();
  await expect.poll(() => stored(page)).toEqual([]);
});
