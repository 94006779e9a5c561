// Typed amounts.
import { expect, expectAccessible, test } from "./fixtures.ts";
import { AMOUNT, makeNotice, openTopUp, qrCode, typeAmount } from "./steps.ts";

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
    await page.getByRole("button", { name: "Genera avviso" }).click();
    await expect(page.getByText(sentence).first(), typed).toBeVisible();
    await expect(page.getByLabel(AMOUNT), typed).toBeFocused();
    await expect(page.getByLabel(AMOUNT), typed).toHaveAttribute("aria-invalid", "true");
  }
  await expectAccessible(page);
  await page.goto("/storico");
  await expect(page.getByText("Ancora nessuna ricarica")).toBeVisible();
});

test("several_invalid_amounts_are_listed_and_each_has_an_error_at_its_field", async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/ricarica");
  const fields = page.getByRole("textbox", { name: /Importo della ricarica/ });
  await fields.nth(0).fill("-1");
  await fields.nth(1).fill("12,345");
  await fields.nth(2).fill("30");
  await page.getByRole("button", { name: "Genera avvisi" }).click();
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
  await page.getByRole("button", { name: "Genera avvisi" }).click();
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

test("due_amount_is_the_first_quick_amount", async ({ page, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Luca");
  const quick = page.getByRole("group", { name: "Importi rapidi" }).getByRole("button");
  await expect(quick.first()).toContainText("copre il saldo negativo");
  await quick.first().click();
  await expect(page.getByLabel(AMOUNT)).toHaveValue("14,40");
  await expect(quick.first()).toHaveAttribute("aria-pressed", "true");
});
