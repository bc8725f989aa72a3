// An article on a desk: from its text to the list beside it and back, to claims, to the articles it shares words with, to its bytes.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { skip } from "./desk.js";
import { visits } from "./visit.js";

describe("an article", { skip }, () => {
  const visit = visits();
  const focused = () => visit.page.evaluate(() => document.activeElement?.id ?? "");
  const isInSight = (selector: string) => visit.page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

  /** Opens one that shares words with another: the first that has copied passages. */
  const copying = async () => {
    await visit.go("/articles");
    const addresses = await visit.page.locator("ol.articles h2 a").evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
    for (const address of addresses) {
      await visit.go(address);
      if (await visit.count(".words .copied")) return address;
    }
    throw new Error("no article of the ledger shares words with another");
  };

  for (const scripts of [true, false]) {
    it(`leads from its list to the words and back, with${scripts ? "" : "out"} scripts`, async () => {
      await visit.reopen({ scripts });
      await copying();
      const entry = visit.page.locator(".list li:not(.own)").last();
      const id = (await entry.getAttribute("id"))!;
      await entry.locator("a.mark").click();
      const mark = visit.path.split("#")[1]!;
      assert.match(mark, /^r1m\d+$/);
      assert.ok(await isInSight(`#${mark}`));
      await visit.page.locator(`#${mark}`).click();
      assert.equal(visit.path.split("#")[1], id);
      assert.ok(await isInSight(`#${id}`));
    });
  }

  it("lights the entry of the words that are pointed at, and brings it into sight", async () => {
    await copying();
    const entry = (await visit.page.locator(".list li:not(.own)").last().getAttribute("id"))!;
    const words = visit.page.locator(`.words .said:has(> a.mark[href='#${entry}'])`).first();
    await words.scrollIntoViewIfNeeded();
    await words.hover({ position: { x: 20, y: 10 } });
    assert.equal(await visit.page.locator(".list li.lit").getAttribute("id"), entry);
    assert.equal(await visit.page.locator(".tip").isVisible(), true);
    const isShown = await visit.page.locator(`#${entry}`).evaluate((item) => {
      const [inner, outer] = [item.getBoundingClientRect(), item.closest(".list")!.getBoundingClientRect()];
      return inner.top < outer.bottom && inner.bottom > outer.top;
    });
    assert.ok(isShown);
  });

  it("is gone through with n and p, forwards and backwards", async () => {
    await copying();
    const marks: string[] = [];
    for (let nth = 0; nth < 3; nth++) {
      await visit.page.keyboard.press("n");
      marks.push(await focused());
      assert.ok(await isInSight(`#${marks[nth]}`));
    }
    assert.equal(new Set(marks).size, 3);
    await visit.page.keyboard.press("p");
    assert.equal(await focused(), marks[1]);
    assert.equal(await visit.page.locator(".tip").isVisible(), true);
    await visit.page.keyboard.press("Escape");
    assert.equal(await visit.page.locator(".tip").isVisible(), false);
    await visit.page.keyboard.press("Enter");
    assert.match(visit.path, /#r1e\d+$/);
  });

  it("leads from a copied passage to the article that it shares it with, and from there back", async () => {
    const here = await copying();
    const passage = visit.page.locator(".words .copied").first();
    const copy = (await passage.getAttribute("data-copy"))!;
    await passage.hover({ position: { x: 3, y: 10 } });
    const lit = visit.page.locator("ol.copies li.lit");
    assert.equal(await lit.getAttribute("id"), `copy-${copy}`);
    assert.ok((await lit.locator("blockquote").count()) > 0, "the words that both have");
    const other = (await lit.locator("a[href^='/articles/']").getAttribute("href"))!;
    await lit.locator("a[href^='/articles/']").click();
    assert.equal(visit.path, other);
    assert.notEqual(other, here);
    assert.equal(await visit.count(`ol.copies a[href='${here}']`), 1);
  });

  it("leads to the claim of an assertion, and the claim to the same words", async () => {
    const here = await copying();
    const entry = visit.page.locator(".list li:has(.claim a)").first();
    const number = (await entry.locator("a.mark").getAttribute("href"))!;
    await entry.locator(".claim a").click();
    assert.match(visit.path, /^\/claims\/\d+$/);
    await visit.page.locator(`ol.assertions a.mark[href^='${here}?'], ol.assertions a.mark[href^='${here}#']`).first().click();
    await visit.page.waitForURL(/\/articles\/\d+#/);
    assert.equal(visit.path, here + number);
  });

  it("has its original bytes a click away, those of the hash that it names", async () => {
    await copying();
    const said = await visit.page.locator("main dd code").allInnerTexts();
    const download = visit.page.waitForEvent("download");
    await visit.page.locator("a[download]").click();
    const bytes = readFileSync((await (await download).path())!);
    const hash = createHash("sha256").update(bytes).digest("hex");
    assert.ok(said.some((words) => words === `${hash} (${bytes.length} B, text/plain)`), `${hash} in ${said.join(", ")}`);
  });

  it("has its text alone, as the record has it", async () => {
    const here = await copying();
    const answer = await visit.context.request.get(`${visit.desk.address}${here}/text`);
    assert.match(answer.headers()["content-type"]!, /^text\/plain/);
    const plain = (text: string | null) => (text ?? "").replace(/\s+/g, "");
    const shown = await visit.page.locator(".words").evaluate((words) => words.textContent);
    assert.equal(plain(shown), plain(await answer.text()));
  });

  it("shows its own voice when it is asked to, without scripts too", async () => {
    await visit.reopen({ scripts: false });
    await copying();
    const own = visit.page.locator(".list li.own").first();
    assert.equal(await own.isVisible(), false);
    await visit.page.locator("#own-voice").check();
    assert.equal(await own.isVisible(), true);
  });
});
