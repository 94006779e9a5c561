// A browser that Playwright cannot drive as installed: start, use, close, restart.
import { By, until, type WebDriver, type WebElement } from "selenium-webdriver";
import { expect } from "@playwright/test";

/** Time limit for an element to appear. */
const SHOWN_WITHIN_MS = 30_000;

/** A started browser with its helper programs. */
export interface Opened {
  driver: WebDriver;
  /** The browser's errors since the last call, one line each, as far as its driver reports them. */
  complaints: () => Promise<string[]>;
  /** Closes the browser and its helper programs. */
  close: () => Promise<void>;
}

/** A guardian's browser, used by the texts on the screen. */
export class Engine {
  readonly #open: () => Promise<Opened>;
  #opened: Opened;
  /** The app's address, without a slash at the end. */
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

  /** Closes the browser and starts it again: a cold start, if its profile is stored. */
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

  /** Opens a path of the app and waits until the app runs. */
  async goto(path: string): Promise<void> {
    await this.expectNoComplaints();
    await this.driver.get(`${this.#app}${path}`);
    await this.running();
  }

  /** Opens a path that the gateway answers with its own page. */
  async open(path: string): Promise<void> {
    await this.expectNoComplaints();
    await this.driver.get(`${this.#app}${path}`);
  }

  async reload(): Promise<void> {
    await this.expectNoComplaints();
    await this.driver.navigate().refresh();
    await this.running();
  }

  /** Waits until the app runs. The failure screens are `broken`, `failed` and `unsupported`. */
  async running(): Promise<void> {
    await this.driver.wait(until.elementLocated(By.css("html[data-boot]")), SHOWN_WITHIN_MS);
    expect(await this.boot()).toBe("running");
    // With WebKit's driver this call starts the collection.
    await this.expectNoComplaints();
  }

  boot(): Promise<string | null> {
    return this.driver.findElement(By.css("html")).getAttribute("data-boot");
  }

  /** Waits for this heading of the first level. */
  async heading(text: string): Promise<void> {
    await this.shown(By.xpath(`//h1[normalize-space(.)=${quoted(text)}]`));
  }

  /** Waits until an element is visible. */
  async shown(what: By, within = SHOWN_WITHIN_MS): Promise<WebElement> {
    const element = await this.driver.wait(until.elementLocated(what), within, `missing: ${what}`);
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

  /** Clicks the element at this XPath. */
  async tap(path: string): Promise<void> {
    await (await this.shown(By.xpath(path))).click();
  }

  /** Types into the field whose label begins with this text. */
  async type(label: string, text: string): Promise<void> {
    const named = `//label[starts-with(normalize-space(.), ${quoted(label)})]/@for`;
    const field = await this.shown(By.xpath(`//input[@id=${named}]`));
    await this.settled();
    // In place of a suggested amount.
    if (await field.getAttribute("value")) await field.clear();
    await field.sendKeys(text);
  }

  /** The shown value of a label. */
  async value(label: string): Promise<string> {
    const field = `//*[contains(@class, 'copy-field-text')][*[normalize-space(.)=${quoted(label)}]]`;
    return (await this.shown(By.xpath(`${field}/*[contains(@class, 'value')]`))).getText();
  }

  /** Waits for the end of the fade from page to page. WebKit's driver reaches no element during it. */
  async settled(): Promise<void> {
    const moving = () => this.driver.executeScript("return document.getAnimations().length");
    await expect.poll(moving, { timeout: 2_000 }).toBe(0);
  }

  async picture(): Promise<Buffer> {
    return Buffer.from(await this.driver.takeScreenshot(), "base64");
  }
}

/** The app's texts contain no double quotes. */
function quoted(text: string): string {
  return `"${text}"`;
}
