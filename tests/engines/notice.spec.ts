// From signing in to a code that two scanners read, in the browsers that Playwright does not drive.
import { expect, test, type TestEnvironment } from "./fixtures.ts";
import { type Engine } from "./engine.ts";
import { expectScanned, makeNotice, qrPayload, signIn, speakItalian } from "./steps.ts";

async function noticeIsReadAndPaid(engine: Engine, environment: TestEnvironment): Promise<void> {
  await engine.open("/");
  await speakItalian(engine);
  await signIn(engine, environment);
  await makeNotice(engine, "Anna", "26,50");
  const expected = await qrPayload(engine, 2650);
  await expectScanned(engine, expected);
  const paid = await environment.payAtCounter(expected);
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
  await engine.reads("Pagata", 20_000);
}

test("in_firefox_two_scanners_read_the_notice_and_its_payment_is_seen", async ({ firefox, environment }) => {
  await noticeIsReadAndPaid(firefox, environment);
});

test("in_webkit_two_scanners_read_the_notice_and_its_payment_is_seen", async ({ webkit, environment }) => {
  await noticeIsReadAndPaid(webkit, environment);
});
