// Back from the payment page, where browsers bring the page back as it was left (the back-forward cache): Playwright's
// Chromium does not.
import { expect, test, type Town } from "./fixtures.ts";
import { type Engine } from "./engine.ts";
import { AMOUNT } from "../e2e/steps.ts";
import { signIn, speakItalian } from "./steps.ts";

async function backFromThePaymentPage(engine: Engine, town: Town): Promise<void> {
  await engine.goto("/");
  await speakItalian(engine);
  await signIn(engine, town);
  await engine.follow("Esegui ricarica: Mensa", " · Anna");
  await engine.heading("Esegui ricarica");
  await engine.type(AMOUNT, "25");
  await engine.driver.executeScript("window.left = true");
  await engine.press("AVANTI");
  await engine.heading("Accedi per pagare");

  await engine.driver.navigate().back();
  await engine.heading("Esegui ricarica");
  expect(await engine.driver.executeScript("return window.left"), "the page is brought back as it was").toBe(true);
  // It is not as if nothing had happened, and nothing is stuck.
  await engine.reads("Pagamento iniziato");
  await engine.press("AVANTI");
  await engine.heading("Accedi per pagare");
}

test("back_from_the_payment_page_in_firefox_goes_on", ({ firefox, town }) => backFromThePaymentPage(firefox, town));

test("back_from_the_payment_page_in_webkit_goes_on", ({ webkit, town }) => backFromThePaymentPage(webkit, town));
