// The other journeys rely on this: errors of a page are collected.
import { expect, test } from "./fixtures.ts";
import { type Engine } from "./engine.ts";

async function expectErrorsAreCollected(engine: Engine): Promise<void> {
  await engine.goto("/non/esiste");
  await engine.driver.executeScript("setTimeout(() => { throw new Error('thrown') }); console.error('written');");
  const collected: string[] = [];
  const listen = async () => collected.push(...(await engine.complaints())) && collected.join();
  await expect.poll(listen).toMatch(/thrown.*written|written.*thrown/s);
}

test("errors_of_a_page_are_collected_in_firefox", ({ firefox }) => expectErrorsAreCollected(firefox));

test("errors_of_a_page_are_collected_in_webkit", ({ webkit }) => expectErrorsAreCollected(webkit));
