// WebKitGTK's MiniBrowser by its own driver, on a virtual screen: the engine closest to an iPhone on Linux. An automated
// MiniBrowser stores nothing on disk, so a cold start cannot be tested.
import { Builder } from "selenium-webdriver";
import { processEnvironment, freePort, Server } from "../e2e/server.ts";
import { type Opened } from "./engine.ts";
import { from } from "./programs.ts";

/** As high as a phone. MiniBrowser's toolbar does not allow a narrower window. */
const WINDOW = { x: 0, y: 0, width: 450, height: 900 };

// Collects errors from its first call on. Errors before that show only if the app does not run.
const LISTEN = `
  if (!window.complaints) {
    window.complaints = [];
    addEventListener("error", (event) => window.complaints.push("uncaught: " + event.message));
    addEventListener("unhandledrejection", (event) => window.complaints.push("unhandled: " + event.reason));
    addEventListener("securitypolicyviolation", (event) => window.complaints.push("refused: " + event.violatedDirective));
    const error = console.error;
    console.error = (...words) => { window.complaints.push(words.join(" ")); error.apply(console, words); };
  }
  return window.complaints.splice(0);
`;

export async function openWebKit(): Promise<Opened> {
  const args = ["-displayfd", "1", "-screen", "0", "800x1000x24", "-nolisten", "tcp"];
  const [screen, [display]] = await from("Xvfb", Server.startFile("Xvfb", args, processEnvironment(), /^\d+(?=\n)/));
  const port = await freePort();
  let server: Server | undefined;
  try {
    const starting = Server.startSilent(
      "WebKitWebDriver",
      ["--host=127.0.0.1", `--port=${port}`],
      processEnvironment({ DISPLAY: `:${display}`, GDK_BACKEND: "x11" }),
      () => fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false),
    );
    server = await from("WebKitWebDriver", starting);
    const driver = await new Builder()
      .disableEnvironmentOverrides()
      .withCapabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { args: ["--automation"] } })
      .usingServer(`http://127.0.0.1:${port}`)
      .build();
    await driver.manage().window().setRect(WINDOW);
    const driving = server;
    return {
      driver,
      complaints: () => driver.executeScript<string[]>(LISTEN),
      close: async () => {
        try {
          await driver.quit();
        } finally {
          await driving.stop();
          await screen.stop();
        }
      },
    };
  } catch (error) {
    await server?.kill();
    await screen.kill();
    throw error;
  }
}
