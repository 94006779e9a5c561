// Answers that are not the gateway's: of a proxy, of the login page of a public network, cut off.
import { expect, type Page, type Request, type Route } from "@playwright/test";

const LOGIN = "<!doctype html><title>Wi-Fi</title><h1>Entra nella rete dell’albergo</h1>";
const NOT_SIGNED_IN = { type: "/problems/not-signed-in", title: "No valid session", status: 401, request_id: "abc" };
const NOT_FOUND = { type: "/problems/not-found", title: "Not found", status: 404, request_id: "abc" };

type Answer = (route: Route) => Promise<void>;

const html = (status: number, headers: Record<string, string> = {}): Answer => (route) =>
  route.fulfill({ status, headers, contentType: "text/html; charset=utf-8", body: LOGIN });
const text = (status: number, contentType: string, body: unknown): Answer => (route) =>
  route.fulfill({ status, contentType, body: typeof body === "string" ? body : JSON.stringify(body) });

/** Each by its name. None of them says anything about a notice, an account or a session. */
export const ODD: Record<string, Answer> = {
  "login page of a public network": html(200),
  "204 without a content": (route) => route.fulfill({ status: 204 }),
  "JSON of another shape": text(200, "application/json", { error: "maintenance" }),
  "empty list of another program": text(200, "text/plain", { items: [] }),
  "JSON that is cut off": text(200, "application/json", '{"state":"paid","check'),
  "redirect to another page": (route) => route.fulfill({ status: 302, headers: { location: "/icon.svg" } }),
  "401 of a proxy": html(401),
  "403 of a proxy": html(403),
  "404 of a proxy": html(404),
  "404 problem of another program": text(404, "application/problem+json", { type: "about:blank", title: "Not Found", status: 404 }),
  "401 problem with another status": text(200, "application/problem+json", NOT_SIGNED_IN),
  "401 problem that is not sent as one": text(401, "text/html", NOT_SIGNED_IN),
  "404 problem that is not sent as one": text(404, "application/json", NOT_FOUND),
  "429 of a proxy": html(429),
  "502": html(502),
  "504": html(504),
  "511": html(511),
  "connection that breaks": (route) => route.abort("connectionreset"),
};

/** Answers of the gateway that another program has replaced. */
export class Replaced {
  /** How many requests had this answer. */
  count = 0;
  #answer: Answer | undefined;

  private constructor() {}

  /** Requests whose path fits get the answer of `be`, once it is called. */
  static async at(page: Page, path: RegExp, method?: string): Promise<Replaced> {
    const replaced = new Replaced();
    const fits = (request: Request) =>
      path.test(new URL(request.url()).pathname) && (method === undefined || request.method() === method);
    await page.route(/\/api\//, (route) => {
      if (!replaced.#answer || !fits(route.request())) return route.fallback();
      replaced.count += 1;
      return replaced.#answer(route);
    });
    return replaced;
  }

  be(answer: Answer | undefined): void {
    this.#answer = answer;
    this.count = 0;
  }

  /** Waits until so many requests had this answer. */
  async had(times: number, message: string): Promise<void> {
    await expect.poll(() => this.count, { message, timeout: 15_000 }).toBeGreaterThanOrEqual(times);
  }
}

/** Tells the page that it is visible again, as after a look into another app. */
export async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
}

/** The saved notices and the guardian's mark, in the phone's storage. */
export function onPhone(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => /^ricarica\.(notice\.|guardian)/.test(key)).sort());
}
