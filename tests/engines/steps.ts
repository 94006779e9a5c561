// Actions of a guardian, like tests/e2e/steps.ts for Playwright.
import { expect } from "@playwright/test";
import { By } from "selenium-webdriver";
import { Select } from "selenium-webdriver/lib/select.js";
import { AMOUNT } from "../e2e/steps.ts";
import { CHIARA, decode, type TestEnvironment } from "./fixtures.ts";
import { type Engine } from "./engine.ts";

/** The code on the screen. */
export const CODE = By.css("svg[role=img]");

/** Some browsers use the system's language. */
export async function chooseItalian(engine: Engine): Promise<void> {
  await new Select(await engine.shown(By.css("select"))).selectByVisibleText("Italiano");
  await engine.shown(By.css("html[lang=it]"));
}

/** Waits until the app and one notice are stored on the phone. */
export async function waitUntilStored(engine: Engine): Promise<void> {
  const worker = "return navigator.serviceWorker.controller && navigator.serviceWorker.controller.state";
  await expect.poll(() => engine.driver.executeScript(worker), { timeout: 30_000 }).toBe("activated");
  const notices = "return Object.keys(localStorage).filter((key) => key.startsWith('ricarica.notice.')).length";
  await expect.poll(() => engine.driver.executeScript(notices)).toBe(1);
}

/** Signs in on the sign-in page with a code from the mailbox. The last digit submits the form. */
export async function signIn(engine: Engine, environment: TestEnvironment): Promise<void> {
  const known = new Set((await environment.mails(CHIARA)).map((mail) => mail.id));
  await engine.type("Indirizzo e-mail", CHIARA);
  await engine.press("Invia il codice");
  await engine.heading("Scrivi il codice");
  await engine.type("Codice", await environment.code(CHIARA, known));
  await engine.heading("I tuoi conti");
  await engine.running();
}

/** Makes a notice from the accounts page. */
export async function makeNotice(engine: Engine, child: string, amount: string): Promise<void> {
  await engine.tap(`//li[contains(@class, "account")][.//*[normalize-space(.)="${child}"]]//a[starts-with(@href, "/ricarica/")]`);
  await engine.heading("Esegui ricarica");
  await engine.type(AMOUNT, amount);
  await engine.tap("//label[normalize-space(.)='Con un avviso']");
  await engine.tap("//button[starts-with(normalize-space(.), 'Crea l’avviso')]");
  await engine.heading("Avviso di pagamento");
  await engine.shown(CODE);
}

/** The expected text of the notice's code, from the numbers on the page. */
export async function qrPayload(engine: Engine, cents: number): Promise<string> {
  const digits = async (label: string) => (await engine.value(label)).replaceAll(/\s/g, "");
  await engine.tap("//label[normalize-space(.)='Con un’app']");
  const text = `PAGOPA|002|${await digits("Codice avviso")}|${await digits("Codice fiscale ente creditore")}|${cents}`;
  await engine.tap("//label[normalize-space(.)='Allo sportello']");
  await engine.shown(CODE);
  return text;
}

/**
 * Two scanners read exactly this code from a screenshot. It is tried again for some seconds, because a screenshot may show
 * the previous frame.
 */
export async function expectScanned(engine: Engine, expected: string): Promise<void> {
  const code = { text: expected, format: "QR Code", level: "M" };
  await expect
    .poll(async () => decode(await engine.picture()), { timeout: 10_000 })
    .toEqual({ zbar: [expected], zxing: [code] });
}
