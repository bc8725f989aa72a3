// Decisions on the page of a claim: claims joined, articles tied and parted, each with who and why, and taken back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skip } from "./desk.js";
import { visits } from "./visit.js";

describe("a decision", { skip }, () => {
  const visit = visits();
  const origins = () => visit.page.locator("article.claim > header .origins").innerText();
  const assertions = () => visit.count("ol.assertions > li");

  /** The addresses of the claims that stand first in the list. */
  const claims = async () => {
    await visit.go("/");
    return visit.page.locator("ol.claims > li h2 a").evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
  };
  /** Says who decides and why, in the form of a kind. */
  const sign = async (form: string, why: string) => {
    await visit.page.locator(`form[action$='${form}'] input[name=who]`).fill("Léa <i>Martin</i>");
    await visit.page.locator(`form[action$='${form}'] input[name=why]`).fill(why);
  };
  const undo = () => visit.send("ul.decisions li:not(.dim) form[action$='/undo'] button");
  /** What the claim's page says of the last decision about it. */
  const decided = () => visit.page.locator("ul.decisions > li").last().innerText();

  for (const scripts of [true, false]) {
    it(`makes one claim of two, and two again, with${scripts ? "" : "out"} scripts`, async () => {
      await visit.reopen({ scripts });
      const [one, other] = await claims();
      await visit.go(other!);
      const theirs = await assertions();
      const before = await origins();
      await visit.go(one!);
      const ours = await assertions();
      await visit.page.fill("form[action$='/join'] input[name=other]", visit.desk.address + other!);
      await sign("/join", "the same toll");
      await visit.send("form[action$='/join'] button");
      assert.equal(await assertions(), ours + theirs);
      assert.match(await decided(), /Léa <i>Martin<\/i>[^]*the same toll/);
      assert.equal(await visit.count("ul.decisions i"), 0, "text is text");
      // The other's address leads to the claim that it is part of now, and the list has one claim less.
      await visit.go(other!);
      assert.equal(await assertions(), ours + theirs);
      await undo();
      await visit.go(one!);
      assert.equal(await assertions(), ours);
      await visit.go(other!);
      assert.equal(await assertions(), theirs);
      assert.equal(await origins(), before);
    });
  }

  it("parts two articles that one origin was proven of, and takes that back", async () => {
    for (const claim of await claims()) {
      await visit.go(claim);
      if (/\b1 origin$/.test(await origins())) break;
    }
    const before = await origins();
    assert.match(before, /\b1 origin$/, "a claim of a single origin");
    // The first article and each other one: then nothing ties the first one any more.
    const all = await visit.page.locator("form[action$='/tie'] select[name=b] option").evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    const [first, ...others] = all;
    for (const other of others) {
      await visit.page.selectOption("select[name=a]", first!);
      await visit.page.selectOption("select[name=b]", other);
      await sign("/tie", "another reporter");
      await visit.send("button[formaction$='/part']");
    }
    assert.notEqual(await origins(), before);
    assert.match(await decided(), /nothing ties articles \d+ and \d+[^]*another reporter/);
    for (const _ of others) await undo();
    assert.equal(await origins(), before);
    await visit.go("/decisions");
    assert.ok((await visit.count("ul.decisions li.dim")) >= others.length, "what was taken back is still there to read");
  });

  it("ties two articles that nothing tied, and takes that back", async () => {
    const atMost = async () => Number((await origins()).match(/at most (\d+)/)?.[1] ?? 1);
    for (const claim of await claims()) {
      await visit.go(claim);
      if ((await atMost()) > 1) break;
    }
    const before = await atMost();
    assert.ok(before > 1, "a claim that may have several origins");
    const options = visit.page.locator("form[action$='/tie'] select[name=b] option");
    // Of two articles one after the other, until it makes one origin less: others are of one already.
    for (let nth = 1; nth < (await options.count()) && (await atMost()) === before; nth++) {
      await visit.page.selectOption("select[name=a]", { index: 0 });
      await visit.page.selectOption("select[name=b]", { index: nth });
      await visit.send("form[action$='/tie'] button:not([formaction])");
    }
    assert.equal(await atMost(), before - 1);
    while (await visit.count("ul.decisions li:not(.dim) form[action$='/undo']")) await undo();
    assert.equal(await atMost(), before);
  });

  it("sets an assertion apart without scripts, where it can be found", async () => {
    await visit.reopen({ scripts: false });
    const [claim] = await claims();
    await visit.go(claim!);
    const all = await assertions();
    const box = visit.page.locator("ol.assertions input[type=checkbox]").last();
    const number = (await box.getAttribute("value"))!;
    await box.check();
    await visit.send("form[action$='/take-out'] fieldset button");
    assert.equal(await assertions(), all - 1);
    await visit.go(`/claims/${number}`);
    assert.equal(await assertions(), 1);
    await visit.go("/decisions");
    await undo();
    await visit.go(claim!);
    assert.equal(await assertions(), all);
  });

  it("is refused where it says nothing, in words", async () => {
    await visit.go("/decisions");
    const before = await visit.count("ul.decisions > li");
    const [claim] = await claims();
    const number = claim!.split("/").pop()!;
    for (const other of [number, "999999999", "javascript:alert(1)"]) {
      await visit.go(claim!);
      await visit.page.fill("form[action$='/join'] input[name=other]", other);
      const answer = visit.page.waitForResponse((response) => response.request().method() === "POST");
      await visit.page.locator("form[action$='/join'] button").click();
      const status = (await answer).status();
      assert.ok(status >= 400 && status < 500, `${other}: ${status}`);
      await visit.page.waitForLoadState();
      assert.ok((await visit.page.locator("h1").innerText()).length > 5);
      visit.forgive(new RegExp(` ${status} `));
    }
    await visit.go("/decisions");
    assert.equal(await visit.count("ul.decisions > li"), before, "nothing was decided");
  });
});
