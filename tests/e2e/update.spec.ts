// A new version of the app: stored completely, offered on quiet pages, activated on request.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, expectAccessible, test, type Page, type TestEnvironment } from "./fixtures.ts";
import { cached, shellStored, workerList, variant, versionOf, write } from "./shell.ts";
import { makeNotice, openTopUp, qrCode, typeAmount } from "./steps.ts";

// With a session, because without one the gateway answers and there is no app to update.
test.beforeEach(async ({ page, environment }) => {
  await environment.signIn(page);
});

const offer = (page: Page) => page.getByText("È pronta una nuova versione dell’app.");
const apply = (page: Page) => page.getByRole("button", { name: "Aggiorna" });

/** Installs another version of the app. */
async function deploy(environment: TestEnvironment, folder: string): Promise<void> {
  await environment.stopGateway();
  environment.serveApp(folder);
  await environment.startGateway();
}

/** Disconnects and reconnects the network, so that the app checks for a new version. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.context().setOffline(false);
}

/** Waits until a new version is stored and waiting. */
async function waitForUpdate(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state))
    .toBe("installed");
}

/** From now on, records how installing workers end. */
async function watchAttempts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(async () => {
    const states: string[] = [];
    Object.assign(window, { states });
    const kept = await navigator.serviceWorker.ready;
    kept.addEventListener("updatefound", () => {
      kept.installing?.addEventListener("statechange", (event) => states.push((event.target as ServiceWorker).state));
    });
  });
  return () => page.evaluate(() => (window as unknown as { states: string[] }).states);
}

/** A mark that a reload removes. */
const marked = (page: Page) => page.evaluate(() => "marked" in window);
const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { marked: true }));

test("update_does_not_touch_an_open_notice_and_is_activated_from_the_accounts", async ({ page, environment }) => {
  await openTopUp(page, "Anna");
  await shellStored(page);
  await typeAmount(page, "25");
  await makeNotice(page);
  await mark(page);

  const next = await variant("next", join(environment.folder, "next"));
  await deploy(environment, next.folder);
  await lookForUpdate(page);
  await waitForUpdate(page);
  // The new version is stored, and the code is still visible.
  await expect(qrCode(page)).toBeVisible();
  expect(await marked(page)).toBe(true);
  expect(await versionOf(page)).toBeNull();
  await expect(offer(page)).toHaveCount(0);
  // A reload does not activate it either.
  await page.reload();
  await expect(qrCode(page)).toBeVisible();
  expect(await versionOf(page)).toBeNull();
  await expect(offer(page)).toHaveCount(0);

  await mark(page);
  await page.getByRole("link", { name: "Conti", exact: true }).click();
  await expect(offer(page)).toBeVisible();
  await expectAccessible(page);
  let loads = 0;
  page.on("load", () => (loads += 1));
  await apply(page).click();
  await expect.poll(() => versionOf(page).catch(() => null)).toBe("next");
  await expect(page.getByRole("heading", { level: 1, name: "I tuoi conti" })).toBeVisible();
  expect(await marked(page)).toBe(false);
  await expect(offer(page)).toHaveCount(0);
  // The old files are deleted with the old version.
  const { version, files } = await workerList(next.folder);
  // The old shell is deleted. The letter is not in the worker's cache and stays.
  await expect
    .poll(() => cached(page))
    .toEqual({ [`shell-${version}`]: Object.keys(files).sort(), letters: [expect.stringMatching(/\/letter$/)] });
  expect(loads).toBe(1);
});

test("update_in_one_tab_keeps_the_code_in_another", async ({ page, context, environment }) => {
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await shellStored(page);
  await typeAmount(page, "25");
  await makeNotice(page);
  await mark(page);
  const next = await variant("next", join(environment.folder, "next"));
  await deploy(environment, next.folder);

  const other = await context.newPage();
  await other.goto("/storico");
  await expect(offer(other)).toBeVisible();
  await apply(other).click();
  await expect.poll(() => versionOf(other).catch(() => null)).toBe("next");
  await expect(qrCode(page)).toBeVisible();
  expect(await marked(page)).toBe(true);
  // Later this tab updates from its own accounts page. The other tab has activated the version already.
  await page.getByRole("link", { name: "Conti", exact: true }).click();
  await apply(page).click();
  await expect.poll(() => versionOf(page).catch(() => null)).toBe("next");
});

