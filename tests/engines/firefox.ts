// Headless Firefox by geckodriver. The profile is a folder, so the app's storage survives a restart.
import { Builder } from "selenium-webdriver";
import { Options } from "selenium-webdriver/firefox.js";
import logInspector from "selenium-webdriver/bidi/logInspector.js";
import { processEnvironment, Server } from "../e2e/server.ts";
import { type Opened } from "./engine.ts";
import { from } from "./programs.ts";

/** Device pixels for one CSS pixel. */
const DENSITY = 2;
/** In CSS pixels. As high as a phone; Firefox's toolbar does not allow a narrower window. */
const WINDOW = { x: 0, y: 0, width: 500, height: 960 };

/** Set by `cargo xtask e2e`; otherwise the program on the path. */
const geckodriver = process.env.RICARICA_GECKODRIVER ?? "geckodriver";
const firefox = process.env.RICARICA_FIREFOX;

export async function openFirefox(profile: string): Promise<Opened> {
  const args = ["--host", "127.0.0.1", "--port", "0", "--websocket-port", "0"];
  // The virtual screen must be large enough for the window.
  const screen = { MOZ_HEADLESS_WIDTH: String(WINDOW.width * DENSITY), MOZ_HEADLESS_HEIGHT: String(WINDOW.height * DENSITY) };
  const [server, [, address]] = await Server.startFile(geckodriver, args, processEnvironment(screen), /Listening on (\S+)/);
  const options = new Options();
  if (firefox) options.setBinary(firefox);
  options.addArguments("-headless", "-profile", profile);
  options.setPreference("intl.accept_languages", "it-IT, it");
  options.setPreference("layout.css.devPixelsPerPx", String(DENSITY));
  // Needed for the console's messages.
  options.set("webSocketUrl", true);
  try {
    const builder = new Builder().disableEnvironmentOverrides().forBrowser("firefox").setFirefoxOptions(options);
    // `build` returns a driver that is also a promise.
    const driver = await from("Firefox", Promise.resolve(builder.usingServer(`http://${address}`).build()));
    await driver.manage().window().setRect(WINDOW);
    const complaints: string[] = [];
    const inspector = await logInspector(driver);
    await inspector.onLog((entry) => {
      if (entry.level === "error") complaints.push(entry.text);
    });
    return {
      driver,
      complaints: async () => complaints.splice(0),
      close: async () => {
        try {
          await driver.quit();
        } finally {
          await server.stop();
        }
      },
    };
  } catch (error) {
    await server.kill();
    throw error;
  }
}
