// A guardian's walk past every main screen, in whatever language: what each test does at a stop is its own business.
// It finds its way by what is the same in every language; that the names are right is what the stops are for.
import { expect, type Page } from "@playwright/test";
import { CHIARA, type Town } from "./town.ts";

/** The languages, and what a phone that speaks them calls itself. */
export const LANGUAGES = { it: "it-IT", fr: "fr-FR", en: "en-GB" } as const;
export type Language = keyof typeof LANGUAGES;

/** Called at each stop, when the screen is complete. */
export type Stop = (name: string) => Promise<void>;

/** The screen has its heading, and nothing is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await expect(page.locator(".skeleton")).toHaveCount(0);
  // The municipality has answered: its name, its contacts and its ways to pay are there.
  await expect(page.locator(".test-strip")).toBeVisible();
}

/** Past all of them, from signing in to help. */
export async function walk(page: Page, town: Town, stop: Stop): Promise<void> {
  const at = async (name: string) => {
    await settled(page);
    await stop(name);
  };
  const code = page.getByRole("img").and(page.locator("svg"));
  const amounts = page.locator("input[inputmode=decimal]");

  await page.goto("/");
  await expect(page.locator("input[type=email]")).toBeVisible();
  await at("sign-in");
  await page.locator("form button").click();
  await expect(page.locator("input[aria-invalid=true]")).toBeVisible();
  await at("sign-in-wrong");
  await page.locator("input[type=email]").fill(CHIARA);
  const known = new Set((await town.mails(CHIARA)).map((mail) => mail.id));
  await page.locator("form button").click();
  await expect(page.locator("input[autocomplete=one-time-code]")).toBeVisible();
  await at("code");
  await page.locator("input[autocomplete=one-time-code]").fill(await town.code(CHIARA, known));
  await page.locator("form button").click();
  await expect(page.locator("a.btn[href^='/ricarica/']")).toHaveCount(3);
  await at("accounts");

  // Luca's: the balance is below zero.
  await page.locator("li.account", { has: page.getByRole("heading", { name: "Luca", exact: true }) }).locator("a.btn").click();
  await expect(amounts).toBeVisible();
  await at("top-up");
  await amounts.fill("12,345");
  await page.locator(".thumb button").click();
  await expect(page.locator("input[aria-invalid=true]")).toBeVisible();
  await at("top-up-wrong");
  await amounts.fill("26,50");
  await page.locator(".way button").last().click();
  await expect(code).toBeVisible({ timeout: 15_000 });
  await at("notice");
  const notice = new URL(page.url()).pathname;
  await page.locator(".code-card a[href^='/sportello/']").click();
  await expect(page.locator("main.counter")).toBeVisible();
  await expect(code).toBeVisible();
  await expect(page.locator(".counter-code")).toBeVisible();
  // It has been asked how the notice stands: what will happen by itself comes before when that was.
  await expect(page.locator(".counter-reach")).toHaveText(/\. \S/);
  await at("counter");

  await page.goto("/");
  await expect(page.locator(".open-top-ups a.due")).toHaveCount(1);
  await at("accounts-open");

  // The payment page is another house: it is asked to be done with.
  const answer = async (ending: string) => {
    const back = await town.payOnline(page, notice.split("/").pop() ?? "", ending);
    if (!back) throw new Error("no payment page may be opened");
    return back;
  };
  await page.goto(await answer("refused"));
  await expect(page.locator(".alert").first()).toBeVisible();
  await at("outcome-refused");
  await page.goto(await answer("paid"));
  await expect(page.locator(".state-good").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator(".card-link")).toContainText(/12[,.]10/, { timeout: 30_000 });
  await at("outcome");
  await page.goto("/storico");
  await expect(page.locator(".history a")).toHaveCount(1);
  await at("history");
  await page.goto("/ricarica");
  await expect(amounts).toHaveCount(3);
  await at("several");
  await page.goto("/aiuto");
  await expect(page.locator("details").first()).toBeVisible();
  await at("help");
  await page.goto("/non/esiste");
  await at("not-found");
}
