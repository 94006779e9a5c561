// The letter in the app: stored, downloaded, shared and mailed; and printing the notice page.
import { CHIARA, MARC, decode, decodeDataMatrix, expect, expectAccessible, test, type Mail, type Page } from "./fixtures.ts";
import { codeSizes, downloaded, drawn, expectLetter, read } from "./pdf.ts";
import { cached, shellStored } from "./shell.ts";
import { chooseWay, expectedQr, makeNotice, openTopUp, qrCode, shown, signOut, typeAmount } from "./steps.ts";

const DOWNLOAD = "Scarica la lettera (PDF)";
const SHARE = "Condividi la lettera (PDF)";
const EMAIL = "Invia la lettera al mio indirizzo";
const PRINT = "Stampa questa pagina";

const press = (page: Page, name: string) => page.getByRole("button", { name });
const download = (page: Page) => downloaded(page, () => press(page, DOWNLOAD).click());

/** The paths of the stored letters. */
async function storedLetters(page: Page): Promise<string[]> {
  return (await cached(page)).letters ?? [];
}

/** Makes a notice and waits until its letter is stored. Returns the text of its QR code. */
async function notice(page: Page, amount = "26,50"): Promise<string> {
  await openTopUp(page, "Anna");
  await typeAmount(page, amount);
  await makeNotice(page);
  await chooseWay(page, "Su carta");
  const id = new URL(page.url()).pathname.split("/").pop() ?? "";
  await expect.poll(() => storedLetters(page)).toContain(`/api/v1/top-ups/${id}/letter`);
  return expectedQr(page, Number(amount.replace(/\D/g, "")));
}

/** Headless browsers cannot share, so this records what another app would receive. */
async function withSharing(page: Page, refusals = 0): Promise<void> {
  await page.addInitScript((refusals) => {
    const given: object[] = [];
    let left = refusals;
    Object.assign(globalThis, { given });
    Object.defineProperty(navigator, "canShare", { value: ({ files }: ShareData) => files?.length === 1 });
    Object.defineProperty(navigator, "share", {
      value: async (data: { files: [File] }) => {
        if (left-- > 0) throw new DOMException("too late", "NotAllowedError");
        const [{ name, type }] = data.files;
        const bytes = [...new Uint8Array(await data.files[0].arrayBuffer())];
        given.push({ with: Object.keys(data), name, type, bytes });
      },
    });
  }, refusals);
}

interface Shared {
  with: string[];
  name: string;
  type: string;
  bytes: number[];
}

const given = (page: Page) => page.evaluate(() => (globalThis as unknown as { given: Shared[] }).given);

test.beforeEach(async ({ page, environment }) => {
  await environment.signIn(page);
});

test("letter_is_fetched_once_and_downloads_online_and_offline", async ({ page, context }, info) => {
  let asked = 0;
  page.on("request", (request) => (asked += request.url().endsWith("/letter") ? 1 : 0));
  await page.goto("/");
  await shellStored(page);
  const qr = await notice(page);
  await expectAccessible(page);
  const [name, pdf] = await download(page);
  expect(name).toBe(`avviso-${qr.split("|")[2]}.pdf`);
  await expectLetter(pdf, qr, info);

  await context.setOffline(true);
  expect(await download(page)).toEqual([name, pdf]);
  // A cold start: only stored data is available.
  await page.reload();
  await expect(page.getByRole("heading", { name: "Avvisi su questo telefono" })).toBeVisible();
  await expectAccessible(page);
  expect(await download(page)).toEqual([name, pdf]);

  await context.setOffline(false);
  await page.reload();
  await expect(qrCode(page)).toBeVisible();
  await chooseWay(page, "Su carta");
  expect(await download(page)).toEqual([name, pdf]);
  expect(asked).toBe(1);
});

test("letter_stays_on_the_phone_after_the_session", async ({ page, context }, info) => {
  const qr = await notice(page);
  await context.clearCookies();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /Entra|Accedi/ })).toBeVisible();
  const [, pdf] = await download(page);
  await expectLetter(pdf, qr, info);
});

