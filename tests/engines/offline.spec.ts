// The phone in aeroplane mode: the gateway has ended, the browser was closed, and the code is on the screen.
import { By } from "selenium-webdriver";
import { expect, test, type TestEnvironment } from "./fixtures.ts";
import { type Engine } from "./engine.ts";
import { CODE, expectScanned, kept, makeNotice, qrPayload, signIn, speakItalian } from "./steps.ts";

/** The address that the icon opens: public/manifest.webmanifest. */
const FROM_ICON = "/?da=icona";

const WITHOUT_NETWORK = "Senza rete: il codice vale lo stesso.";

/** With network: a notice, kept on the phone together with the app. Gives back the text of its code. */
async function prepare(engine: Engine, environment: TestEnvironment): Promise<string> {
  await engine.open("/");
  await speakItalian(engine);
  await signIn(engine, environment);
  await makeNotice(engine, "Anna", "26,50");
  await kept(engine);
  return qrPayload(engine, 2650);
}

/** The gateway has ended: opened from its icon, the app shows the code, and two scanners read it. */
async function shownFromIcon(engine: Engine, environment: TestEnvironment, expected: string): Promise<void> {
  await expect(fetch(environment.url), "the gateway has really ended").rejects.toThrow();
  await engine.goto(FROM_ICON);
  await engine.shown(CODE);
  await engine.reads(WITHOUT_NETWORK);
  await expectScanned(engine, expected);
}

/** The gateway is back and the clerk has been paid: the screen says so by itself, and the phone keeps nothing. */
async function turnsToPaid(engine: Engine, environment: TestEnvironment, expected: string): Promise<void> {
  await environment.startGateway();
  const paid = await environment.payAtCounter(expected);
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
  await engine.shown(By.xpath("//h2[normalize-space(.)='Pagato']"), 60_000);
  const left = "return Object.keys(localStorage).filter((key) => key.startsWith('ricarica.notice.'))";
  await expect.poll(() => engine.driver.executeScript(left)).toEqual([]);
}

test("in_firefox_a_cold_start_without_the_gateway_shows_the_code_and_later_that_it_is_paid", async ({ firefox, environment }) => {
  const expected = await prepare(firefox, environment);
  await environment.stopGateway();
  await firefox.restart();
  await shownFromIcon(firefox, environment, expected);
  await turnsToPaid(firefox, environment, expected);
});

test("in_webkit_without_the_gateway_the_code_is_shown_and_later_that_it_is_paid", async ({ webkit, environment }) => {
  const expected = await prepare(webkit, environment);
  await environment.stopGateway();
  await shownFromIcon(webkit, environment, expected);
  // And once more, where the counter's own address was open.
  await webkit.reload();
  await webkit.shown(CODE);
  await turnsToPaid(webkit, environment, expected);
});
