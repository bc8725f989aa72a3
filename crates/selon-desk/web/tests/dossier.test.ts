// Dossiers: a page that needs nothing else, on the disk too, and Markdown.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it } from "node:test";
import { violations } from "./accessible.js";
import { skip } from "./desk.js";
import { visits } from "./visit.js";

describe("a dossier", { skip }, () => {
  const visit = visits();

  /** Follows the link to a dossier of the claim that stands first; gives the claim's number. */
  const toDossier = async () => {
    await visit.go("/");
    await visit.page.locator("ol.claims > li h2 a").first().click();
    const claim = visit.path.split("/").pop()!;
    await visit.page.locator(".downloads a[href^='/dossier']").first().click();
    assert.equal(visit.path, `/dossier?claims=${claim}`);
    return claim;
  };

  it("needs nothing but itself, and is the same from the disk", async () => {
    const requests: string[] = [];
    const claim = await toDossier();
    visit.page.on("request", (request) => requests.push(request.url()));
    const answer = await visit.page.reload({ waitUntil: "networkidle" });
    assert.deepEqual(requests, [visit.page.url()]);
    assert.equal(await visit.count("script, link[rel='stylesheet'], img, iframe, [onclick], [onload], [onerror]"), 0);
    assert.equal(await visit.count(`#claim-${claim}`), 1);
    const text = await visit.page.locator("body").innerText();
    const style = () => visit.page.evaluate(() => [getComputedStyle(document.body).font, getComputedStyle(document.documentElement).backgroundColor]);
    const look = await style();

    const folder = mkdtempSync(join(tmpdir(), "selon-dossier-"));
    try {
      const file = join(folder, "dossier.html");
      writeFileSync(file, await answer!.body());
      await visit.page.goto(pathToFileURL(file).href);
      assert.equal(await visit.page.locator("body").innerText(), text);
      assert.deepEqual(await style(), look);
      visit.forgive(/^a request to file:/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("quotes the words of each article, with its hashes and its date", async () => {
    await toDossier();
    const articles = visit.page.locator("section[id^='article-']");
    const count = await articles.count();
    assert.ok(count > 1);
    for (let nth = 0; nth < count; nth++) {
      const told = await articles.nth(nth).innerText();
      assert.ok((told.match(/\b[0-9a-f]{64}\b/g) ?? []).length >= 1, told);
    }
    assert.ok((await visit.count("section[id^='article-'] time[datetime]")) > 1);
    // A quotation is in the article, word for word.
    const quoted = (await visit.page.locator("blockquote").first().innerText()).replace(/\s+/g, " ").trim();
    const number = (await articles.first().getAttribute("id"))!.split("-")[1];
    const text = await (await visit.context.request.get(`${visit.desk.address}/articles/${number}/text`)).text();
    assert.ok(text.replace(/\s+/g, " ").includes(quoted), quoted);
  });

  it("leads from what is said to its article, on the page itself", async () => {
    await toDossier();
    const lost = await visit.page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>("a[href^='#']")].map((link) => link.getAttribute("href")!);
      return links.filter((href) => !document.getElementById(decodeURIComponent(href.slice(1))));
    });
    assert.deepEqual(lost, []);
    assert.ok((await visit.count("a[href^='#article-']")) > 1);
  });

  it("has no fault that axe finds, in both looks", async () => {
    // The dossier lets no script in, axe's neither: the same page is looked at without its policy.
    await visit.page.route("**/dossier?*", async (route) => {
      const answer = await route.fetch();
      const { "content-security-policy": _, ...headers } = answer.headers();
      await route.fulfill({ response: answer, headers, body: (await answer.text()).replace(/<meta http-equiv[^>]+>/, "") });
    });
    await toDossier();
    for (const colorScheme of ["light", "dark"] as const) {
      await visit.page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(visit.page), [], colorScheme);
    }
  });

  it("holds all claims of a question, without scripts too", async () => {
    await visit.reopen({ scripts: false });
    await visit.go("/?q=morts");
    const claims = await visit.count("ol.claims > li");
    await visit.page.locator(".downloads a[href^='/dossier']").first().click();
    assert.equal(await visit.count("article[id^='claim-']"), claims);
    assert.equal(await visit.count("nav li"), claims);
    assert.match(await visit.page.locator("header.page").innerText(), /\/\?q=morts/);
  });

  it("comes as Markdown, with the same quotations, hashes and dates", async () => {
    await visit.go("/");
    await visit.page.locator("ol.claims > li h2 a").first().click();
    const heading = (await visit.page.locator("h1").innerText()).trim();
    const download = visit.page.waitForEvent("download");
    await visit.page.locator(".downloads a[href*='format=md']").click();
    const file = await download;
    assert.match(file.suggestedFilename(), /^dossier-\d{4}-\d\d-\d\d\.md$/);
    const markdown = readFileSync((await file.path())!, "utf8");
    const plain = markdown.replace(/\\(?=[!-/:-@[-`{-~])/g, "");
    assert.ok(plain.includes(heading), heading);
    assert.match(markdown, /^ {2}> .*\*\*/m, "a quotation, with what is asserted in it");
    assert.ok((markdown.match(/\b[0-9a-f]{64}\b/g) ?? []).length > 1, "hashes");
    assert.match(markdown, /^- .*\b\d{1,2} \w+ \d{4}/m, "dates");
    assert.match(markdown, /^- <https:\/\/[^>]+>$/m, "addresses");
    assert.doesNotMatch(markdown, /<(?!https?:)/, "no HTML");
  });

  it("names an article in Markdown as its list of articles does", async () => {
    await visit.go("/");
    await visit.page.locator("ol.claims > li h2 a").first().click();
    const address = await visit.page.locator(".downloads a[href*='format=md']").getAttribute("href");
    const markdown = await (await visit.context.request.get(visit.desk.address + address)).text();
    const listed = new Set([...markdown.matchAll(/^### \\(\[[^\n]+?\\\])/gm)].map(([, name]) => name));
    const named = [...markdown.matchAll(/^- .* · \\(\[[^\n]+?\\\])$/gm)].map(([, name]) => name);
    assert.ok(named.length > 0);
    for (const name of named) assert.ok(listed.has(name), name);
  });
});