test("failed_letter_is_fetched_when_the_network_returns", async ({ page, context }) => {
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    let broken = true;
    addEventListener("online", () => (broken = false));
    globalThis.fetch = async (what, how) => {
      const url = what instanceof Request ? what.url : `${what}`;
      if (broken && url.endsWith("/letter")) throw new TypeError("the network is gone");
      return real(what, how);
    };
  });
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  await chooseWay(page, "Su carta");
  await press(page, DOWNLOAD).click();
  await expect(page.getByRole("heading", { name: "Nessun collegamento" })).toBeVisible();
  expect(await storedLetters(page)).toEqual([]);
  await context.setOffline(true);
  await context.setOffline(false);
  await expect.poll(async () => (await storedLetters(page)).length).toBe(1);
});

test("page_of_a_captive_portal_is_not_stored_as_a_letter", async ({ page }) => {
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    globalThis.fetch = async (what, how) => {
      const url = what instanceof Request ? what.url : `${what}`;
      if (!url.endsWith("/letter")) return real(what, how);
      return new Response("<h1>Wi-Fi</h1>", { headers: { "content-type": "text/html" } });
    };
  });
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
  await chooseWay(page, "Su carta");
  await press(page, DOWNLOAD).click();
  await expect(page.getByRole("alert").filter({ hasText: "La risposta ricevuta non è leggibile" })).toBeVisible();
  expect(await storedLetters(page)).toEqual([]);
});

test("without_storage_the_letter_is_fetched_on_demand", async ({ page }, info) => {
  await page.addInitScript(() => {
    CacheStorage.prototype.open = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    CacheStorage.prototype.match = () => Promise.reject(new DOMException("no", "SecurityError"));
  });
  await openTopUp(page, "Anna");
  await typeAmount(page, "26,50");
  await makeNotice(page);
  await chooseWay(page, "Su carta");
  const [, pdf] = await download(page);
  await expectLetter(pdf, await expectedQr(page, 2650), info);
});

