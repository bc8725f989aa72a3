// A desk on what hostile articles, readers and files bring: all of it is text, nothing of it runs or leads away.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PHONE } from "./browser.js";
import { skipReading, startDesk } from "./desk.js";
import { hostileLedger, SCRIPTS, TURNED } from "./hostile.js";
import { visits } from "./visit.js";

/** Pages that are opened of each kind; of articles all, for each is hostile in another way. */
const OF_A_KIND = 2;
const ARTICLES = 10;

/** What is wrong with a page, a line each. Runs in the browser. */
function wrongs(): string[] {
  const found: string[] = [];
  if ((window as { ran?: number }).ran !== undefined) found.push(`script ${(window as { ran?: number }).ran} ran`);
  const shown = (element: Element) => element.outerHTML.slice(0, 150);
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (name.startsWith("x-") || /^(iframe|object|embed|base|img)$/.test(name)) found.push(`an element: ${shown(element)}`);
    if (name === "script" && !/^\/assets\//.test(element.getAttribute("src") ?? "")) found.push(`a script: ${shown(element)}`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`a handler: ${shown(element)}`);
      if (!/^(href|xlink:href|src|action|formaction|data|data-source)$/.test(name)) continue;
      const { protocol, origin } = new URL(value, location.href);
      if (!/^https?:$/.test(protocol)) found.push(`an address: ${value}`);
      else if (origin !== location.origin && !(element.getAttribute("rel") ?? "").includes("noopener")) found.push(`a way out: ${shown(element)}`);
    }
  }
  // What turns the line around is written out, but for the whole text of an article, which is a block of its own. What the desk puts
  // around words from right to left is opened and closed in one piece of text.
  const turns = (text: string) => /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u202A-\u202E\u2066\u2067]/.test(text) || /\u2068|\u2069/.test(text.replace(/\u2068[^\u2068\u2069]*\u2069/g, ""));
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement?.closest(".words[dir]") && turns(text.nodeValue ?? "")) found.push(`turned: ${JSON.stringify(text.nodeValue?.slice(0, 200))} in ${text.parentElement?.localName}.${text.parentElement?.getAttribute("class")}`);
  }
  for (const element of document.querySelectorAll("[title], [aria-label], [data-reason]")) {
    for (const name of ["title", "aria-label", "data-reason"]) if (turns(element.getAttribute(name) ?? "")) found.push(`turned: ${name} of ${shown(element)}`);
  }
  return found;
}

