// How the journeys run. `cargo xtask e2e` builds everything, sets the variables and calls Playwright with this.
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

const pictures = [
  ...(process.env.RICARICA_PICTURES ? [] : ["**/pictures.spec.ts"]),
  ...(process.env.RICARICA_GALLERY ? [] : ["**/gallery.spec.ts"]),
];

export default defineConfig({
  projects: [
    // What makes pictures for people tests nothing: it runs when a folder for them is named.
    { name: "chromium", testDir: here, testIgnore: pictures },
    // Firefox and WebKit by their own drivers, for what has to work in every browser.
    // They start slower, and are started more than once.
    { name: "engines", testDir: `${here}../engines`, timeout: 240_000 },
  ],
  outputDir: `${here}../../target/e2e`,
  // Each test has a town of its own (fixtures.ts), so any two can run beside each other.
  fullyParallel: true,
  workers: 2,
  // A journey that passes only at the second try has found something.
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
    // The guardian's phone: design/product.md. Tall enough that nothing is hidden by luck.
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
