// A program that a test starts, waits for, stops and kills.
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 50;

/** One of the servers; `cargo xtask e2e` names their folder. */
export function program(name: string): string {
  const folder = process.env.RICARICA_BIN_DIR;
  if (!folder) throw new Error("RICARICA_BIN_DIR is not set: run the journeys with `cargo xtask e2e`");
  return `${folder}/${name}`;
}

/**
 * The test's environment without the variables for the tests, because the gateway reads every `RICARICA_…` as
 * configuration. `RICARICA_DIST` stays: a folder with the app, instead of the app inside the gateway.
 */
export function processEnvironment(values: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (!entry[0].startsWith("RICARICA_") || entry[0] === "RICARICA_DIST"),
  );
  return { ...Object.fromEntries(kept), ...values };
}

/** A free port. Another program may take it before it is used, so callers must be ready to try again. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

export class Server {
  /** Its output so far, for the report of a failing test. */
  output = "";
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;

  private constructor(name: string, child: ChildProcess) {
    this.#name = name;
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(String(error)));
      child.once("exit", (code, signal) => resolve(`exit code ${code}, signal ${signal}`));
    });
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
  }

  /** Starts one of our programs and waits for a line on standard output that matches. Returns the match. */
  static start(
    name: string,
    args: string[],
    env: Record<string, string>,
    ready: RegExp,
  ): Promise<[Server, RegExpMatchArray]> {
    return Server.startFile(program(name), args, env, ready);
  }

  /** Like `start`, with any program. */
  static async startFile(
    file: string,
    args: string[],
    env: Record<string, string>,
    ready: RegExp,
  ): Promise<[Server, RegExpMatchArray]> {
    const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const server = new Server(basename(file), child);
    let said = "";
    const match = new Promise<RegExpMatchArray>((resolve) => {
      child.stdout.on("data", (text: string) => {
        said += text;
        const found = said.match(ready);
        if (found) resolve(found);
      });
    });
    return [server, await server.#within(match)];
  }

  /** Like `startFile`, for a program without output: waits until `ready` resolves. */
  static async startSilent(
    file: string,
    args: string[],
    env: Record<string, string>,
    ready: () => Promise<boolean>,
  ): Promise<Server> {
    const server = new Server(basename(file), spawn(file, args, { env, stdio: ["ignore", "pipe", "pipe"] }));
    const asked = (async () => {
      while (server.#running() && !(await ready())) await sleep(ASK_EVERY_MS);
    })();
    await server.#within(asked);
    return server;
  }

  /** Waits for `ready`. Fails if the program ends before or takes too long. */
  async #within<T>(ready: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#failed("was not ready in time")), READY_WITHIN_MS);
      this.#ended.then((how) => reject(this.#failed(`ended before it was ready (${how})`)));
    });
    // An end after readiness is intended. Before it, the race below fails.
    late.catch(() => undefined);
    try {
      return await Promise.race([ready, late]);
    } catch (error) {
      await this.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops the program and waits for its end. Fails if it does not stop. */
  async stop(): Promise<void> {
    if (!this.#running()) return;
    this.#child.kill("SIGTERM");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => (timer = setTimeout(() => resolve("late"), STOP_WITHIN_MS)));
    const first = await Promise.race([this.#ended, late]);
    clearTimeout(timer);
    if (first === "late") {
      await this.kill();
      throw this.#failed("did not stop when asked");
    }
  }

  /** SIGKILL without warning, like a power failure. */
  async kill(): Promise<void> {
    if (!this.#running()) return;
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #failed(what: string): Error {
    return new Error(`${this.#name} ${what}\n${this.output}`);
  }
}
