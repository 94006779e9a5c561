// Lighthouse's scores of the screens that need no session. `cargo xtask measure` measures their speed, which needs an idle
// machine.
import { expect, request } from "@playwright/test";
import { complaints, report, score } from "../measure/lighthouse.ts";
import { inEnvironment } from "./in_environment.ts";
import type { TestEnvironment } from "./environment.ts";

const CATEGORIES = ["accessibility", "best-practices", "seo"];

/** The address to which a payer is redirected, in a browser without a session. */
async function outcome(environment: TestEnvironment): Promise<string> {
  const guardian = { request: await request.newContext() };
  await environment.signIn(guardian);
  const back = await environment.payOnline(guardian, await environment.topUp(guardian, "25.00"), "paid");
  await guardian.request.dispose();
  return back ?? "";
}

inEnvironment("lighthouse_finds_nothing_to_improve_on_an_outcome", async ({ environment }) => {
  const lhr = await report(await outcome(environment), CATEGORIES);
  expect(complaints(lhr)).toEqual([]);
  for (const category of CATEGORIES) expect(score(lhr, category), category).toBe(100);
});

for (const [screen, path] of [
  ["the_first_screen", "/"],
  ["the_way_in", "/accesso"],
  ["the_help", "/aiuto"],
  ["an_address_where_there_is_nothing", "/niente"],
  ["an_outcome_that_nobody_knows", "/esito/01JD3Z8K0V7Q2M5N9R4T6W8Y0A"],
  ["the_counter_without_a_notice", "/sportello"],
] as const) {
  inEnvironment(`lighthouse_finds_nothing_to_improve_on_${screen}`, async ({ environment }) => {
    const lhr = await report(environment.url + path, CATEGORIES);
    expect(complaints(lhr)).toEqual([]);
    for (const category of CATEGORIES) expect(score(lhr, category), category).toBe(100);
  });
}
