// From signing in to a scanned code, in the browsers that Playwright does not drive.
import { expect, test, type TestEnvironment } from "./fixtures.ts";
import { type Engine } from "./engine.ts";
import { expectScanned, makeNotice, qrPayload, signIn, chooseItalian } from "./steps.ts";

async function expectNoticeIsReadAndPaid(engine: Engine, environment: TestEnvironment): Promise<void> {
  await engine.open("/");
  await chooseItalian(engine);
  await signIn(engine, environment);
  await makeNotice(engine, "Anna", "26,50");
  const expected = await qrPayload(engine, 2650);
  await expectScanned(engine, expected);
  const paid = await environment.payAtCounter(expected);
  expect(paid.status, JSON.stringify(paid.body)).toBe(200);
  await engine.reads("Pagata", 20_000);
}

test("two_scanners_read_the_notice_and_its_payment_is_shown_in_firefox", async ({ firefox, environment }) => {
  await expectNoticeIsReadAndPaid(firefox, environment);
});

test("two_scanners_read_the_notice_and_its_payment_is_shown_in_webkit", async ({ webkit, environment }) => {
  await expectNoticeIsReadAndPaid(webkit, environment);
});
