// What a reader does on a desk: narrows the list, follows a claim to its origin, reads the article, corrects and takes back.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { open, windowOf } from "./browser.js";
import { skip, startDesk } from "./desk.js";

describe("a reader", { skip }, () => {
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof startDesk>>;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  before(async () => {
    browser = await open();
    desk = await startDesk();
  });
  after(async () => {
    await browser?.close();
    desk?.close();
  });
  beforeEach(async () => {
    ({ context, page, faults } = await windowOf(browser));
  });
  afterEach(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });

  const go = (path: string) => page.goto(desk.address + path, { waitUntil: "networkidle" });
  const claims = () => page.locator("ol.claims > li").count();
  const first = () => page.locator("ol.claims > li h2 a").first();

  /** Presses a button that changes something, and waits for the page that follows. */
  const send = async (button: string) => {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.locator(button).first().click();
    assert.equal((await answer).status(), 303);
    await page.waitForLoadState("networkidle");
  };

  it("narrows the list by a tick, and widens it again", async () => {
    await go("/");
    const all = await claims();
    const box = page.locator("form#filters input[name=certainty]").first();
    await box.locator("xpath=ancestor::details").evaluate((group: HTMLDetailsElement) => (group.open = true));
    await box.click();
    await page.waitForURL(/[?&]certainty=/);
    assert.ok((await claims()) > 0 && (await claims()) <= all);
    await page.locator("ul.chosen a").first().click();
    await page.waitForURL((url) => !url.search.includes("certainty"));
    assert.equal(await claims(), all);
  });

  it("narrows the list without scripts", async () => {
    const plain = await windowOf(browser, { scripts: false });
    await plain.page.goto(desk.address);
    const group = plain.page.locator("details:has(input[name=certainty])");
    if ((await group.getAttribute("open")) === null) await group.locator("summary").click();
    await plain.page.locator("input[name=certainty]").first().check();
    await plain.page.locator("form#filters button").click();
    await plain.page.waitForURL(/[?&]certainty=/);
    await plain.context.close();
  });

  it("takes days from the timeline", async () => {
    await go("/");
    const bars = page.locator("figure.timeline").first().locator("g.bar");
    const start = await bars.first().getAttribute("data-start");
    const box = (await bars.first().boundingBox())!;
    await page.mouse.move(box.x + 1, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 5, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/[?&](about_)?from=/);
    assert.match(page.url(), new RegExp(`from=${start}`));
    assert.ok((await page.locator("ul.chosen li").count()) > 0);
  });

  it("finds what was lost on the way of the claim that stands first", async () => {
    await go("/");
    await first().click();
    await page.waitForURL(/\/claims\/\d+/);
    assert.ok((await page.locator("figure.way [data-node]").count()) > 1);
    assert.ok((await page.locator(".short li").count()) > 0);
    assert.ok((await page.locator("figure.way .loss").count()) > 0);
    await page.locator("figure.way a[data-node]").last().focus();
    assert.ok((await page.locator("figcaption.reason").innerText()).length > 3);
  });

  it("reads the words in their article", async () => {
    await go("/");
    await first().click();
    await page.locator("ol.assertions a.mark").first().click();
    await page.waitForURL(/\/articles\/\d+/);
    assert.match(page.url(), /#r1m\d+$/);
    assert.ok((await page.locator(".words .said").count()) > 0);
    await page.keyboard.press("n");
    assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("mark")), true);
    assert.equal(await page.locator(".tip").isVisible(), true);
  });

  it("takes an assertion out of a claim, and takes that back", async () => {
    await go("/");
    await first().click();
    const path = new URL(page.url()).pathname;
    const count = () => page.locator("ol.assertions > li").count();
    const all = await count();
    await page.locator("ol.assertions input[type=checkbox]").last().check();
    await send("form[action$='/take-out'] fieldset button");
    assert.equal(await count(), all - 1);
    await go("/decisions");
    await send("form[action$='/undo'] button");
    await go(path);
    assert.equal(await count(), all);
  });

  it("opens what the map, the figures and the network show", async () => {
    await go("/map");
    await page.locator(".map .land").first().waitFor();
    assert.equal(await page.locator(".map .land").count(), 177);
    await go("/figures");
    await page.locator("figure.chart a.dot").first().focus();
    assert.equal(await page.locator(".tip").isVisible(), true);
    await go("/sources");
    await page.locator(".network canvas").first().waitFor();
    assert.ok((await page.locator(".network table").count()) > 0);
  });
});
