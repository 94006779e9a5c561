// A program as a test runs it: started, waited for, stopped, killed.
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
 * The test's own environment, less the variables that steer the tests: the gateway takes every `RICARICA_…` as a
 * value of its configuration. `RICARICA_DIST` stays: an app in a folder, instead of the one inside the gateway.
 */
export function environment(values: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (!entry[0].startsWith("RICARICA_") || entry[0] === "RICARICA_DIST"),
  );
  return { ...Object.fromEntries(kept), ...values };
}

/** A port that nobody listens on. It is ours only once somebody listens: whoever uses it may have to ask again. */
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
  /** Everything it has said, for the report of a test that fails. */
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

  /** Starts one of our programs and waits for the line on standard output that matches; gives back the match. */
  static start(
    name: string,
    args: string[],
    env: Record<string, string>,
    ready: RegExp,
  ): Promise<[Server, RegExpMatchArray]> {
    return Server.startFile(program(name), args, env, ready);
  }

  /** As `start`, with any program. */
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

  /** As `startFile`, with a program that says nothing: waits until `ready` tells that it is. */
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

  /** Gives `ready` its time; a program that ends meanwhile, or takes longer, is a failure. */
  async #within<T>(ready: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#failed("was not ready in time")), READY_WITHIN_MS);
      this.#ended.then((how) => reject(this.#failed(`ended before it was ready (${how})`)));
    });
    // After readiness an end is somebody's wish; until then it fails the race below.
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

  /** Asks it to stop and waits until it has; a program that does not heed is a failure. */
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

  /** As a power cut does it: SIGKILL, with nothing said. */
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
