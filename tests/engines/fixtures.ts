// What a journey in Firefox or WebKit starts from. As in tests/e2e each test has a test environment of its own.
//
//   firefox  with a profile of its own that outlives a restart
//   webkit   keeps nothing beyond its end
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestInfo } from "@playwright/test";
import { inEnvironment } from "../e2e/in_environment.ts";
import { Engine } from "./engine.ts";
import { openFirefox } from "./firefox.ts";
import { openWebKit } from "./webkit.ts";

export { expect } from "@playwright/test";
export { decode } from "../e2e/decode.ts";
export { CHIARA, TestEnvironment } from "../e2e/environment.ts";

interface Fixtures {
  firefox: Engine;
  webkit: Engine;
}

/** The browser for the test, then its last complaints; a picture of its screen if the test has failed. */
async function lend(engine: Engine, use: (engine: Engine) => Promise<void>, info: TestInfo): Promise<void> {
  try {
    await use(engine);
    if (info.status !== info.expectedStatus) {
      await info.attach("screen.png", { body: await engine.picture(), contentType: "image/png" });
    } else {
      await engine.expectNoComplaints();
    }
  } finally {
    await engine.close();
  }
}

export const test = inEnvironment.extend<Fixtures>({
  firefox: async ({ environment }, use, info) => {
    const profile = await mkdtemp(join(tmpdir(), "ricarica-firefox-"));
    try {
      await lend(await Engine.start(() => openFirefox(profile), environment.url), use, info);
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  },

  webkit: async ({ environment }, use, info) => lend(await Engine.start(openWebKit, environment.url), use, info),
});
