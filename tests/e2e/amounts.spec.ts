// Typed amounts.
import { expect, expectAccessible, test } from "./fixtures.ts";
import { AMOUNT, typeAmount, makeNotice, noticeButton, openTopUp, qrCode } from "./steps.ts";

const WRONG: [string, RegExp][] = [
  ["", /Scrivi l’importo/],
  ["0", /maggiore di zero/],
  ["-1", /negativo/],
  ["1e9", /solo cifre/],
  ["1000000000", /massimo è 500,00/],
  ["12,345", /migliaia o decimali/],
  ["venti", /solo cifre/],
  ["😀", /solo cifre/],
  ["4,99", /minimo è 5,00/],
  ["500,01", /massimo è 500,00/],
];

test("invalid_amount_has_an_error_at_its_field_and_makes_nothing", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  // The limits are visible from the start.
  await expect(page.getByText(/Da 5,00\s€ a 500,00\s€/)).toBeVisible();
  for (const [typed, sentence] of WRONG) {
    await typeAmount(page, typed);
    await (await noticeButton(page)).click();
    await expect(page.getByText(sentence).first(), typed).toBeVisible();
    await expect(page.getByLabel(AMOUNT), typed).toBeFocused();
    await expect(page.getByLabel(AMOUNT), typed).toHaveAttribute("aria-invalid", "true");
  }
  await expectAccessible(page);
  await page.goto("/storico");
  await expect(page.getByText("Ancora nessun movimento")).toBeVisible();
});

test("several_invalid_amounts_are_listed_and_each_has_an_error_at_its_field", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/ricarica");
  const fields = page.getByRole("textbox", { name: /Importo della ricarica/ });
  await fields.nth(0).fill("-1");
  await fields.nth(1).fill("12,345");
  await fields.nth(2).fill("30");
  await (await noticeButton(page)).click();
  await expect(fields.nth(0)).toBeFocused();
  const names = await page.locator(".amount-for h2").allInnerTexts();
  await expect(page.getByRole("heading", { name: "2 importi sono da correggere" })).toBeVisible();
  const jumps = page.locator("section", { has: page.getByRole("heading", { name: /sono da correggere/ }) }).getByRole("link");
  await expect(jumps.nth(0)).toContainText(names[0] ?? "?");
  await jumps.nth(1).click();
  await expect(fields.nth(1)).toBeFocused();
  await expect(page.locator("[aria-invalid=true]")).toHaveCount(2);
  // After the correction no error is left.
  await fields.nth(0).fill("25");
  await fields.nth(1).fill("25");
  await (await noticeButton(page)).click();
  await expect(page.getByText("3 avvisi pronti")).toBeAttached();
});

for (const typed of ["25", "25,5", "25.50", " 25,50 € ", "€ 25,50"]) {
  test(`amount_«${typed}»_is_accepted`, async ({ page, environment }) => {
    await environment.signIn(page);
    await openTopUp(page, "Anna");
    await typeAmount(page, typed);
    await makeNotice(page);
    await expect(page.getByText(typed === "25" ? "25,00 €" : "25,50 €").first()).toBeVisible();
    await expect(qrCode(page)).toBeVisible();
  });
}

test("quick_amounts_say_their_result_and_keep_their_word", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Luca");
  const quick = page.getByRole("group", { name: "Importi rapidi" }).getByRole("button");
  await expect(quick.first()).toContainText("saldo a zero");
  // The suggestion is chosen, and the line below the field says what it leaves.
  await expect(page.getByLabel(AMOUNT)).toHaveValue("62,40");
  await expect(quick.nth(2)).toContainText("2 settimane");
  await expect(quick.nth(2)).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".after")).toHaveText(/^Dopo: 48,00\s€, 10 pasti$/);
  await expect(page.getByRole("button", { name: /^AVANTI · 62,40\s€$/ })).toBeVisible();
  await quick.first().click();
  await expect(page.getByLabel(AMOUNT)).toHaveValue("14,40");
  await expect(quick.first()).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".after")).toHaveText(/^Dopo: 0,00\s€, nessun pasto$/);
  await typeAmount(page, "10");
  await expect(page.locator(".after")).toHaveText(/^Restano 4,40\s€ di debito$/);
});

test("nothing_typed_for_several_accounts_is_said_at_the_button", async ({ page, environment }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await environment.signIn(page);
  await page.goto("/ricarica");
  await page.getByRole("button", { name: "AVANTI" }).click();
  const message = page.getByText("Scrivi almeno un importo.");
  await expect(message).toBeInViewport({ ratio: 1 });
  const [text, button] = [await message.boundingBox(), await page.getByRole("button", { name: "AVANTI" }).boundingBox()];
  expect((button?.y ?? 0) - (text?.y ?? 0), "right above the button").toBeLessThan(100);
  await page.getByRole("textbox").first().fill("25");
  await expect(message).toHaveCount(0);
});

for (const [width, height, text, ratio] of [[360, 640, "100 %", 1], [740, 360, "200 %", 0.9]] as const) {
  test(`label_of_a_wrong_amount_is_in_view_at_${width}_by_${height}_with_text_of_${text}`, async ({ page, environment }) => {
    await page.setViewportSize({ width, height });
    await environment.signIn(page);
    await page.goto("/ricarica");
    await page.getByRole("textbox").first().fill("1");
    await page.getByRole("textbox").last().fill("1");
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), text.replaceAll(" ", ""));
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.getByRole("button", { name: "AVANTI" }).click();
    await expect(page.getByRole("textbox").first()).toBeFocused();
    // Sideways with large text: all of its letters, if not all of the space around them.
    await expect(page.locator(".amount-field label").first()).toBeInViewport({ ratio });
  });
}

test("several_notices_are_counted_before_and_listed_after", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/ricarica");
  const fields = page.getByRole("textbox", { name: /Importo della ricarica/ });
  await fields.nth(0).fill("25");
  await fields.nth(1).fill("30");
  const make = await noticeButton(page);
  await expect(page.getByText(/^2 avvisi, ognuno con il suo codice/)).toBeVisible();
  await expect(make).toHaveText(/^Crea gli avvisi · 55,00\s€$/);
  await make.click();
  const title = page.getByRole("heading", { name: "2 avvisi pronti" });
  await expect(title).toBeFocused({ timeout: 15_000 });
  await expect(title).toBeInViewport();
  await expect(page.locator(".notices-made a[href^='/avviso/']")).toHaveCount(2);
  await expect(page.locator(".notices-made a[href^='/sportello/']")).toHaveCount(2);
  await expectAccessible(page);
});
