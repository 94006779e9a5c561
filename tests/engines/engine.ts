// One browser that Playwright cannot drive as it is installed: started, used, closed, started again.
import { By, until, type WebDriver, type WebElement } from "selenium-webdriver";
import { expect } from "@playwright/test";

/** How long the app may take to show something. */
const SHOWN_WITHIN_MS = 30_000;

/** A browser that has been started, with whatever was started for it. */
export interface Opened {
  driver: WebDriver;
  /** What the browser has complained of since it was last asked, one line each; as much as its driver tells. */
  complaints: () => Promise<string[]>;
  /** Closes the browser, and whatever was started for it. */
  close: () => Promise<void>;
}

/** A guardian's browser, by what they read on the screen. */
export class Engine {
  readonly #open: () => Promise<Opened>;
  #opened: Opened;
  /** The app's address, without a slash at its end. */
  readonly #app: string;

  private constructor(open: () => Promise<Opened>, opened: Opened, app: string) {
    this.#open = open;
    this.#opened = opened;
    this.#app = app;
  }

  static async start(open: () => Promise<Opened>, app: string): Promise<Engine> {
    return new Engine(open, await open(), app);
  }

  get driver(): WebDriver {
    return this.#opened.driver;
  }

  async close(): Promise<void> {
    await this.#opened.close();
  }

  /** Closes the browser and starts it anew: a cold start, if it keeps its profile. */
  async restart(): Promise<void> {
    await this.expectNoComplaints();
    await this.close();
    this.#opened = await this.#open();
  }

  complaints(): Promise<string[]> {
    return this.#opened.complaints();
  }

  async expectNoComplaints(): Promise<void> {
    expect(await this.complaints(), "the app threw or wrote an error to the console").toEqual([]);
  }

  /** Opens a path of the app and waits until the app itself runs, not the page's first screen. */
  async goto(path: string): Promise<void> {
    await this.expectNoComplaints();
    await this.driver.get(`${this.#app}${path}`);
    await this.running();
  }

  /** Opens a path at which the gateway answers with a page of its own. */
  async open(path: string): Promise<void> {
    await this.expectNoComplaints();
    await this.driver.get(`${this.#app}${path}`);
  }

  async reload(): Promise<void> {
    await this.expectNoComplaints();
    await this.driver.navigate().refresh();
    await this.running();
  }

  /** The app runs; `broken`, `failed` and `unsupported` are the screens it has for the worst cases. */
  async running(): Promise<void> {
    await this.driver.wait(until.elementLocated(By.css("html[data-boot]")), SHOWN_WITHIN_MS);
    expect(await this.boot()).toBe("running");
    // Where the driver tells nothing by itself, this begins to listen.
    await this.expectNoComplaints();
  }

  boot(): Promise<string | null> {
    return this.driver.findElement(By.css("html")).getAttribute("data-boot");
  }

  /** Waits until exactly this heading of the first level is there. */
  async heading(text: string): Promise<void> {
    await this.shown(By.xpath(`//h1[normalize-space(.)=${quoted(text)}]`));
  }

  /** Waits until an element is there and visible. */
  async shown(what: By, within = SHOWN_WITHIN_MS): Promise<WebElement> {
    const element = await this.driver.wait(until.elementLocated(what), within, `nothing there: ${what}`);
    await this.driver.wait(until.elementIsVisible(element), within, `not visible: ${what}`);
    return element;
  }

  /** Waits until a text is on the screen. */
  async reads(text: string, within = SHOWN_WITHIN_MS): Promise<void> {
    const words = async () => (await this.driver.findElement(By.css("body")).getText()).replaceAll(/\s+/g, " ");
    await expect.poll(words, { timeout: within }).toContain(text);
  }

  async press(button: string): Promise<void> {
    await (await this.shown(By.xpath(`//button[normalize-space(.)=${quoted(button)}]`))).click();
  }

  /** Follows the link whose name, as a screen reader says it, begins and ends so. */
  async follow(begin: string, end: string): Promise<void> {
    await (await this.shown(By.css(`a[aria-label^=${css(begin)}][aria-label$=${css(end)}]`))).click();
  }

  /** Types into the field whose label begins so. */
  async type(label: string, text: string): Promise<void> {
    const named = `//label[starts-with(normalize-space(.), ${quoted(label)})]/@for`;
    await (await this.shown(By.xpath(`//input[@id=${named}]`))).sendKeys(text);
  }

  /** A value beside its label, as it is shown. */
  async value(label: string): Promise<string> {
    const field = `//*[contains(@class, 'copy-field-text')][*[normalize-space(.)=${quoted(label)}]]`;
    return (await this.shown(By.xpath(`${field}/*[contains(@class, 'value')]`))).getText();
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await this.driver.takeScreenshot(), "base64");
  }
}

/** None of the app's words holds a double quote. */
function quoted(text: string): string {
  return `"${text}"`;
}

function css(text: string): string {
  return JSON.stringify(text);
}
