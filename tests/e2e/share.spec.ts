// Sharing a notice: what another app receives, read by the scanners.
import { decode, expect, test } from "./fixtures.ts";
import { expectedQr, makeNotice, openTopUp, shown, typeAmount } from "./steps.ts";

interface Shared {
  title: string;
  text: string;
  file: string;
  type: string;
  png: number[];
}

test.beforeEach(async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await typeAmount(page, "26,50");
});

test("shared_notice_has_its_numbers_and_a_picture_that_two_scanners_read", async ({ page }) => {
  // Headless browsers cannot share, so this records what another app would receive.
  await page.evaluate(() => {
    const given: unknown[] = [];
    Object.assign(globalThis, { given });
    Object.defineProperty(navigator, "canShare", { configurable: true, value: () => true });
    Object.defineProperty(navigator, "share", {
      configurable: true,
      value: async ({ title, text, files: [file] }: { title: string; text: string; files: [File] }) => {
        const png = [...new Uint8Array(await file.arrayBuffer())];
        given.push({ title, text, file: file.name, type: file.type, png });
      },
    });
  });
  await makeNotice(page);
  const number = await shown(page, "Codice avviso");
  await page.getByRole("button", { name: "Condividi l’avviso" }).click();
  const given = () => page.evaluate(() => (globalThis as unknown as { given: Shared[] }).given);
  await expect.poll(async () => (await given()).length).toBe(1);
  const [shared] = await given();
  if (!shared) throw new Error("nothing was shared");
  expect(shared.title).toBe("Avviso di pagamento");
  expect(shared.text).toContain(`Codice avviso: ${number}`);
  expect(shared.text).toMatch(/Importo: 26,50\s€/);
  expect([shared.file, shared.type]).toEqual([`avviso-${number.replaceAll(" ", "")}.png`, "image/png"]);
  expect(shared.text).toContain(page.url());
  // A card, higher than wide.
  const picture = Buffer.from(shared.png);
  expect(picture.readUInt32BE(16)).toBe(1080);
  expect(picture.readUInt32BE(20)).toBeGreaterThan(1080);
  const expected = await expectedQr(page, 2650);
  expect(await decode(Buffer.from(shared.png))).toEqual({
    zbar: [expected],
    zxing: [{ text: expected, format: "QR Code", level: "M" }],
  });
});

test("without_sharing_the_text_is_copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await makeNotice(page);
  const number = await shown(page, "Codice avviso");
  await page.getByRole("button", { name: "Condividi l’avviso" }).click();
  await expect(page.getByText("Testo dell’avviso copiato").first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`Codice avviso: ${number}`);
});
