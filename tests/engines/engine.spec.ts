// What the other journeys rely on: an error in the page does not go unnoticed.
import { expect, test } from "./fixtures.ts";
import { type Engine } from "./engine.ts";

async function errorsAreNoticed(engine: Engine): Promise<void> {
  await engine.goto("/non/esiste");
  await engine.driver.executeScript("setTimeout(() => { throw new Error('thrown') }); console.error('written');");
  const heard: string[] = [];
  const listen = async () => heard.push(...(await engine.complaints())) && heard.join();
  await expect.poll(listen).toMatch(/thrown.*written|written.*thrown/s);
}

test("an_error_in_a_page_in_firefox_is_noticed", ({ firefox }) => errorsAreNoticed(firefox));

test("an_error_in_a_page_in_webkit_is_noticed", ({ webkit }) => errorsAreNoticed(webkit));
