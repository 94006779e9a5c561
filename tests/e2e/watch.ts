// Listens to every page of a test for what a guardian would never see, yet must not be.
import type { BrowserContext } from "@playwright/test";

export interface Watch {
  /** One line a complaint: uncaught errors, panics, console errors, refused by the content security policy. */
  readonly complaints: string[];
  /** Console lines about answers of 400 and above: some are part of the journey. */
  readonly refusals: string[];
}

/** Pages of other origins (the payment pages) are their owners' business. */
export function watch(context: BrowserContext, origin: string): Watch {
  const watched = { complaints: [] as string[], refusals: [] as string[] };
  context.on("weberror", (error) => {
    if (error.page()?.url().startsWith(origin)) watched.complaints.push(`uncaught: ${error.error().message}`);
  });
  context.on("console", (message) => {
    if (message.type() !== "error" || !message.page()?.url().startsWith(origin)) return;
    const text = `${message.text()} (${message.location().url})`;
    // Chromium reports every answer of 400 and above, and every call that found no server.
    const refusal = message.text().startsWith("Failed to load resource");
    (refusal ? watched.refusals : watched.complaints).push(text);
  });
  return watched;
}
