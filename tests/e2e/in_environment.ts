// A test environment for each test, without a browser: shared by the journeys of all browsers.
import { test } from "@playwright/test";
import { TestEnvironment } from "./environment.ts";

interface Fixtures {
  /** The gateway's configuration: `use({ settings: { RICARICA_LIMITS__LEAST: "1.00" } })`. */
  settings: Record<string, string>;
  environment: TestEnvironment;
}

export const inEnvironment = test.extend<Fixtures>({
  settings: [{}, { option: true }],

  environment: async ({ settings }, use, info) => {
    const environment = await TestEnvironment.open(settings);
    try {
      await use(environment);
    } finally {
      if (info.status !== info.expectedStatus) {
        await info.attach("servers.log", { body: environment.logs(), contentType: "text/plain" });
      }
      await environment.close();
    }
  },
});
