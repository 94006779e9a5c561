// What every journey starts from: `import { test, expect } from "./fixtures.ts"`.
//
//   town    the test environment: a gateway and a sandbox for this test only (town.ts); the page's base URL is its address
//   page    a phone; the test fails if the app throws, panics or violates its content security policy
//   settings  the gateway's configuration: test.use({ settings: { RICARICA_LIMITS__LEAST: "1.00" } })
import { expect } from "@playwright/test";
import { inTown } from "./in_town.ts";
import { watch, type Watch } from "./watch.ts";

export { expect, type Page } from "@playwright/test";
export { expectAccessible } from "./accessible.ts";
export { decode, decodeDataMatrix, type Code } from "./decode.ts";
export { CHIARA, MARC, Town, type Knobs, type Mail } from "./town.ts";

interface Fixtures {
  /** Errors of this test's pages so far. */
  watched: Watch;
}

export const test = inTown.extend<Fixtures>({
  baseURL: async ({ town }, use) => use(town.url),

  watched: [
    async ({ context, town }, use) => {
      const watched = watch(context, town.url);
      await use(watched);
      expect(watched.complaints, "the app threw, panicked or met its content security policy").toEqual([]);
    },
    { auto: true },
  ],
});
