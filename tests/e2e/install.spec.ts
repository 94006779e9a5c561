// Installing the app: the browser's requirements, and the invitation.
import { expect, expectAccessible, test, type Page } from "./fixtures.ts";
import { shellStored } from "./shell.ts";
import { makeNotice, NOWHERE, openTopUp, typeAmount } from "./steps.ts";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const CHROME_ON_IPHONE = IPHONE.replace("Version/18.5", "CriOS/137.0.7151.51");
const INSIDE_ANOTHER_APP = IPHONE.replace(" Version/18.5", "").replace(" Safari/604.1", "");
const EDGE_ON_IPHONE = IPHONE.replace("Version/18.5", "Version/18.0 EdgiOS/137.0.0.0");
const IPAD =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";

const invitation = (page: Page) =>
  page.locator("section", { has: page.getByRole("heading", { name: "Metti Ricarica sul telefono" }) });

/** A phone whose browser offers to install the app, as Chromium on Android does at each visit. */
async function onAndroid(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { asked: 0 };
    Object.assign(window, { seen });
    addEventListener("load", () => {
      const event = new Event("beforeinstallprompt", { cancelable: true });
      Object.assign(event, { prompt: async () => void (seen.asked += 1) });
      dispatchEvent(event);
      Object.assign(seen, { held: event.defaultPrevented });
    });
  });
}

const seen = (page: Page) => page.evaluate(() => (window as unknown as { seen: object }).seen);

/** An iPhone or iPad: `standalone` says whether the app was opened from the home screen. */
async function onIos(page: Page, standalone: boolean): Promise<void> {
  await page.addInitScript((standalone) => Object.defineProperty(navigator, "standalone", { value: standalone }), standalone);
}

async function reachNotice(page: Page): Promise<void> {
  await openTopUp(page, "Anna");
  await typeAmount(page, "25");
  await makeNotice(page);
}

test("app_meets_the_requirements_for_installation", async ({ page, context }) => {
  await page.goto(NOWHERE);
  await shellStored(page);
  const browser = await context.newCDPSession(page);
  const { errors, manifest } = (await browser.send("Page.getAppManifest")) as unknown as {
    errors: object[];
    manifest: Record<string, unknown>;
  };
  expect(errors).toEqual([]);
  expect(Object.keys(manifest)).toContain("shortcuts");
  // The only obstacle is that Playwright's windows are private.
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map((error) => error.errorId)).toEqual(["in-incognito"]);
});

test("every_picture_of_the_manifest_exists_with_its_size", async ({ page }) => {
  await page.goto("/");
  type Picture = { src: string; sizes: string; type: string };
  const manifest = (await (await page.request.get("/manifest.webmanifest?lingua=it")).json()) as {
    icons: Picture[];
    screenshots: Picture[];
    shortcuts: { url: string; icons: Picture[] }[];
  };
  const shortcuts = manifest.shortcuts.flatMap((shortcut) => shortcut.icons);
  for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots, ...shortcuts]) {
    const answer = await page.request.get(src);
    expect([answer.status(), answer.headers()["content-type"]], src).toEqual([200, type]);
    const size = await page.evaluate(async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, src);
    if (sizes !== "any") expect(size, src).toBe(sizes);
  }
});

test("invitation_comes_with_the_first_notice_and_not_before", async ({ page, environment }) => {
  await onAndroid(page);
  await page.goto(NOWHERE);
  await expect(invitation(page)).toHaveCount(0);
  expect(await seen(page), "the browser's own banner is held back").toEqual({ asked: 0, held: true });
  await environment.signIn(page);
  await openTopUp(page, "Anna");
  await expect(invitation(page)).toHaveCount(0);
  await typeAmount(page, "25");
  await makeNotice(page);
  await expect(invitation(page)).toBeVisible();
  await expectAccessible(page);

  await invitation(page).getByRole("button", { name: "Installa l’app" }).click();
  expect(await seen(page)).toEqual({ asked: 1, held: true });
  await expect(invitation(page)).toHaveCount(0);
});

test("dismissed_invitation_does_not_return", async ({ page, environment }) => {
  await onAndroid(page);
  await environment.signIn(page);
  await reachNotice(page);
  await invitation(page).getByRole("button", { name: "No, grazie" }).click();
  await expect(invitation(page)).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "non comparirà più" })).toBeAttached();
  await page.reload();
  await expect(page.getByRole("link", { name: "Mostra allo sportello" })).toBeVisible();
  await expect.poll(() => seen(page)).toMatchObject({ held: true });
  await expect(invitation(page)).toHaveCount(0);
});

test("invitation_goes_after_installation", async ({ page, environment }) => {
  await onAndroid(page);
  await environment.signIn(page);
  await reachNotice(page);
  await expect(invitation(page)).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("appinstalled")));
  await expect(invitation(page)).toHaveCount(0);
});

test("browser_without_installation_gets_no_invitation", async ({ page, environment }) => {
  await environment.signIn(page);
  await reachNotice(page);
  await expect(invitation(page)).toHaveCount(0);
});

for (const [name, userAgent, standalone, invited] of [
  ["safari_on_an_iphone", IPHONE, false, true],
  ["safari_on_an_ipad", IPAD, false, true],
  ["the_installed_app", IPHONE, true, false],
  ["chrome_on_an_iphone", CHROME_ON_IPHONE, false, false],
  ["edge_on_an_iphone", EDGE_ON_IPHONE, false, false],
  ["a_page_inside_another_app", INSIDE_ANOTHER_APP, false, false],
] as const) {
  test.describe(name, () => {
    test.use({ userAgent });

    test(`${name}_gets_${invited ? "the_steps" : "no_steps"}`, async ({ page, environment }) => {
      await onIos(page, standalone);
      await environment.signIn(page);
      await reachNotice(page);
      if (!invited) {
        await expect(invitation(page)).toHaveCount(0);
        return;
      }
      await expect(invitation(page).getByRole("listitem").last()).toHaveText("Scegli Aggiungi a Home.");
      await expect(invitation(page).getByRole("button", { name: "Installa l’app" })).toHaveCount(0);
      await expectAccessible(page);
      await invitation(page).getByRole("button", { name: "No, grazie" }).click();
      await page.reload();
      await expect(page.getByRole("link", { name: "Mostra allo sportello" })).toBeVisible();
      await expect(invitation(page)).toHaveCount(0);
    });
  });
}