describe("hostile articles", { skip: skipReading }, () => {
  const visit = visits(async () => {
    const { ledger, close } = hostileLedger();
    try {
      return await startDesk([], ledger);
    } finally {
      close();
    }
  });

  /** Opens pages from link to link, some of each kind, and looks at each. Gives the kinds. */
  const crawl = async (look: (path: string) => Promise<void>) => {
    const asked = encodeURIComponent(SCRIPTS[0]! + TURNED);
    const waiting = ["/", `/?q=${asked}`, `/?entity=${asked}`, `/articles?q=${asked}`, "/decisions", "/figures?by=about", "/api", `/${asked}`];
    const seen = new Set(waiting);
    const kinds = new Map<string, number>();
    let path: string | undefined;
    while ((path = waiting.shift()) !== undefined) {
      await visit.go(path);
      await look(path);
      const links = await visit.page.locator("main a[href^='/'], header.desk a").evaluateAll((all) => all.map((link) => link.getAttribute("href")!.split("#")[0]!));
      for (const link of links) {
        const kind = link.replace(/\?.*/, "").replace(/\d+/, "N");
        const count = kinds.get(kind) ?? 0;
        // What is no page has its own test below.
        if (seen.has(link) || /^\/api\/|format=md|\/text$|\/original$/.test(link) || count >= (kind === "/articles/N" ? ARTICLES : OF_A_KIND)) continue;
        seen.add(link);
        kinds.set(kind, count + 1);
        waiting.push(link);
      }
    }
    return kinds;
  };
  const dismissed = () => {
    const dialogs: string[] = [];
    visit.page.on("dialog", (dialog) => {
      dialogs.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return dialogs;
  };

  it("are text on each page", async () => {
    const found = dismissed();
    const kinds = await crawl(async (path) => {
      found.push(...(await visit.page.evaluate(wrongs)).map((wrong) => `${path}: ${wrong}`));
    });
    assert.deepEqual(found, []);
    for (const kind of ["/claims/N", "/articles/N", "/dossier", "/sources", "/figures", "/map", "/watches"]) assert.ok(kinds.has(kind), kind);
    visit.forgive(/ 404 /);
  });

  it("are no wider than a phone", async () => {
    await visit.reopen({ size: PHONE });
    const wide = new Set<string>();
    for (const path of ["/", "/articles", "/articles/1", "/claims/2", "/figures", "/sources", "/map", "/dossier?claims=2"]) {
      await visit.go(path);
      if (path === "/sources") await visit.page.locator(".network canvas").first().waitFor();
      if ((await visit.page.evaluate(() => document.documentElement.scrollWidth)) > PHONE.width) wide.add(path);
    }
    assert.deepEqual([...wide], []);
  });

  it("run nothing even where the policy is not kept, whatever is pointed at", async () => {
    await visit.reopen({ policy: false });
    const found = dismissed();
    await crawl(async (path) => {
      // What scripts write on the page: tips, reasons, what is beside a map.
      for (const selector of ["a.dot", ".words a.mark", "figure.way a[data-node]", "g.edge", ".sea a[data-key]", "g.cluster"]) {
        const element = visit.page.locator(selector).first();
        if (await element.count()) await element.focus();
        if (selector === "g.cluster" && (await element.count())) await visit.page.keyboard.press("Enter");
      }
      found.push(...(await visit.page.evaluate(wrongs)).map((wrong) => `${path}: ${wrong}`));
    });
    assert.deepEqual(found, []);
    visit.forgive(/ 404 .*favicon/); // the dossier has no icon, which its policy keeps the browser from looking for
    visit.forgive(/ 404 /);
  });

  it("are text in what is told to programs, handed over and downloaded", async () => {
    const get = (path: string) => visit.context.request.get(visit.desk.address + path);
    await visit.go("/");
    const claim = (await visit.page.locator("ol.claims > li h2 a").first().getAttribute("href"))!;
    const article = (await get("/articles/1/text")).headers();
    assert.match(article["content-type"]!, /^text\/plain/);
    for (const path of ["/articles/1/original", "/articles/1/text", "/dossier?format=md", `/api${claim}`, `/api${claim}/way.dot`, "/api/places", "/api/sources"]) {
      const headers = (await get(path)).headers();
      assert.equal(headers["x-content-type-options"], "nosniff", path);
      assert.doesNotMatch(headers["content-type"]!, /html|svg|javascript/, path);
    }
    assert.match((await get("/articles/1/original")).headers()["content-disposition"]!, /^attachment; filename="[\w.-]+"$/);
    const markdown = await (await get("/dossier?format=md")).text();
    assert.doesNotMatch(markdown, /(^|[^\\])<(?!https?:)/m, "no HTML");
    assert.doesNotMatch(markdown, /\]\(|<javascript:/i, "no link but to the web");
    assert.doesNotMatch(markdown, /[\u202A-\u202E\u2066\u2067\u001B]/);
  });

  it("are text in what a reader writes: watches, decisions, names of files", async () => {
    const hostile = SCRIPTS.join("") + TURNED;
    const check = async () => assert.deepEqual(await visit.page.evaluate(wrongs), [], visit.path);
    await visit.go("/watches");
    await visit.page.fill("#name", SCRIPTS[1]! + TURNED);
    await visit.page.fill("#question", `/?q=${encodeURIComponent(hostile)}`);
    await visit.page.fill("#webhook", "http://127.0.0.1:9/%3Cscript%3E?x='&y");
    await visit.send("form.watch button");
    await check();
    const feed = await (await visit.context.request.get(`${visit.desk.address}${visit.path}/feed.atom`)).text();
    const error = await visit.page.evaluate((xml) => new DOMParser().parseFromString(xml, "application/xml").querySelector("parsererror, *|script")?.textContent ?? "", feed);
    assert.equal(error, "");
    await visit.go("/watches");
    await check();

    await visit.go("/");
    await visit.page.locator("ol.claims > li h2 a").first().click();
    await visit.page.locator("ol.assertions input[type=checkbox]").last().check();
    await visit.page.locator("form[action$='/take-out'] input[name=who]").fill(SCRIPTS[2]! + TURNED);
    await visit.page.locator("form[action$='/take-out'] input[name=why]").fill(hostile);
    await visit.send("form[action$='/take-out'] fieldset button");
    await check();
    await visit.go("/decisions");
    await check();

    await visit.go("/add");
    const turned = TURNED.replace("\u001B", ""); // no name of a form can have it
    const names = SCRIPTS.map((script, nth) => ({ name: `${nth}${script.replaceAll("/", "")}${turned}.txt`, mimeType: "text/html", buffer: Buffer.from([0, 1, 2, nth]) }));
    await visit.page.setInputFiles("#file", names);
    await visit.page.locator("form.drop button").click();
    await visit.page.getByText(`${names.length} unreadable.`).waitFor();
    await check();
    await visit.page.reload();
    await check();
    await visit.page.locator("ol.additions a").first().click();
    await check();
    await visit.go("/add");
    for (const field of ["text", "title", "outlet", "published"]) await visit.page.fill(`#${field}`, hostile);
    await visit.page.fill("#url", "javascript:alert(20)");
    await visit.page.locator("button[formaction='/read']").click();
    await visit.page.locator(".words").waitFor();
    await check();
  });
});
