// Each behaviour of the scripts, on a small page of its own.
import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { violations } from "./accessible.js";
import { open, PHONE, windowOf } from "./browser.js";
import { serveFixtures } from "./fixtures.js";

let browser: Browser;
let served: Awaited<ReturnType<typeof serveFixtures>>;
let context: BrowserContext;
let page: Page;
let faults: string[];

before(async () => {
  browser = await open();
  served = await serveFixtures();
});
after(async () => {
  await browser?.close();
  served?.close();
});
beforeEach(async () => {
  ({ context, page, faults } = await windowOf(browser));
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(faults, []);
});

const go = (name: string) => page.goto(`${served.address}/${name}`, { waitUntil: "networkidle" });
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
const query = () => new URL(page.url()).search;

describe("keys", () => {
  it("go through the list, search, and go to pages", async () => {
    await go("story");
    await page.keyboard.press("j");
    assert.equal(await focused(), "At least 164 people died");
    await page.keyboard.press("j");
    assert.equal(await focused(), "A girl of four is among them");
    await page.keyboard.press("k");
    assert.equal(await focused(), "At least 164 people died");
    await page.keyboard.press("/");
    await page.keyboard.type("jk");
    assert.equal(await page.inputValue("#q"), "jk");
    await page.locator("h1").click();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.route("**/watches", (route) => route.fulfill({ contentType: "text/html", body: "" }));
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.waitForURL("**/watches");
  });

  it("are listed, and can be turned off", async () => {
    await go("story");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.getByLabel("Keys of a single letter are on").uncheck();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => document.activeElement?.closest("li")), null);
  });
});

describe("filters", () => {
  it("apply at once, leave out what is empty, and keep the focus", async () => {
    await go("story");
    assert.equal(await page.getByRole("button", { name: "Apply" }).isVisible(), false);
    await page.getByLabel("hearsay").click();
    await page.waitForURL("**/story?*");
    assert.equal(query(), "?certainty=hearsay");
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), "hearsay");
  });
});

describe("the timeline", () => {
  it("takes days by dragging", async () => {
    await go("story");
    const [first, last] = await Promise.all([0, 2].map((nth) => page.locator("g.bar").nth(nth).boundingBox()));
    await page.mouse.move(first!.x + 5, first!.y + 5);
    await page.mouse.down();
    await page.mouse.move(last!.x + 5, last!.y + 5, { steps: 4 });
    assert.equal(await page.locator("g.bar.in").count(), 3);
    await page.mouse.up();
    await page.waitForURL("**/story?*");
    assert.equal(query(), "?from=2022-01-08&to=2022-01-10");
  });

  it("takes days with keys, and says which", async () => {
    await go("story");
    await page.locator("figure.timeline svg").focus();
    for (const key of ["ArrowRight", "ArrowRight", "Shift+ArrowRight"]) await page.keyboard.press(key);
    assert.equal(await page.locator("figure.timeline output").textContent(), "from 2022-01-09 to 2022-01-10");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/story?*");
    assert.equal(query(), "?from=2022-01-09&to=2022-01-10");
  });

  it("leaves a bar's own link as it is", async () => {
    await go("story");
    await page.locator("g.bar").nth(1).click();
    await page.waitForURL("**/story?*");
    assert.equal(query(), "?day=09");
  });

  it("gives up with Escape, and takes a day by a click", async () => {
    await go("story");
    await page.locator("figure.timeline svg").focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("svg.brushed").count(), 0);
    await page.locator("g.bar").nth(3).click();
    await page.waitForURL("**/story?*");
    assert.equal(query(), "?from=2022-01-11&to=2022-01-11");
  });
});

describe("the way of a claim", () => {
  it("shows the edges of an article and their reasons, by pointer and by focus", async () => {
    await go("way");
    await page.locator("[data-node='1']").hover();
    assert.deepEqual(await page.locator(".reason li").allTextContents(), ["20 words in a row", "with AM"]);
    assert.equal(await page.locator(".edge.on").count(), 2);
    assert.equal(await page.locator(".node.on").count(), 3);
    await page.locator("[data-node='4']").focus();
    assert.deepEqual(await page.locator(".reason li").allTextContents(), ["according to the third"]);
    await page.locator("g.edge.credits").focus();
    assert.deepEqual(await page.locator(".reason li").allTextContents(), ["with AM"]);
    await page.locator("g.edge.credits").blur();
    await page.mouse.move(5, 5);
    assert.equal(await page.locator(".reason").textContent(), "Point at an article to see why.");
  });
});

describe("a chart", () => {
  it("says what a dot is, and goes from dot to dot with arrows", async () => {
    await go("chart");
    await page.locator("a.dot").nth(1).hover();
    assert.equal(await page.locator(".tip").textContent(), "?2 · 10 January: 103, a source");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".tip").isVisible(), false);
    await page.locator("a.dot").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator(".tip").textContent(), "15 January: 225, the prosecutor");
    assert.equal(await page.locator("a.dot[tabindex='0']").count(), 1);
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#c");
  });
});