test("letter_of_a_paid_notice_is_removed_and_the_other_stays", async ({ page, environment }) => {
  const paid = await notice(page, "26,50");
  const [before] = await storedLetters(page);
  await notice(page, "30,00");
  expect(await storedLetters(page)).toHaveLength(2);
  expect((await environment.payAtCounter(paid)).status).toBe(200);
  // The gateway learns of the payment at its next request to the platform.
  await expect(async () => {
    await page.goto("/storico");
    await expect(page.getByText("Pagata", { exact: true })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 40_000 });
  await expect.poll(() => storedLetters(page)).toHaveLength(1);
  expect(await storedLetters(page)).not.toContain(before);
});

test("letter_of_a_cancelled_notice_is_removed", async ({ page }) => {
  await notice(page);
  await page.getByRole("button", { name: "Annulla la ricarica" }).click();
  await page.getByRole("button", { name: "Sì, annulla la ricarica" }).click();
  await expect(page.getByText("Annullata").first()).toBeVisible();
  await expect.poll(() => storedLetters(page)).toEqual([]);
  await expect(press(page, DOWNLOAD)).toHaveCount(0);
});

test("sign_out_and_another_guardian_remove_all_letters", async ({ page, environment, context }) => {
  await notice(page);
  await signOut(page);
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await expect.poll(() => storedLetters(page)).toEqual([]);

  await environment.signIn(page);
  await page.goto("/");
  await expect.poll(() => storedLetters(page)).toHaveLength(1);
  const [letter = ""] = await storedLetters(page);
  await context.clearCookies();
  await environment.signIn(page, MARC);
  await page.goto("/");
  await expect(page.locator("li.account a").first()).toBeVisible();
  await expect.poll(() => storedLetters(page)).toEqual([]);
  expect((await page.request.get(letter)).status()).toBe(404);
});

test("letter_without_a_notice_is_removed_at_the_next_start", async ({ page, context }) => {
  await notice(page);
  // Without a session the notice is not read again.
  await context.clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Accedi" })).toBeVisible();
  await expect.poll(() => storedLetters(page)).toEqual([]);
});

test("double_tap_sends_one_mail_to_the_guardian_s_own_address", async ({ page, environment }, info) => {
  const qr = await notice(page);
  const sent = (mail: Mail) => mail.subject.includes(qr.split("|")[2] ?? "") || /avviso/i.test(mail.subject);
  const before = (await environment.mails(CHIARA)).filter(sent).length;
  expect(before).toBe(0);
  await press(page, EMAIL).dblclick();
  await expect(page.getByRole("status").filter({ hasText: `Lettera inviata a ${CHIARA}` })).toHaveCount(1);
  await expectAccessible(page);
  const mail = await environment.mail(CHIARA, sent);
  const attached = await fetch(`${environment.sandboxUrl}/posta/${mail.id}/allegati/0`);
  expect(attached.headers.get("content-type")).toContain("application/pdf");
  await expectLetter(Buffer.from(await attached.arrayBuffer()), qr, info);
  // When the button is no longer busy, a tap is a new request.
  await expect(press(page, EMAIL)).not.toHaveAttribute("aria-disabled", "true");
  expect((await environment.mails(CHIARA)).filter(sent)).toHaveLength(1);
  await press(page, EMAIL).click();
  await expect.poll(async () => (await environment.mails(CHIARA)).filter(sent).length).toBe(2);
});

test("lost_answer_does_not_send_the_letter_twice", async ({ page, environment }) => {
  await page.addInitScript(() => {
    const real = globalThis.fetch;
    let lost = false;
    globalThis.fetch = async (what, how) => {
      const answer = await real(what, how);
      if (!lost && answer.url.endsWith("/emails")) {
        lost = true;
        throw new TypeError("the network is gone");
      }
      return answer;
    };
  });
  await notice(page);
  await press(page, EMAIL).click();
  await expect(page.getByRole("heading", { name: "Nessun collegamento" })).toBeVisible();
  await press(page, EMAIL).click();
  await expect(page.getByRole("status").filter({ hasText: "Lettera inviata a" })).toHaveCount(1);
  await environment.mail(CHIARA, (mail) => /avviso/i.test(mail.subject));
  // A second mail would be in the mailbox by now.
  await page.waitForTimeout(1500);
  expect((await environment.mails(CHIARA)).filter((mail) => /avviso/i.test(mail.subject))).toHaveLength(1);
});

test.describe("with a limit on letters", () => {
  test.use({ settings: { RICARICA_RATE_LIMITS__NOTICE_MAILS_PER_HOUR: "1" } });

  test("too_many_letters_show_a_message", async ({ page }) => {
    await notice(page);
    await press(page, EMAIL).click();
    await expect(page.getByRole("status").filter({ hasText: "Lettera inviata a" })).toHaveCount(1);
    await expect(press(page, EMAIL)).not.toHaveAttribute("aria-disabled", "true");
    await press(page, EMAIL).click();
    await expect(page.getByRole("alert").filter({ hasText: "Troppe richieste in poco tempo" })).toBeVisible();
    await expectAccessible(page);
  });
});

test("letter_is_shared_as_a_file", async ({ page }, info) => {
  await withSharing(page);
  const qr = await notice(page);
  await press(page, SHARE).click();
  await expect.poll(async () => (await given(page)).length).toBe(1);
  const [shared] = await given(page);
  expect([shared?.with, shared?.name, shared?.type]).toEqual([
    ["files"],
    `avviso-${qr.split("|")[2]}.pdf`,
    "application/pdf",
  ]);
  await expectLetter(Buffer.from(shared?.bytes ?? []), qr, info);
  await expect(press(page, DOWNLOAD)).toBeVisible();
});

test("late_share_shows_a_message_and_the_next_tap_shares", async ({ page }) => {
  await withSharing(page, 1);
  await notice(page);
  await press(page, SHARE).click();
  await expect(page.getByRole("status").filter({ hasText: "Il documento non è stato condiviso: riprova." })).toHaveCount(1);
  await press(page, SHARE).click();
  await expect.poll(async () => (await given(page)).length).toBe(1);
});

test("without_sharing_only_the_download_is_offered", async ({ page }) => {
  await notice(page);
  await expect(press(page, DOWNLOAD)).toBeVisible();
  await expect(press(page, SHARE)).toHaveCount(0);
});

test("installed_ios_app_shares_the_letter_and_never_opens_it", async ({ page, context }, info) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: true }));
  await withSharing(page);
  await page.goto("/");
  await shellStored(page);
  const qr = await notice(page);
  await expect(press(page, EMAIL)).toBeVisible();
  for (const name of [DOWNLOAD, PRINT]) await expect(press(page, name)).toHaveCount(0);
  await expect(page.getByRole("link", { name: /letter/i })).toHaveCount(0);
  await expectAccessible(page);

  await context.setOffline(true);
  await page.reload();
  await expect(press(page, DOWNLOAD)).toHaveCount(0);
  await press(page, SHARE).click();
  await expect.poll(async () => (await given(page)).length).toBe(1);
  const [shared] = await given(page);
  await expectLetter(Buffer.from(shared?.bytes ?? []), qr, info);
});

