// The test environment itself.
import { CHIARA, MARC, expect, test } from "./fixtures.ts";

test("guardian_signs_in_with_the_code_from_the_mailbox", async ({ page, environment }) => {
  expect((await page.request.get("/api/v1/session")).status()).toBe(401);
  await environment.signIn(page, CHIARA);
  const session = await (await page.request.get("/api/v1/session")).json();
  expect(session).toMatchObject({ email: CHIARA, display_name: "Chiara Esempio" });
  const accounts = await (await page.request.get("/api/v1/accounts")).json();
  expect(accounts.items).toHaveLength(3);
  expect(await environment.mails(MARC)).toEqual([]);
});

test("second_sign_in_waits_for_its_own_code", async ({ page, environment }) => {
  await environment.signIn(page, CHIARA);
  await environment.signIn(page, CHIARA);
  expect(await environment.mails(CHIARA)).toHaveLength(2);
});

for (const how of ["stopGateway", "killGateway"] as const) {
  test(`sessions_survive_${how}`, async ({ page, environment }) => {
    await environment.signIn(page, MARC);
    await environment[how]();
    await expect(page.request.get("/api/v1/session")).rejects.toThrow(/ECONNREFUSED/);
    await environment.startGateway();
    expect((await page.request.get("/api/v1/session")).status()).toBe(200);
  });
}

test("import_takes_a_whole_file_or_nothing", async ({ environment }) => {
  const header =
    "account,guardian_email,guardian_fiscal_code,guardian_name,children,service,meal_price,balance\n";
  const good = "MENSA-9001,marc.modello@example.org,MDLMRC83S03L654Y,Marc Modello,Zoé,Mensa,5.30,10.00\n";
  const report = await environment.importAccounts(header + good);
  expect(report).toMatch(/^1 accounts? read: /);
  // The command reports exactly the service without a name in the other languages.
  expect(report.match(/^not in municipality\.services.*$/gm)).toEqual([expect.stringMatching(/: Mensa$/)]);
  const bad = good.replace("10.00", "a lot");
  await expect(environment.importAccounts(header + bad)).rejects.toThrow(/line 2/i);
});

test("faults_are_switched_on_and_off", async ({ page, environment }) => {
  await environment.setFaults({ down: true });
  const faults = () => page.request.get(`${environment.sandboxUrl}/manopole.json`).then((answer) => answer.json());
  expect(await faults()).toMatchObject({ down: true, slow_ms: 0 });
  await environment.setFaults({});
  expect(await faults()).toMatchObject({ down: false });
});

test("counter_refuses_an_unknown_notice", async ({ environment }) => {
  const answer = await environment.payAtCounter("PAGOPA|002|301000000000000123|00101440073|2500");
  expect(answer.status).toBe(404);
  expect(answer.body).toMatchObject({ paid: false });
});
