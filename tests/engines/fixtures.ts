// The fixtures of the journeys in Firefox and WebKit. Like in tests/e2e each test has its own test environment.
//
//   firefox  with its own profile, which survives a restart
//   webkit   without a profile: a restart loses everything
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

/** Gives the browser to the test, then checks for errors. After a failure it attaches a screenshot. */
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