describe("the map", () => {
  it("has countries as shapes, what overlaps as one, and no foreign link", async () => {
    await go("map");
    assert.equal(await page.locator("path.land").count(), 177);
    assert.equal(await page.locator("path.country").count(), 1);
    assert.equal(await page.locator("rect.plate").count(), 2, "Malta is too small for a shape");
    assert.ok((await page.locator("circle.region").count()) >= 2, "regions, and one in the key");
    await page.getByRole("button", { name: "Whole world" }).click();
    assert.equal(await page.locator("g.cluster").textContent(), "2");
    assert.equal(await page.locator("a[href^='javascript']").count(), 0);
    assert.ok(served.requests.includes("GET /api/places?q=x"));
  });

  it("is drawn larger by buttons, by keys and by what overlaps", async () => {
    await go("map");
    const scale = async () => Number((await page.locator("svg > g").first().getAttribute("transform"))?.match(/scale\((.*)\)/)?.[1]);
    assert.ok((await scale()) > 1, "all places are in sight, and little else");
    await page.getByRole("button", { name: "Whole world" }).click();
    assert.equal(await scale(), 1);
    await page.getByRole("button", { name: "Zoom in" }).click();
    assert.equal(await scale(), 1.6);
    await page.locator(".sea > svg").focus();
    await page.keyboard.press("+");
    assert.ok(Math.abs((await scale()) - 2.4) < 1e-6);
    await page.keyboard.press("0");
    assert.equal(await scale(), 1);
    await page.mouse.move(400, 300);
    await page.mouse.wheel(0, -300);
    assert.equal(await scale(), 2);
    await page.keyboard.press("0");
    await page.locator("g.cluster").focus();
    await page.keyboard.press("Enter");
    assert.equal(await scale(), 2.5);
    assert.deepEqual(await page.locator(".near li a").allTextContents(), ["Paris: 4 claims", "Versailles: 2 claims"]);
  });

  it("moves under the pointer without following links", async () => {
    await go("map");
    const at = (await page.locator("[data-key='city:almaty']").boundingBox())!;
    await page.mouse.move(at.x + 8, at.y + 8);
    await page.mouse.down();
    await page.mouse.move(at.x - 80, at.y + 8, { steps: 3 });
    await page.mouse.up();
    assert.match(page.url(), /\/map$/);
    const moved = (await page.locator("[data-key='city:almaty']").boundingBox())!;
    assert.ok(Math.abs(at.x - 88 - moved.x) < 3, `${at.x} ${moved.x}`);
  });
});

describe("the network", () => {
  it("is drawn, lets one voice stand alone, and hides kinds", async () => {
    await go("network");
    await page.locator(".graph canvas").first().waitFor();
    assert.ok((await page.locator(".graph canvas").count()) > 3);
    await page.getByLabel("Show only").selectOption("Second");
    await page.getByLabel("copies").uncheck();
    assert.equal(await page.locator("table").isVisible(), true);
  });
});

describe("adding", () => {
  it("tells progress, failures and the end, all as text", async () => {
    await go("add");
    await page.getByRole("button", { name: "Add" }).click();
    assert.equal(await page.locator("output").textContent(), "Choose at least one file.");
    await page.locator("#files").setInputFiles({ name: "un.txt", mimeType: "text/plain", buffer: Buffer.from("Un.") });
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Done: 2 added, 0 already there, 1 unreadable.").waitFor();
    assert.equal(await page.locator("output .failed").textContent(), "deux.bin: <b>not a text</b>");
    assert.equal(await page.locator("progress").evaluate((bar: HTMLProgressElement) => bar.value === bar.max), true);
    assert.match(page.url(), /\/add$/);
  });

  it("is followed on its own page, which comes again at the end", async () => {
    let visits = 0;
    await page.route("**/addition", (route) => (visits++ === 0 ? route.fallback() : route.fulfill({ contentType: "text/html", body: "over" })));
    await page.goto(`${served.address}/addition`);
    await page.getByText("over").waitFor();
  });

  it("takes files that are dropped", async () => {
    await go("add");
    const files = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["Un."], "un.txt", { type: "text/plain" }));
      return data;
    });
    await page.dispatchEvent("form.drop", "dragenter", { dataTransfer: files });
    assert.equal(await page.locator("form.drop.over").count(), 1);
    await page.dispatchEvent("form.drop", "drop", { dataTransfer: files });
    await page.getByText("Done: 2 added").waitFor();
  });
});

describe("an article", () => {
  it("shows whose words are pointed at, the innermost", async () => {
    await go("article");
    await page.getByText("selon Tokaïev").hover();
    assert.match((await page.locator(".tip").textContent()) ?? "", /First ← Tokaïev\s*certain/);
    assert.equal(await page.locator("li.lit").getAttribute("id"), "r1e2");
    await page.locator(".words .hedge").hover();
    assert.equal(await page.locator("li.lit").getAttribute("id"), "r1e1");
  });

  it("goes from assertion to assertion, its own voice where that is shown", async () => {
    await go("article");
    const at = () => page.evaluate(() => document.activeElement?.id);
    await page.keyboard.press("n");
    assert.equal(await at(), "r1m1");
    assert.match((await page.locator(".tip").textContent()) ?? "", /Des médias/);
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    assert.equal(await at(), "r1m4");
    await page.keyboard.press("p");
    assert.equal(await at(), "r1m2");
    await page.getByLabel("own voice").check();
    await page.locator("#r1m2").focus();
    await page.keyboard.press("n");
    assert.equal(await at(), "r1m3");
  });

  it("shows where a passage was copied from", async () => {
    await go("article");
    await page.getByText("Une fillette").hover({ position: { x: 5, y: 10 } });
    assert.equal(await page.locator("tr.lit").textContent(), "Agency, 8 January");
  });
});

describe("every fixture", () => {
  const names = ["story", "way", "chart", "map", "network", "add", "article"];

  it("is no wider than a phone", async () => {
    await page.setViewportSize(PHONE);
    for (const name of names) {
      await go(name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide, PHONE.width, name);
    }
  });

  it("has no fault that axe finds, in both looks", async () => {
    for (const name of names) {
      await go(name);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], `${name}, ${colorScheme}`);
      }
    }
  });
});
