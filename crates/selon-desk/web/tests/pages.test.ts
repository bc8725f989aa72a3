// Every page of a desk on a real ledger: with and without scripts, in both looks and languages, on a phone and on a desk.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { violations } from "./accessible.js";
import { DESKTOP, open, PHONE, windowOf } from "./browser.js";
import { skip, startDesk } from "./desk.js";
import { visited, type Visited } from "./paths.js";

describe("the desk", { skip }, () => {
  let browser: Browser;
  let desk: Awaited<ReturnType<typeof startDesk>>;
  let pages: Visited[];

  before(async () => {
    browser = await open();
    desk = await startDesk();
    const { context, page } = await windowOf(browser, { scripts: false });
    pages = await visited(page, desk.address);
    await context.close();
  });
  after(async () => {
    await browser?.close();
    desk?.close();
  });

  it("says what each page is without scripts, and leads to the others", async () => {
    const { context, page } = await windowOf(browser, { scripts: false });
    for (const { name, path } of pages) {
      const answer = await page.goto(desk.address + path);
      assert.equal(answer?.status(), name === "missing" ? 404 : 200, name);
      assert.equal(await page.locator("h1").count(), 1, `${name} has one heading`);
      assert.ok((await page.locator("main").innerText()).length > 20, `${name} says something`);
      assert.equal(await page.locator("header.desk nav a").count(), 6, name);
      assert.notEqual(await page.title(), "", name);
    }
    await context.close();
  });

  it("searches and narrows without scripts, and the address is the state", async () => {
    const { context, page } = await windowOf(browser, { scripts: false });
    await page.goto(desk.address);
    await page.fill("#q", "morts");
    await page.keyboard.press("Enter");
    await page.waitForURL(/[?&]q=morts/);
    const found = await page.locator("ol.claims > li").count();
    assert.ok(found > 0);
    await page.goto(page.url());
    assert.equal(await page.locator("ol.claims > li").count(), found);
    assert.equal(await page.inputValue("#q"), "morts");
    await context.close();
  });

  it("speaks the reader's language", async () => {
    for (const [locale, code] of [["fr-FR", "fr"], ["en-GB", "en"]] as const) {
      const { context, page } = await windowOf(browser, { locale });
      await page.goto(desk.address);
      assert.equal(await page.locator("html").getAttribute("lang"), code);
      await context.close();
    }
  });

  it("keeps the look that is chosen", async () => {
    const { context, page } = await windowOf(browser);
    await page.goto(desk.address);
    await page.locator("footer.desk").getByText("dark").click();
    await page.goto(`${desk.address}/map`);
    assert.equal(await page.locator("html").getAttribute("data-look"), "dark");
    await context.close();
  });

  for (const look of ["light", "dark"] as const) {
    for (const [screen, size] of [["phone", PHONE], ["desktop", DESKTOP]] as const) {
      it(`has no fault on a ${screen}, ${look}`, async () => {
        const { context, page, faults } = await windowOf(browser, { look, size });
        for (const { name, path } of pages) {
          await page.goto(desk.address + path, { waitUntil: "networkidle" });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= size.width, `${name} is ${wide} wide`);
          assert.deepEqual(await violations(page), [], name);
        }
        const unexpected = faults.filter((fault) => !/404 .*\/claims\/999999999$/.test(fault));
        assert.deepEqual(unexpected, []);
        await context.close();
      });
    }
  }

  it("weighs less than 300 kB a page, scripts included", async () => {
    for (const { name, path } of pages) {
      const { context, page } = await windowOf(browser);
      let weight = 0;
      const bodies: Promise<void>[] = [];
      page.on("response", (response) => {
        bodies.push(response.body().then((body) => void (weight += gzipSync(body).length), () => undefined));
      });
      await page.goto(desk.address + path, { waitUntil: "networkidle" });
      await Promise.all(bodies);
      assert.ok(weight > 0 && weight < 300_000, `${name}: ${weight} bytes`);
      await context.close();
    }
  });
});
