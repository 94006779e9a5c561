// Signs a guardian in by HTTP, with a code from the sandbox's mailbox.
import { setTimeout as sleep } from "node:timers/promises";

/** A cookie as Playwright takes it. */
export interface Cookie {
  name: string;
  value: string;
  url: string;
}

/** The first guardian of `xtask/demo/accounts.csv`. */
const GUARDIAN = "chiara.esempio@example.org";
const MAIL_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 100;

/** The cookies of a new session. */
export async function signIn(gateway: string, mailbox: string): Promise<Cookie[]> {
  const begun = await post(gateway, "/api/v1/sign-in-codes", { email: GUARDIAN, language: "it" });
  const { challenge_id } = (await begun.json()) as { challenge_id: string };
  const opened = await post(gateway, "/api/v1/session", { challenge_id, code: await code(mailbox) });
  return opened.headers.getSetCookie().map((header) => {
    const [pair = ""] = header.split(";");
    const separator = pair.indexOf("=");
    return { name: pair.slice(0, separator), value: pair.slice(separator + 1), url: gateway };
  });
}

async function post(gateway: string, path: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json", origin: gateway, "idempotency-key": crypto.randomUUID() };
  const response = await fetch(gateway + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response;
}

async function code(mailbox: string): Promise<string> {
  for (let waited = 0; waited < MAIL_WITHIN_MS; waited += ASK_EVERY_MS) {
    const response = await fetch(`${mailbox}/posta.json?to=${encodeURIComponent(GUARDIAN)}`);
    if (!response.ok) throw new Error(`mailbox: ${response.status} ${await response.text()}`);
    for (const { text } of (await response.json()) as { text: string }[]) {
      const found = text.match(/(?<!\d)\d{6}(?!\d)/)?.[0];
      if (found) return found;
    }
    await sleep(ASK_EVERY_MS);
  }
  throw new Error(`no mail with a code came within ${MAIL_WITHIN_MS} ms`);
}
