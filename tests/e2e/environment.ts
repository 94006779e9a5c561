// The test environment of one test: gateway, sandbox, database and mailbox, with their own ports and folder.
import { expect, type APIResponse, type Page } from "@playwright/test";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { processEnvironment, freePort, program, Server } from "./server.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Number of tries for a free port, because another program may take it first. */
const PORT_TRIES = 5;

/** The guardians of `xtask/demo/accounts.csv`, which every test environment imports. */
export const CHIARA = "chiara.esempio@example.org";
export const MARC = "marc.modello@example.org";

/** A file in this folder; or an empty database on the server that `cargo xtask e2e --postgres` has started. */
async function newDatabase(folder: string): Promise<string> {
  const { RICARICA_POSTGRES: server, RICARICA_CREATEDB: createdb } = process.env;
  if (!server || !createdb) return join(folder, "ricarica.db");
  const name = `e2e_${randomBytes(8).toString("hex")}`;
  await run(createdb, [`--maintenance-db=${server}`, name]);
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.href;
}

/** A mail in the list of the sandbox's mailbox. */
export interface Mail {
  id: number;
  to: string[];
  from: string;
  subject: string;
  text: string;
  html?: string;
  received_at: string;
  links: string[];
}

/** The sandbox's faults (crates/sandbox/src/knobs). A fault that is left out is off. */
export interface Faults {
  slow_ms?: number;
  down?: boolean;
  cut?: boolean;
  error?: boolean;
  error_rate?: number;
  lose_answers?: boolean;
  lose_rate?: number;
  duplicate?: boolean;
  duplicate_receipts?: boolean;
  late_seconds?: number;
  report_seconds?: number;
  reject_carts?: boolean;
  cart_seconds?: number;
  refused_lock_seconds?: number;
  smtp_down?: boolean;
  smtp_greylist_seconds?: number;
  smtp_refused?: string;
}

/** The counter's answer. */
export interface CounterAnswer {
  status: number;
  body: Record<string, unknown>;
}

/** A page or a request context with a guardian's cookies. */
export type RequestSource = Pick<Page, "request">;

export class TestEnvironment {
  /** Address of the app, without a slash at the end. */
  readonly url: string;
  /** Address of the sandbox, likewise. */
  readonly sandboxUrl: string;
  readonly folder: string;
  readonly #variables: Record<string, string>;
  readonly #sandbox: Server;
  #gateway: Server | undefined;
  #earlierOutput = "";

  private constructor(folder: string, url: string, sandboxUrl: string, env: Record<string, string>, sandbox: Server) {
    this.folder = folder;
    this.url = url;
    this.sandboxUrl = sandboxUrl;
    this.#variables = env;
    this.#sandbox = sandbox;
  }

  /**
   * Starts a test environment with the demo accounts. `settings` are environment variables of the gateway
   * (`{ RICARICA_SESSION__IDLE_MINUTES: "1" }`).
   */
  static async open(settings: Record<string, string> = {}): Promise<TestEnvironment> {
    const folder = await mkdtemp(join(tmpdir(), "ricarica-test-"));
    const database = await newDatabase(folder);
    const [sandbox, addresses] = await Server.start(
      "sandbox",
      ["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0", "--check-schemas"],
      processEnvironment(),
      /sandbox: http (\S+) smtp (\S+)/,
    );
    const [, http = "", smtp = ""] = addresses;
    for (let tries = 1; ; tries += 1) {
      const port = await freePort();
      const env = processEnvironment({
        RICARICA_LISTEN: `127.0.0.1:${port}`,
        RICARICA_PUBLIC_URL: `http://127.0.0.1:${port}`,
        RICARICA_DATABASE: database,
        RICARICA_SECRET_FILE: join(folder, "secret.key"),
        RICARICA_PLATFORM__GPD_URL: `http://${http}/gpd/debt-positions-service/v1`,
        RICARICA_PLATFORM__CHECKOUT_URL: `http://${http}/checkout/ec/v2`,
        RICARICA_PLATFORM__ALLOWED_HOSTS: JSON.stringify([http]),
        RICARICA_MAIL__SMTP_URL: `smtp://${smtp}`,
        // A test sends as many requests in a second as a guardian in an hour.
        RICARICA_RATE_LIMITS__REQUESTS_PER_MINUTE: "100000",
        RICARICA_RATE_LIMITS__SIGN_IN_CODES_PER_HOUR: "1000",
        RICARICA_RATE_LIMITS__SIGN_IN_CODES_OF_ADDRESS_PER_HOUR: "1000",
        RICARICA_RATE_LIMITS__TOP_UPS_PER_TEN_MINUTES: "1000",
        ...settings,
      });
      const environment = new TestEnvironment(folder, `http://127.0.0.1:${port}`, `http://${http}`, env, sandbox);
      try {
        await environment.importAccounts(await readFile(join(root, "xtask/demo/accounts.csv"), "utf8"));
        await environment.startGateway();
        return environment;
      } catch (error) {
        if (tries === PORT_TRIES || !/in use/i.test(String(error))) {
          await environment.close();
          throw error;
        }
      }
    }
  }

