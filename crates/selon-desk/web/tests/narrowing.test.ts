// Narrowing the list: each kind of facet, several of them, and days on both timelines.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skip } from "./desk.js";
import { visits } from "./visit.js";

const FACETS = ["entity", "place", "outlet", "source", "certainty", "language", "against"];

describe("the list", { skip }, () => {
  const visit = visits();
  const matching = async () => parseInt(await visit.page.locator(".matching").innerText(), 10);

  /** Opens the group of a facet, and gives its first value that is counted. */
  const value = async (facet: string) => {
    const label = visit.page.locator(`#filters label:has(input[name=${facet}]):has(.count)`).first();
    await label.locator("xpath=ancestor::details").evaluate((group: HTMLDetailsElement) => (group.open = true));
    return { label, name: await label.locator(".name").innerText(), claims: Number(await label.locator(".count").innerText()) };
  };

  for (const facet of FACETS) {
    it(`has as many claims of a value of ${facet} as the facet says, and takes it back`, async () => {
      await visit.go("/");
      const all = await matching();
      const { label, name, claims } = await value(facet);
      await label.locator("input").click();
      await visit.page.waitForURL(new RegExp(`[?&]${facet}=`));
      assert.equal(await matching(), claims);
      assert.equal(await visit.count("ol.claims > li"), Math.min(claims, 50));
      assert.equal(await visit.page.locator(`#filters input[name=${facet}]:checked`).count(), 1);
      assert.ok((await visit.page.locator("ul.chosen a").innerText()).endsWith(name), name);
      await visit.page.locator("ul.chosen a").click();
      await visit.page.waitForURL((url) => !url.searchParams.has(facet));
      assert.equal(await matching(), all);
    });
  }

  it("keeps what was asked before: words, values of several facets, an order", async () => {
    await visit.go("/?q=morts&sort=earliest");
    for (const facet of ["outlet", "certainty"]) {
      const { label } = await value(facet);
      await label.locator("input").click();
      await visit.page.waitForURL(new RegExp(`[?&]${facet}=`));
    }
    const { searchParams } = new URL(visit.page.url());
    assert.deepEqual([...searchParams.keys()].sort(), ["certainty", "outlet", "q", "sort"]);
    assert.equal(await visit.count("ul.chosen li"), 3);
    // The address is the whole state: who gets it sees the same.
    const seen = await visit.page.locator("ol.claims").innerText();
    await visit.go(visit.path);
    assert.equal(await visit.page.locator("ol.claims").innerText(), seen);
  });

  it("has either of two values of a facet", async () => {
    await visit.go("/");
    const counts: number[] = [];
    for (const nth of [0, 1]) {
      const label = visit.page.locator("#filters label:has(input[name=outlet])").nth(nth);
      await label.locator("xpath=ancestor::details").evaluate((group: HTMLDetailsElement) => (group.open = true));
      counts.push(Number(await label.locator(".count").innerText()));
      await label.locator("input").click();
      await visit.page.waitForURL((url) => url.searchParams.getAll("outlet").length === nth + 1);
    }
    assert.ok((await matching()) >= Math.max(...counts));
  });

  for (const [timeline, from, to] of [["published", "from", "to"], ["about", "about_from", "about_to"]] as const) {
    const bars = () => visit.page.locator(`#${timeline}-timeline g.bar`);
    const days = () => new URL(visit.page.url()).searchParams;

    it(`takes days that are dragged over, when it is ${timeline}`, async () => {
      await visit.go("/?sort=recent");
      const all = await matching();
      const [first, second] = [(await bars().nth(0).boundingBox())!, (await bars().nth(1).boundingBox())!];
      const ends = [await bars().nth(0).getAttribute("data-start"), await bars().nth(1).getAttribute("data-end")];
      await visit.page.mouse.move(second.x + 5, second.y + 20);
      await visit.page.mouse.down();
      await visit.page.mouse.move(first.x + 5, first.y + 20, { steps: 5 });
      assert.equal(await visit.count(`#${timeline}-timeline g.bar.in`), 2, "backwards too");
      await visit.page.mouse.up();
      await visit.page.waitForURL(new RegExp(`[?&]${from}=`));
      assert.deepEqual([days().get(from), days().get(to), days().get("sort")], [...ends, "recent"]);
      assert.ok((await matching()) > 0 && (await matching()) < all);
      assert.equal(await visit.count("ul.chosen li"), 1);
      assert.equal(await visit.count(`#${timeline}-timeline g.bar.in`), 2);
    });

    it(`takes days with keys, when it is ${timeline}`, async () => {
      await visit.go("/");
      await visit.page.locator(`#${timeline}-timeline svg`).focus();
      for (const key of ["ArrowLeft", "Shift+ArrowLeft"]) await visit.page.keyboard.press(key);
      const said = await visit.page.locator(`#${timeline}-timeline output`).innerText();
      await visit.page.keyboard.press("Enter");
      await visit.page.waitForURL(new RegExp(`[?&]${from}=`));
      assert.equal(said, `from ${days().get(from)} to ${days().get(to)}`);
      assert.ok((await matching()) > 0);
    });

    it(`has the claims that the bar of a day says, without scripts, when it is ${timeline}`, async () => {
      await visit.reopen({ scripts: false });
      await visit.go("/");
      const title = await bars().first().locator("a").getAttribute("aria-label");
      await bars().first().locator("a").click();
      assert.equal(days().get(from), days().get(to));
      const said = parseInt(title!.split(": ").pop()!, 10);
      // What is about a month or a year may be about the day, and stands in no bar, as the caption says.
      if (timeline === "about") assert.ok((await matching()) >= said, title!);
      else assert.equal(await matching(), said, title!);
    });
  }

  it("keeps the days of one timeline while others are taken on the other", async () => {
    await visit.go("/");
    const first = await visit.page.locator("#published-timeline g.bar a").first().getAttribute("href");
    await visit.go(first!);
    await visit.page.locator("#about-timeline svg").focus();
    for (const key of ["ArrowLeft", "Enter"]) await visit.page.keyboard.press(key);
    await visit.page.waitForURL(/[?&]about_from=/);
    assert.deepEqual([...new URL(visit.page.url()).searchParams.keys()].sort(), ["about_from", "about_to", "from", "to"]);
    assert.equal(await visit.count("ul.chosen li"), 2);
  });
});
