// The transferred bytes of the sign-in page against its budget. `cargo xtask measure` measures its speed.
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.ts";

/** One KB of budget.toml. */
const KB = 1000;

/** `[table]`'s `name = number` in budget.toml. */
async function limit(table: string, name: string): Promise<number> {
  const text = await readFile(new URL("../../budget.toml", import.meta.url), "utf8");
  const [, lines = ""] = text.match(new RegExp(`^\\[${table}\\]\\n((?:(?!\\[).*\\n)*)`, "m")) ?? [];
  const [, value] = lines.match(new RegExp(`^${name} = (\\d+)$`, "m")) ?? [];
  if (!value) throw new Error(`budget.toml has no ${table}.${name}`);
  return Number(value);
}

test("sign_in_page_keeps_its_budget_over_the_wire", async ({ page }) => {
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const paths = new Map<string, string>();
  const sent = new Map<string, number>();
  network.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
  // Compressed, with headers.
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    sent.set(paths.get(requestId) ?? requestId, encodedDataLength),
  );
  await page.goto("/accesso", { waitUntil: "networkidle" });
  await expect(page.getByRole("textbox")).toBeVisible();

  const kinds = new Set([...sent.keys()].map((path) => path.match(/\.(\w+)$/)?.[1] ?? "page"));
  expect([...kinds]).toEqual(expect.arrayContaining(["page", "woff2"]));
  for (const kind of ["css", "js", "wasm"]) expect([...kinds], "style sheet and script are in the page").not.toContain(kind);
  const total = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
  expect(total, JSON.stringify([...sent])).toBeLessThanOrEqual((await limit("sign_in", "total")) * KB);
});