  async close(): Promise<void> {
    try {
      await this.stopGateway();
      await this.#sandbox.stop();
    } finally {
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** The output of gateway and sandbox so far. */
  logs(): string {
    return `${this.#earlierOutput}${this.#gateway?.output ?? ""}\n--- sandbox ---\n${this.#sandbox.output}`;
  }

  // ── The gateway ────────────────────────────────────────────────────────────────────────────────────────────

  /** Starts it with the same port and database. */
  async startGateway(): Promise<void> {
    const [gateway] = await Server.start(
      "gateway",
      ["serve", "--config", join(root, "crates/gateway/gateway.example.toml")],
      this.#variables,
      /gateway: listening on (\S+)/,
    );
    this.#gateway = gateway;
  }

  /** From its next start on the gateway serves the app in this folder. */
  serveApp(folder: string): void {
    this.#variables.RICARICA_DIST = folder;
  }

  /** Stops it after it has finished its work. */
  async stopGateway(): Promise<void> {
    await this.#end((gateway) => gateway.stop());
  }

  /** SIGKILL: it finishes nothing. */
  async killGateway(): Promise<void> {
    await this.#end((gateway) => gateway.kill());
  }

  async #end(how: (gateway: Server) => Promise<void>): Promise<void> {
    const gateway = this.#gateway;
    if (!gateway) return;
    this.#gateway = undefined;
    await how(gateway);
    this.#earlierOutput += gateway.output;
  }

  /** `gateway import` with this CSV text. Returns the output. A refused file is an error with its lines. */
  async importAccounts(csv: string): Promise<string> {
    const file = join(this.folder, "accounts.csv");
    await writeFile(file, csv);
    const config = join(root, "crates/gateway/gateway.example.toml");
    const { stdout } = await run(program("gateway"), ["import", file, "--config", config], { env: this.#variables });
    return stdout.trim();
  }

  /** The same for movements: their columns say what the file is. */
  async importMovements(csv: string): Promise<string> {
    return this.importAccounts(csv);
  }

  // ── The outside world ──────────────────────────────────────────────────────────────────────────────────────

  /** Sets all faults of the sandbox at once. Those left out are switched off. */
  async setFaults(knobs: Faults): Promise<void> {
    const response = await fetch(`${this.sandboxUrl}/manopole.json`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(knobs),
    });
    if (!response.ok) throw new Error(`knobs: ${response.status} ${await response.text()}`);
  }

  /** All mails to an address, newest first. */
  async mails(to: string): Promise<Mail[]> {
    const response = await fetch(`${this.sandboxUrl}/posta.json?to=${encodeURIComponent(to)}`);
    if (!response.ok) throw new Error(`mailbox: ${response.status} ${await response.text()}`);
    return (await response.json()) as Mail[];
  }

  /** Waits for a matching mail and returns the newest. */
  async mail(to: string, fits: (mail: Mail) => boolean = () => true): Promise<Mail> {
    let found: Mail | undefined;
    await expect
      .poll(async () => (found = (await this.mails(to)).find(fits)), { message: `a message to ${to}`, timeout: 15_000 })
      .toBeDefined();
    if (!found) throw new Error("unreachable: the poll above has found it");
    return found;
  }

  /** Pays a notice at a counter, with the text of its QR code. */
  async payAtCounter(qr: string): Promise<CounterAnswer> {
    const response = await fetch(`${this.sandboxUrl}/sportello.json`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ qr }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** Changes a notice's due date at the platform. The amount is in cents. */
  async dueAt(number: string, topUpId: string, amount: number, due: Date): Promise<void> {
    const organization = "00101440073";
    const iupd = `${organization}-${topUpId}`;
    const transfer = {
      idTransfer: "1", amount, remittanceInformation: "Ricarica", category: "9/0101100IM/", iban: "IT60X0542811101000000123456",
    };
    const option = {
      nav: number, iuv: number.slice(1), amount, description: "Ricarica", isPartialPayment: false,
      dueDate: due.toISOString().slice(0, 19), transfer: [transfer],
    };
    const url = `${this.sandboxUrl}/gpd/debt-positions-service/v1/organizations/${organization}/debtpositions/${iupd}?toPublish=true`;
    const response = await fetch(url, {
      method: "PUT",
      headers: { "content-type": "application/json", "Ocp-Apim-Subscription-Key": "sandbox-key" },
      body: JSON.stringify({
        iupd, type: "F", fiscalCode: "RSSMRA45C12F205C", fullName: "Chiara Esempio", companyName: "Comune",
        switchToExpired: true, paymentOption: [option],
      }),
    });
    if (!response.ok) throw new Error(`due date: ${response.status} ${await response.text()}`);
  }

  // ── The guardian ───────────────────────────────────────────────────────────────────────────────────────────

  /** Waits for a sign-in code in a mail that is not in `known`, and returns its six digits. */
  async code(email: string, known: ReadonlySet<number> = new Set()): Promise<string> {
    const code = (mail: Mail) => mail.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0];
    const mail = await this.mail(email, (mail) => !known.has(mail.id) && code(mail) !== undefined);
    return code(mail) ?? "";
  }

  /**
   * Signs in with a code from the mailbox, by the API. The journeys about signing in use the screen.
   */
  async signIn(page: RequestSource, email: string = CHIARA): Promise<void> {
    const known = new Set((await this.mails(email)).map((mail) => mail.id));
    const challenge = await this.#post(page, "/api/v1/sign-in-codes", { email, language: "it" });
    const code = await this.code(email, known);
    await this.#post(page, "/api/v1/session", { challenge_id: challenge.challenge_id, code });
  }

  /**
   * Opens the payment page for this top-up and ends the payment with `outcome`, by the APIs. Returns the address of the
   * redirect, or `undefined` if no payment page may be opened.
   */
  async payOnline(
    page: RequestSource,
    topUp: string,
    outcome: string,
    { language = "it", seconds = 0 } = {},
  ): Promise<string | undefined> {
    const opened = await this.#ask(page, "/api/v1/checkouts", { top_up_ids: [topUp], sign_in: "email", language });
    if (!opened.ok()) return undefined;
    const { redirect_url: target } = (await opened.json()) as { redirect_url: string };
    const cart = new URL(target).pathname.split("/").find((part) => part.length === 36);
    const ended = await page.request.post(`${this.sandboxUrl}/c/${cart}/esito.json`, {
      data: { outcome, after_seconds: seconds },
    });
    return ((await ended.json()) as { return_url: string }).return_url;
  }

  /** Opens a top-up of the guardian's first account by the API. Returns its id. */
  async topUp(page: RequestSource, amount: string): Promise<string> {
    const { items } = (await (await page.request.get(`${this.url}/api/v1/accounts`)).json()) as { items: { id: string }[] };
    const made = await this.#post(page, "/api/v1/top-ups", { account_id: items[0]?.id, amount: { amount, currency: "EUR" } });
    return String(made.id);
  }

  /** The link by which somebody else opens a top-up's notice, by the API. */
  async link(page: RequestSource, topUp: string, names: boolean): Promise<string> {
    const { key } = await this.#post(page, `/api/v1/top-ups/${topUp}/links`, { names });
    return `${this.url}/paga/${topUp}#${String(key)}`;
  }

  /** A request with the browser's cookies and the app's origin. */
  #ask(page: RequestSource, path: string, data: unknown): Promise<APIResponse> {
    const headers = { origin: this.url, "idempotency-key": crypto.randomUUID() };
    return page.request.post(`${this.url}${path}`, { data, headers });
  }

  async #post(page: RequestSource, path: string, data: unknown): Promise<Record<string, unknown>> {
    const response = await this.#ask(page, path, data);
    const text = await response.text();
    if (!response.ok()) throw new Error(`POST ${path}: ${response.status()} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  }
}
