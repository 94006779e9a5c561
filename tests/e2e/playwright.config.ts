// Configuration of the journeys. `cargo xtask e2e` builds everything, sets the variables and calls Playwright with it.
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const pictures = [
  ...(process.env.RICARICA_PICTURES ? [] : ["**/pictures.spec.ts"]),
  ...(process.env.RICARICA_GALLERY ? [] : ["**/gallery.spec.ts"]),
];

export default defineConfig({
  projects: [
    // Specs that only make pictures run if a folder is set.
    { name: "chromium", testDir: here, testIgnore: pictures },
    // Firefox and WebKit by their own drivers, for what must work in every browser.
    // They start more slowly, and several times in a test.
    { name: "engines", testDir: `${here}../engines`, timeout: 240_000 },
  ],
  outputDir: `${here}../../target/e2e`,
  // Each test has its own test environment (fixtures.ts), so tests run in parallel.
  fullyParallel: true,
  workers: 2,
  // No retries: a journey that passes only at the second try shows a fault.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: !!process.env.CI,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.RICARICA_E2E_RESULTS ?? `${here}../../target/e2e.json` }],
  ],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.RICARICA_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    // A usual phone of a guardian, tall enough that no element is outside the screen by chance.
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
    locale: "it-IT",
    timezoneId: "Europe/Rome",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