test("old_version_keeps_running_at_a_gateway_of_the_next_version", async ({ page, environment }) => {
  await page.goto("/");
  await shellStored(page);
  const next = await variant("next", join(environment.folder, "next"));
  await deploy(environment, next.folder);
  await lookForUpdate(page);
  await waitForUpdate(page);
  const answers: string[] = [];
  page.on("response", (response) => answers.push(`${response.status()} ${new URL(response.url()).pathname}`));
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
  expect(await versionOf(page)).toBeNull();
  expect(answers).toContain(`200 ${next.replaced}`);
  expect(answers.filter((answer) => answer.startsWith("404"))).toEqual([]);
  // Without the worker the gateway answers with the file of the version before, and with 404 for one that no version had.
  const kept = await page.request.get(`${environment.url}${next.replaced}`);
  expect([kept.status(), kept.headers()["content-type"]]).toEqual([200, "text/css; charset=utf-8"]);
  const never = await page.request.get(`${environment.url}${next.replaced.replace(/[0-9a-f]{16}/, "0123456789abcdef")}`);
  expect([never.status(), never.headers()["content-type"]]).toEqual([404, "text/plain; charset=utf-8"]);
});

test("app_opens_in_the_new_version_after_it_was_closed", async ({ page, context, environment }) => {
  await page.goto("/");
  await shellStored(page);
  const next = await variant("next", join(environment.folder, "next"));
  await deploy(environment, next.folder);
  await lookForUpdate(page);
  await waitForUpdate(page);
  await page.goto("about:blank");
  const { version } = await workerList(next.folder);
  const again = await context.newPage();
  await expect
    .poll(async () => {
      await again.goto("/");
      const now = await versionOf(again);
      if (now === null) await again.goto("about:blank");
      return now;
    })
    .toBe("next");
  expect(Object.keys(await cached(again))).toEqual([`shell-${version}`]);
});

for (const [damage, spoil] of [
  ["cut_short", async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 1000))],
  ["missing", (file: string) => rm(file)],
  ["replaced_by_a_page", (file: string) => writeFile(file, "<!doctype html><title>Wi-Fi</title>")],
] as const) {
  test(`update_with_a_file_${damage}_changes_nothing_until_it_is_complete`, async ({ page, environment }) => {
    await page.goto("/");
    await shellStored(page);
    const before = await cached(page);
    const next = await variant("next", join(environment.folder, "next"));
    const file = next.style.slice(1);
    const whole = await readFile(join(next.folder, file));
    await spoil(join(next.folder, file));
    await deploy(environment, next.folder);

    const attempts = await watchAttempts(page);
    await lookForUpdate(page);
    await expect.poll(attempts).toEqual(["redundant"]);
    expect(await cached(page), "no trace of the attempt").toEqual(before);
    await expect(offer(page)).toHaveCount(0);
    await environment.stopGateway();
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-boot", "running");
    expect(await versionOf(page)).toBeNull();

    await write(next.folder, file, whole);
    await environment.startGateway();
    await lookForUpdate(page);
    await expect(offer(page)).toBeVisible();
    await apply(page).click();
    await expect.poll(() => versionOf(page).catch(() => null)).toBe("next");
  });
}

test("broken_app_reloads_in_the_waiting_version", async ({ page, environment }) => {
  await page.goto("/");
  await shellStored(page);
  const next = await variant("next", join(environment.folder, "next"));
  await deploy(environment, next.folder);
  await lookForUpdate(page);
  await waitForUpdate(page);
  // Like src/main.rs when the app panics.
  await page.evaluate(() => document.documentElement.setAttribute("data-boot", "broken"));
  await page.getByRole("button", { name: "Aggiorna la pagina" }).click();
  await expect.poll(() => versionOf(page).catch(() => null)).toBe("next");
});

test("app_looks_for_an_update_when_visible_after_an_hour", async ({ page, environment }) => {
  await page.goto("/");
  await shellStored(page);
  const next = await variant("next", join(environment.folder, "next"));
  await deploy(environment, next.folder);
  const attempts = await watchAttempts(page);
  // The app reads the time of the event: the page becomes visible this many minutes after it was opened.
  const comeBack = (minutes: number) =>
    page.evaluate((minutes) => {
      const event = new Event("visibilitychange", { bubbles: true });
      Object.defineProperty(event, "timeStamp", { value: minutes * 60_000 });
      document.dispatchEvent(event);
    }, minutes);
  for (const minutes of [1, 30, 59]) await comeBack(minutes);
  await page.waitForTimeout(2000);
  expect(await attempts(), "no check within the hour").toEqual([]);
  await comeBack(61);
  await waitForUpdate(page);
  await expect(offer(page)).toBeVisible();
});
