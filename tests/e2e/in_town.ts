// A test environment for each test, without a browser: shared by the journeys of all browsers.
import { test } from "@playwright/test";
import { Town } from "./town.ts";

interface Fixtures {
  /** The gateway's configuration: `use({ settings: { RICARICA_LIMITS__LEAST: "1.00" } })`. */
  settings: Record<string, string>;
  town: Town;
}

export const inTown = test.extend<Fixtures>({
  settings: [{}, { option: true }],

  town: async ({ settings }, use, info) => {
    const town = await Town.open(settings);
    try {
      await use(town);
    } finally {
      if (info.status !== info.expectedStatus) {
        await info.attach("servers.log", { body: town.logs(), contentType: "text/plain" });
      }
      await town.close();
    }
  },
});