for (const [locale, words] of [
  ["it-IT", ["Avviso di pagamento", "Codice avviso", "Da pagare entro il"]],
  ["fr-FR", ["Avis de paiement", "Code avis", "À payer au plus tard le"]],
  ["en-GB", ["Payment notice", "Notice code", "To be paid by"]],
] as const) {
  test.describe(locale, () => {
    test(`printed_notice_page_is_one_sheet_with_codes_in_their_size_${locale}`, async ({ page, context }, info) => {
      test.setTimeout(120_000);
      const qr = await notice(page);
      const number = await shown(page, "Codice avviso");
      const again = await context.newPage();
      await again.addInitScript((language) => localStorage.setItem("ricarica.language", language), locale.slice(0, 2));
      await again.goto(page.url());
      await expect(again.getByRole("heading", { level: 1, name: words[0] })).toBeVisible();
      await expect(again.getByText(number).first()).toBeAttached();
      // One theme for each language: the sheet is the same in both, and scanning a whole page is slow.
      const colorScheme = locale === "it-IT" ? "light" : "dark";
      await again.emulateMedia({ colorScheme, media: "print" });
      const pdf = await again.pdf({ preferCSSPageSize: true, printBackground: true });
      const { pages, text } = await read(pdf, info);
      expect(pages).toBe(1);
      for (const part of [...words, number, "Comune di Valtournenche", "00101440073", "26", "AAAAA"]) {
        expect(text).toContain(part);
      }
      for (const part of ["Ricarica\n", "Chiara", "PDF"]) expect(text).not.toContain(part);

      const picture = await drawn(pdf, info, 300);
      const { zbar, zxing } = await decode(picture);
      expect(zbar, "zbar").toContain(qr);
      const of = (format: string) => zxing.filter((code) => code.format === format).map((code) => code.text);
      expect(of("QR Code"), "zxing").toEqual([qr]);
      const [post = ""] = of("Data Matrix");
      expect(post.slice(0, 33)).toBe(`codfase=NBPA;18${number.replaceAll(" ", "")}`);
      expect(text, "the codeline, for a reader that fails").toContain(post.slice(13, 63));
      expect(await decodeDataMatrix(picture), "dmtx").toEqual([post]);

      const sizes = await codeSizes(pdf, info);
      for (const [kind, expected] of [["QR Code", 30], ["Data Matrix", 25]] as const) {
        expect(sizes[kind]).toHaveLength(2);
        for (const side of sizes[kind] ?? []) expect(Math.abs(side - expected), `${kind}: ${side} mm`).toBeLessThan(0.2);
      }
    });
  });
}

test("button_prints_and_a_paid_notice_has_no_sheet", async ({ page, environment }, info) => {
  await page.addInitScript(() => {
    const seen = { printed: 0 };
    Object.assign(globalThis, { seen });
    globalThis.print = () => void (seen.printed += 1);
  });
  const qr = await notice(page);
  await press(page, PRINT).click();
  expect(await page.evaluate(() => (globalThis as unknown as { seen: object }).seen)).toEqual({ printed: 1 });
  expect((await environment.payAtCounter(qr)).status).toBe(200);
  await expect(page.getByRole("heading", { name: "Ricarica pagata" })).toBeVisible({ timeout: 20_000 });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const { text } = await read(pdf, info);
  expect(text).toContain("Pagata");
  expect((await decode(await drawn(pdf, info))).zbar).toEqual([]);
});
