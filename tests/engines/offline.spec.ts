// The code without a network: the gateway is stopped, and the browser was restarted.
import { By } from "selenium-webdriver";
import { expect, test, type TestEnvironment } from "./fixtures.ts";
import { type Engine } from "./engine.ts";
import { CODE, expectScanned, waitUntilStored, makeNotice, qrPayload, signIn, chooseItalian } from "./steps.ts";

/** The address of the icon: public/manifest.webmanifest. */
const FROM_ICON = "/?da=icona";

const WITHOUT_NETWORK = "Senza rete: il codice vale lo stesso.";

/** Makes a notice and waits until the phone has stored it and the app. Returns the text of its code. */
async function prepare(engine: Engine, environment: TestEnvironment): Promise<string> {
  await engine.open("/");
  await chooseItalian(engine);
  await signIn(engine, environment);
  await makeNotice(engine, "Anna", "26,50");
  await waitUntilStored(engine);
  return qrPayload(engine, 2650);
}

/** Opened from its icon without the gateway, the app shows the code, and two scanners read it. */
async function expectCodeFromIcon(engine: Engine, environment: TestEnvironment, expected: string): Promise<void> {
  await expect(fetch(environment.url), "the gateway is stopped").rejects.toThrow();
  await engine.goto(FROM_ICON);
  await engine.shown(CODE);
  await engine.reads(WITHOUT_NETWORK);
  await expectScanned(engine, expected);
}

/** The gateway starts again, and the notice is paid: the screen changes to paid, and the phone removes the notice. */
async function expectPaid(engine: Engine, environment: TestEnvironment, expected: string): Promise<void> {
  await environment.startGateway();
  const paid = await environment.payAtCounter(expected);
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
  await engine.shown(By.xpath("//h2[normalize-space(.)='Pagato']"), 60_000);
  const left = "return Object.keys(localStorage).filter((key) => key.startsWith('ricarica.notice.'))";
  await expect.poll(() => engine.driver.executeScript(left)).toEqual([]);
}

test("cold_start_without_the_gateway_shows_the_code_and_later_the_payment_in_firefox", async ({ firefox, environment }) => {
  const expected = await prepare(firefox, environment);
  await environment.stopGateway();
  await firefox.restart();
  await expectCodeFromIcon(firefox, environment, expected);
  await expectPaid(firefox, environment, expected);
});

test("code_is_shown_without_the_gateway_and_later_the_payment_in_webkit", async ({ webkit, environment }) => {
  const expected = await prepare(webkit, environment);
  await environment.stopGateway();
  await expectCodeFromIcon(webkit, environment, expected);
  // The same after a reload of the counter page.
  await webkit.reload();
  await webkit.shown(CODE);
  await expectPaid(webkit, environment, expected);
});
