// Collects the errors of every page of a test.
import type { BrowserContext } from "@playwright/test";

export interface Watch {
  /** One line for each uncaught error, panic, console error or violation of the content security policy. */
  readonly complaints: string[];
  /** Console lines about answers of 400 and above, which a journey may expect. */
  readonly refusals: string[];
}

/** Errors of other origins (the payment pages) are ignored. */
export function watch(context: BrowserContext, origin: string): Watch {
  const watched = { complaints: [] as string[], refusals: [] as string[] };
  context.on("weberror", (error) => {
    if (error.page()?.url().startsWith(origin)) watched.complaints.push(`uncaught: ${error.error().message}`);
  });
  context.on("console", (message) => {
    if (message.type() !== "error" || !message.page()?.url().startsWith(origin)) return;
    const text = `${message.text()} (${message.location().url})`;
    // Chromium logs every answer of 400 and above, and every request without an answer.
    const refusal = message.text().startsWith("Failed to load resource");
    (refusal ? watched.refusals : watched.complaints).push(text);
  });
  return watched;
}
