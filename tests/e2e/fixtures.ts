// The fixtures of every journey: `import { test, expect } from "./fixtures.ts"`.
//
//   environment  a gateway and a sandbox for this test only (environment.ts); its address is the page's base URL
//   page         a phone; the test fails if the app throws, panics or violates its content security policy
//   settings     the gateway's configuration: test.use({ settings: { RICARICA_LIMITS__LEAST: "1.00" } })
import { expect } from "@playwright/test";
import { inEnvironment } from "./in_environment.ts";
import { watch, type Watch } from "./watch.ts";

export { expect, type Page } from "@playwright/test";
export { expectAccessible } from "./accessible.ts";
export { decode, decodeDataMatrix, type Code } from "./decode.ts";
export { CHIARA, MARC, TestEnvironment, type Faults, type Mail } from "./environment.ts";

interface Fixtures {
  /** Errors of this test's pages so far. */
  watched: Watch;
}

export const test = inEnvironment.extend<Fixtures>({
  baseURL: async ({ environment }, use) => use(environment.url),

  watched: [
    async ({ context, environment }, use) => {
      const watched = watch(context, environment.url);
      await use(watched);
      expect(watched.complaints, "the app threw, panicked or met its content security policy").toEqual([]);
    },
    { auto: true },
  ],
});
