// What a guardian does in the app, as tests/e2e/steps.ts does it for Playwright.
import { expect } from "@playwright/test";
import { By } from "selenium-webdriver";
import { Select } from "selenium-webdriver/lib/select.js";
import { AMOUNT } from "../e2e/steps.ts";
import { CHIARA, decode, type TestEnvironment } from "./fixtures.ts";
import { type Engine } from "./engine.ts";

/** The code on the screen. */
export const CODE = By.css("svg[role=img]");

/** Some browsers speak the language of the system, whichever that is. */
export async function speakItalian(engine: Engine): Promise<void> {
  await new Select(await engine.shown(By.css("select"))).selectByVisibleText("Italiano");
  await engine.shown(By.css("html[lang=it]"));
}

/** Waits until the app and one notice are kept on the phone. */
export async function kept(engine: Engine): Promise<void> {
  const worker = "return navigator.serviceWorker.controller && navigator.serviceWorker.controller.state";
  await expect.poll(() => engine.driver.executeScript(worker), { timeout: 30_000 }).toBe("activated");
  const notices = "return Object.keys(localStorage).filter((key) => key.startsWith('ricarica.notice.')).length";
  await expect.poll(() => engine.driver.executeScript(notices)).toBe(1);
}

/** On the sign-in page, with a code from the mailbox. The last digit sends it. */
export async function signIn(engine: Engine, environment: TestEnvironment): Promise<void> {
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await engine.type("Indirizzo e-mail", CHIARA);
  await engine.press("Invia il codice");
  await engine.heading("Scrivi il codice");
  await engine.type("Codice", await environment.code(CHIARA, known));
  await engine.heading("I tuoi conti");
  await engine.running();
}

/** From the accounts to the notice. */
export async function makeNotice(engine: Engine, child: string, amount: string): Promise<void> {
  await engine.follow("Esegui ricarica: Mensa", ` · ${child}`);
  await engine.heading("Esegui ricarica");
  await engine.type(AMOUNT, amount);
  await engine.press("Genera avviso");
  await engine.heading("Avviso di pagamento");
  await engine.shown(CODE);
}

/** The text that the notice's code must hold, made from the numbers beside it. */
export async function qrPayload(engine: Engine, cents: number): Promise<string> {
  const digits = async (label: string) => (await engine.value(label)).replaceAll(/\s/g, "");
  return `PAGOPA|002|${await digits("Codice avviso")}|${await digits("Codice fiscale ente creditore")}|${cents}`;
}

/**
 * Two scanners read this code off the screen, and nothing else. They look until they read something, as scanners do: a
 * driver's picture may be of the frame before.
 */
export async function expectScanned(engine: Engine, expected: string): Promise<void> {
  const code = { text: expected, format: "QR Code", level: "M" };
  await expect
    .poll(async () => decode(await engine.picture()), { timeout: 10_000 })
    .toEqual({ zbar: [expected], zxing: [code] });
}
