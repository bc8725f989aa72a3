// What figures, sources and the map lead to.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skip } from "./desk.js";
import { visits } from "./visit.js";

describe("the figures", { skip }, () => {
  const visit = visits();
  const dates = () => visit.page.locator("figure.chart .axis text[text-anchor='start']").first().textContent();
  const dots = () => visit.page.locator("figure.chart a.dot");

  for (const scripts of [true, false]) {
    it(`stand at the time that they speak of when that is chosen, with${scripts ? "" : "out"} scripts`, async () => {
      await visit.reopen({ scripts });
      await visit.go("/figures");
      const published = { dates: await dates(), dots: await dots().count() };
      assert.equal(await visit.page.locator("input[name=by]:checked").getAttribute("value"), "published");
      await visit.page.locator("input[name=by][value=about]").check();
      await visit.page.locator("form.choose button").click();
      await visit.page.waitForURL(/[?&]by=about/);
      assert.equal(await visit.page.locator("input[name=by]:checked").getAttribute("value"), "about");
      assert.notEqual(await dates(), published.dates);
      // What speaks of no time has no place on this axis, and is counted.
      assert.ok((await dots().count()) > 0 && (await dots().count()) <= published.dots);
      if ((await dots().count()) < published.dots) assert.match(await visit.page.locator(".figures .unknown").first().innerText(), /\d/);
    });
  }

  it("lead from a dot and from a row to the same words of an article", async () => {
    await visit.go("/figures");
    const address = (await dots().first().getAttribute("href"))!;
    assert.ok((await visit.count(`.figures tbody th a[href='${address}']`)) > 0);
    await dots().first().focus();
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForURL(/\/articles\/\d+#r1m\d+$/);
    assert.equal(await visit.page.evaluate(() => document.querySelector(":target")?.classList.contains("mark")), true);
  });

  it("have each row's claim", async () => {
    await visit.go("/figures");
    const link = visit.page.locator(".figures tbody td a[href^='/claims/']").first();
    const claim = await link.innerText();
    await link.click();
    assert.equal(visit.path, `/claims/${claim}`);
  });
});

describe("the sources", { skip }, () => {
  const visit = visits();

  for (const scripts of [true, false]) {
    it(`lead from a cell of the matrix to the articles, with${scripts ? "" : "out"} scripts`, async () => {
      await visit.reopen({ scripts });
      await visit.go("/sources");
      const cell = visit.page.locator("table.matrix td a").first();
      const count = Number(await cell.innerText());
      assert.match((await cell.getAttribute("aria-label"))!, /^\d+ · .* relies on .*/);
      await cell.click();
      await visit.page.waitForURL(/[?&]on=.*#relying$/);
      assert.equal(await visit.count("section[aria-labelledby='relying'] li"), count);
      await visit.page.locator("section[aria-labelledby='relying'] a").first().click();
      assert.match(visit.path, /^\/articles\/\d+/);
      assert.ok((await visit.count(".words")) > 0);
    });
  }

  it("have a page for each outlet, with its articles and its claims", async () => {
    await visit.go("/sources");
    const row = visit.page.locator("section:has(#outlets) tbody tr").first();
    const [name, articles] = [await row.locator("th").innerText(), Number(await row.locator("td").first().innerText())];
    await row.locator("td a").first().click();
    assert.equal(await visit.count("ol.articles > li"), articles);
    assert.equal(await visit.page.locator("#outlet option:checked").innerText(), name);
    await visit.page.goBack();
    await visit.page.locator("section:has(#outlets) tbody tr").first().locator("td a").last().click();
    assert.match(visit.path, /^\/\?outlet=/);
    assert.ok((await visit.page.locator("ul.chosen").innerText()).includes(name));
    await visit.page.goBack();
    await visit.page.locator("section:has(#outlets) tbody th a").first().click();
    assert.equal(await visit.page.locator("h1").innerText(), name);
    assert.equal(await visit.count("section:has(#outlets) tbody tr"), 1);
    await visit.page.locator("main a[href='/sources']").click();
    assert.ok((await visit.count("section:has(#outlets) tbody tr")) > 1);
  });

  it("lead from who is quoted to the claims about them", async () => {
    await visit.go("/sources");
    await visit.page.locator("section:has(#quoted) th a").first().click();
    assert.match(visit.path, /^\/\?(entity|outlet)=/);
    assert.equal(await visit.count("ul.chosen li"), 1);
  });
});

describe("the map", { skip }, () => {
  const visit = visits();
  const scale = async () => Number((await visit.page.locator(".sea svg > g").first().getAttribute("transform"))?.match(/scale\((.*)\)/)?.[1]);

  it("is drawn larger with the keyboard until a place stands alone, which leads to its claims", async () => {
    await visit.go("/map");
    await visit.page.locator(".map .land").first().waitFor();
    await visit.page.locator(".sea svg").focus();
    await visit.page.keyboard.press("0");
    assert.equal(await scale(), 1);
    for (let presses = 0; presses < 6; presses++) await visit.page.keyboard.press("+");
    assert.ok(Math.abs((await scale()) - 1.5 ** 6) < 0.01);
    await visit.page.keyboard.press("-");
    assert.ok(Math.abs((await scale()) - 1.5 ** 5) < 0.01);

    // Of a cluster, Enter shows the places.
    await visit.page.keyboard.press("0");
    await visit.page.locator("g.cluster").first().focus();
    const before = await scale();
    await visit.page.keyboard.press("Enter");
    assert.ok((await scale()) > before);
    const place = visit.page.locator(".near li a").first();
    const claims = Number((await place.innerText()).match(/(\d+) claims?$/)![1]);
    await place.focus();
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForURL(/\/\?place=/);
    assert.equal(parseInt(await visit.page.locator(".matching").innerText(), 10), claims);
  });

  it("leads from the mark of a place to its claims", async () => {
    await visit.go("/map");
    const mark = visit.page.locator(".sea a[data-key]").first();
    await mark.waitFor();
    const claims = Number((await mark.getAttribute("aria-label"))!.match(/: (\d+) claims?/)![1]);
    await mark.focus();
    await visit.page.keyboard.press("Enter");
    await visit.page.waitForURL(/\/\?place=/);
    assert.equal(parseInt(await visit.page.locator(".matching").innerText(), 10), claims);
  });

  it("is a list without scripts, which leads to the same claims", async () => {
    await visit.reopen({ scripts: false });
    await visit.go("/map");
    const entry = visit.page.locator("ul.places li").first();
    const claims = Number(await entry.locator(".count").innerText());
    await entry.locator("a").click();
    assert.match(visit.path, /^\/\?place=/);
    assert.equal(parseInt(await visit.page.locator(".matching").innerText(), 10), claims);
  });
});
