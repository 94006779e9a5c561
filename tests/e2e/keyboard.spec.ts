// Both ways to pay by keyboard alone: Tab, Shift+Tab, Enter, Space, arrows and digits.
import { expect, test, type Page } from "./fixtures.ts";
import { expectRing, tabTo } from "./keys.ts";
import { topUpLink, qrCode } from "./steps.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const button = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}( · .*)?$`) });

/** Chooses the way with a notice by an arrow key. */
async function chooseNotice(page: Page): Promise<void> {
  await tabTo(page, page.getByRole("radio", { name: "Online" }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Con un avviso" })).toBeChecked();
  await expectRing(page);
}

/** Signed in, at `/`, with no focused element. */
test.beforeEach(async ({ page, environment }) => {
  await environment.signIn(page);
  await page.goto("/");
  await expect(heading(page, "I tuoi conti")).toBeVisible();
});

/** From the accounts to a typed amount for Anna. */
async function typeForAnna(page: Page, amount: string): Promise<void> {
  await tabTo(page, topUpLink(page, "Anna"));
  await page.keyboard.press("Enter");
  await expect(heading(page, "Esegui ricarica")).toBeFocused();
  await tabTo(page, page.getByRole("textbox", { name: /Importo della ricarica/ }));
  await page.keyboard.type(amount);
}

test("first_tab_key_reaches_the_skip_link", async ({ page }) => {
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Vai al contenuto" });
  await expect(skip).toBeFocused();
  await expectRing(page);
  // It was hidden and is visible now.
  const box = await skip.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThan(20);
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  const inMain = await page.evaluate(() => document.querySelector("main")?.contains(document.activeElement));
  expect(inMain, "the next stop is in the content").toBe(true);
});

test("keyboard_alone_reaches_the_payment_page", async ({ page }) => {
  await typeForAnna(page, "26,50");
  // An arrow key chooses how to sign in on the payment page.
  await tabTo(page, page.getByRole("radio", { name: /^SPID/ }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: /^E-mail/ })).toBeChecked();
  await expectRing(page);
  await tabTo(page, button(page, "AVANTI"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Accedi per pagare" })).toBeVisible({ timeout: 15_000 });
});

test("keyboard_alone_makes_a_notice_shows_it_at_the_counter_and_closes_it", async ({ page }) => {
  await typeForAnna(page, "1");
  // Another amount, by its button and Space.
  await tabTo(page, button(page, "53,00 € 2 settimane"));
  await page.keyboard.press("Space");
  await expect(page.getByRole("textbox", { name: /Importo della ricarica/ })).toHaveValue("53,00");
  await chooseNotice(page);
  await tabTo(page, button(page, "Crea l’avviso"));
  await page.keyboard.press("Space");
  await expect(heading(page, "Avviso di pagamento")).toBeFocused({ timeout: 15_000 });
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });

  await tabTo(page, page.getByRole("link", { name: "Mostra allo sportello" }));
  await page.keyboard.press("Enter");
  await expect(heading(page, "Allo sportello")).toBeFocused();
  await tabTo(page, page.getByRole("radio", { name: /tabaccai/ }));
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("img", { name: /Data Matrix/ })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "Chiudi" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Avviso di pagamento")).toBeFocused();
});

test("dialog_keeps_the_focus_and_returns_it", async ({ page }) => {
  await typeForAnna(page, "25");
  await chooseNotice(page);
  await tabTo(page, button(page, "Crea l’avviso"));
  await page.keyboard.press("Enter");
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  const cancel = button(page, "Annulla la ricarica");
  await tabTo(page, cancel);
  await page.keyboard.press("Enter");
  const question = page.getByRole("dialog");
  await expect(question).toBeVisible();
  const inside = () => question.evaluate((dialog) => {
    const active = document.activeElement;
    // Only the browser's own controls are reachable besides the dialog.
    return active === document.body || dialog.contains(active);
  });
  for (const key of ["Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"]) {
    await page.keyboard.press(key);
    expect(await inside(), `${key} stays within the question`).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(cancel).toBeFocused();

  // After the answer the focus is on the result.
  await page.keyboard.press("Enter");
  await expect(question).toBeVisible();
  await tabTo(page, question.getByRole("button").first(), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Annullata" })).toBeVisible();
  const near = await page.evaluate(() => document.activeElement?.contains(document.querySelector("main .alert, main .state")));
  expect(near, "the focus is around what is new").toBe(true);
});

test("several_invalid_amounts_are_listed_as_links", async ({ page }) => {
  await tabTo(page, page.getByRole("link", { name: /^Ricarica tutti: 115,40/ }));
  await page.keyboard.press("Enter");
  await expect(heading(page, "Ricarica più conti")).toBeFocused();
  const fields = page.getByRole("textbox", { name: /Importo della ricarica/ });
  await expect(fields).toHaveCount(2);
  for (const [field, typed] of [[fields.nth(0), "1"], [fields.nth(1), "abc"]] as const) {
    await tabTo(page, field);
    await page.keyboard.type(typed);
  }
  await chooseNotice(page);
  await tabTo(page, button(page, "Crea l’avviso"));
  await page.keyboard.press("Enter");
  await expect(fields.nth(0)).toBeFocused();
  // The error is associated with its field.
  await expect(fields.nth(0)).toHaveAccessibleDescription(/5,00.*/);
  await expect(fields.nth(0)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("status").filter({ hasText: "2 importi sono da correggere" })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 2, name: "2 importi sono da correggere" })).toBeVisible();
  await tabTo(page, page.getByRole("main").getByRole("link", { name: /, Luca$/ }));
  await page.keyboard.press("Enter");
  await expect(fields.nth(1)).toBeFocused();
  await expectRing(page);
});

test("equal_top_up_opens_a_dialog", async ({ page }) => {
  await typeForAnna(page, "25");
  await chooseNotice(page);
  await tabTo(page, button(page, "Crea l’avviso"));
  await page.keyboard.press("Enter");
  await expect(qrCode(page)).toBeVisible({ timeout: 15_000 });
  await page.goto("/");
  await typeForAnna(page, "25");
  await chooseNotice(page);
  const make = button(page, "Crea l’avviso");
  await tabTo(page, make);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(make).toBeFocused();
});

test("language_change_keeps_the_focus", async ({ page }) => {
  await tabTo(page, page.getByRole("link", { name: "Profilo" }));
  await page.keyboard.press("Enter");
  await expect(heading(page, "Profilo")).toBeFocused();
  const list = page.getByRole("combobox");
  await tabTo(page, list);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(heading(page, "Profil")).toBeVisible();
  await expect(list).toHaveAccessibleName("Langue");
  await expect(list).toBeFocused();
});
