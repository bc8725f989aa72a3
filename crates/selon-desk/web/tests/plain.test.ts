// The desk without scripts, and with the keyboard alone.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skip } from "./desk.js";
import { visits } from "./visit.js";

describe("the desk without scripts", { skip }, () => {
  const visit = visits(undefined, { scripts: false });
  const background = () => visit.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const footer = (name: string) => visit.page.locator("footer.desk a", { hasText: name });

  it("speaks another language when that is chosen, about the same question, and goes on speaking it", async () => {
    await visit.go("/?q=morts");
    const claims = await visit.count("ol.claims > li");
    await footer("français").click();
    assert.equal(await visit.page.locator("html").getAttribute("lang"), "fr");
    assert.equal(visit.path, "/?q=morts");
    assert.equal(await visit.count("ol.claims > li"), claims);
    await visit.page.locator("ol.claims > li h2 a").first().click();
    const french = await visit.page.locator("#way").innerText();
    await footer("English").click();
    assert.equal(await visit.page.locator("html").getAttribute("lang"), "en");
    assert.match(visit.path, /^\/claims\/\d+$/);
    assert.notEqual(await visit.page.locator("#way").innerText(), french);
  });

  it("is dark when that is chosen, on each page, and light again", async () => {
    await visit.go("/");
    const light = await background();
    await footer("dark").click();
    const dark = await background();
    assert.notEqual(dark, light);
    for (const path of ["/figures", "/sources", "/map", "/watches"]) {
      await visit.go(path);
      assert.equal(await background(), dark, path);
    }
    await footer("light").click();
    assert.equal(await background(), light);
    assert.equal(visit.path, "/watches");
  });

  it("shows the way of a claim, and says in words why", async () => {
    await visit.go("/");
    await visit.page.locator("ol.claims > li h2 a").first().click();
    assert.equal(await visit.page.locator("figure.way svg").isVisible(), true);
    assert.ok((await visit.count("ol.steps > li")) > 1);
    const why = visit.page.locator("details.why").first();
    await why.locator("summary").click();
    assert.ok((await why.locator("ol").innerText()).length > 20);
    await visit.page.locator("figure.way a[data-node]").first().click();
    assert.match(visit.path, /^\/articles\/\d+/);
  });

  it("finds articles by words, outlet and day", async () => {
    await visit.go("/articles");
    const all = await visit.count("ol.articles > li");
    await visit.page.selectOption("#outlet", { index: 1 });
    await visit.page.locator("form.search button").click();
    const some = await visit.count("ol.articles > li");
    assert.ok(some > 0 && some < all);
    await visit.go("/articles");
    await visit.page.fill("#q", "morts");
    await visit.page.locator("form.search button").click();
    assert.ok((await visit.count("ol.articles mark")) > 0);
  });
});

describe("the keyboard", { skip }, () => {
  const visit = visits();
  const focused = () => visit.page.evaluate(() => document.activeElement?.id ?? "");

  it("reaches the content first, past the navigation", async () => {
    for (const path of ["/", "/figures", "/sources", "/map", "/add", "/watches"]) {
      await visit.go(path);
      await visit.page.keyboard.press("Tab");
      const skipLink = visit.page.locator("a.skip");
      assert.equal(await skipLink.evaluate((link) => link === document.activeElement), true, path);
      assert.equal(await skipLink.isVisible(), true);
      const box = (await skipLink.boundingBox())!;
      assert.ok(box.x >= 0 && box.y >= 0 && box.height > 10, "in sight");
      await visit.page.keyboard.press("Enter");
      assert.equal(await focused(), "content", path);
    }
  });

  it("opens a claim from the list, an article from the claim, and a page by its letter", async () => {
    await visit.go("/");
    const second = await visit.page.locator("ol.claims > li h2 a").nth(1).getAttribute("href");
    for (const key of ["j", "j", "Enter"]) await visit.page.keyboard.press(key);
    await visit.page.waitForURL("**/claims/*");
    assert.equal(visit.path, second);
    await visit.page.locator("figure.way a[data-node]").first().focus();
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForURL("**/articles/**");
    for (const [key, path] of [["f", "/figures"], ["s", "/sources"], ["m", "/map"], ["a", "/add"], ["w", "/watches"], ["c", "/"]] as const) {
      await visit.page.keyboard.press("g");
      await visit.page.keyboard.press(key);
      await visit.page.waitForURL(visit.desk.address + path);
    }
  });

  it("narrows the list, and the focus stays where it was", async () => {
    await visit.go("/");
    const box = visit.page.locator("#filters details[open] input[type=checkbox]").first();
    const value = await box.getAttribute("value");
    await box.focus();
    await visit.page.keyboard.press("Space");
    await visit.page.waitForURL(/\/\?\w+=/);
    assert.equal(await visit.page.evaluate(() => (document.activeElement as HTMLInputElement).value), value);
  });

  it("shows where it is: each control that Tab reaches on the list has an outline", async () => {
    await visit.go("/");
    const without = new Set<string>();
    for (let presses = 0; presses < 40; presses++) {
      await visit.page.keyboard.press("Tab");
      const seen = await visit.page.evaluate(() => {
        const here = document.activeElement;
        if (!here || here === document.body) return "";
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(here);
        return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" ? "" : here.outerHTML.slice(0, 100);
      });
      if (seen) without.add(seen);
    }
    assert.deepEqual([...without], []);
  });
});
