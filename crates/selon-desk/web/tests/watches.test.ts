// Watches: a question that somebody follows, what is new in it, as a feed and to a webhook.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { skip, startDesk } from "./desk.js";
import { visits, type Visit } from "./visit.js";

/** What a webhook is sent, as far as it is looked at. */
interface News {
  watch: { name: string; question: string; href: string };
  events: { claim: number; kind: string; href: string }[];
}

/** The parts of a feed that readers need, or what is wrong with it. The browser's own parser takes no XML that is not well-formed. */
interface Feed {
  error: string | undefined;
  id: string;
  updated: string;
  entries: { id: string; title: string; updated: string; href: string }[];
}

/** Begins one, and gives its address. */
async function begin(visit: Visit, name: string, question: string, webhook = ""): Promise<string> {
  await visit.go("/watches");
  for (const [field, value] of Object.entries({ name, question, webhook })) await visit.page.fill(`#${field}`, value);
  await visit.send("form.watch button");
  assert.match(visit.path, /^\/watches\/\d+$/);
  return visit.path;
}

/** Takes the last assertion of the claim that stands first out of it. */
async function change(visit: Visit): Promise<void> {
  await visit.go("/?q=morts");
  await visit.page.locator("ol.claims > li h2 a").first().click();
  await visit.page.locator("ol.assertions input[type=checkbox]").last().check();
  await visit.send("form[action$='/take-out'] fieldset button");
}

/** Comes back until something is there. The desk looks at the ledger every five seconds. */
async function until(visit: Visit, path: string, selector: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    await visit.go(path);
    if (await visit.count(selector)) return;
    await wait(250);
  }
  assert.fail(`${selector} does not come on ${path}`);
}

describe("a watch", { skip }, () => {
  const visit = visits(() => startDesk(["--allow-private-feeds"]));
  let webhook: Server;
  let address: string;
  const told: News[] = [];

  before(async () => {
    webhook = createServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        told.push(JSON.parse(body));
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((ready) => webhook.listen(0, "127.0.0.1", ready));
    address = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`;
  });
  after(() => webhook?.close());

  const feed = async (path: string): Promise<Feed> => {
    const answer = await visit.context.request.get(`${visit.desk.address}${path}/feed.atom`);
    assert.equal(answer.headers()["content-type"], "application/atom+xml; charset=utf-8");
    return visit.page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      const text = (of: ParentNode, name: string) => of.querySelector(`:scope > ${name}`)?.textContent ?? "";
      const entries = [...parsed.querySelectorAll("feed > entry")].map((entry) => ({
        id: text(entry, "id"),
        title: text(entry, "title"),
        updated: text(entry, "updated"),
        href: entry.querySelector("link[rel='alternate']")?.getAttribute("href") ?? "",
      }));
      const root = parsed.documentElement;
      return { error: parsed.querySelector("parsererror")?.textContent ?? undefined, id: text(root, "id"), updated: text(root, "updated"), entries };
    }, await answer.text());
  };

  it("begins with the question that a page asks, and without news", async () => {
    await visit.go("/?q=morts&certainty=hearsay");
    await visit.page.locator(".downloads a[href^='/watches']").click();
    assert.equal(await visit.page.inputValue("#question"), "/?q=morts&certainty=hearsay");
    await visit.page.fill("#name", "Hearsay <b>of deaths</b>");
    await visit.send("form.watch button");
    assert.equal(await visit.page.locator("h1").textContent(), "Hearsay <b>of deaths</b>");
    assert.equal(await visit.count("ol.news"), 0);
    const empty = await feed(visit.path);
    assert.equal(empty.error, undefined);
    assert.deepEqual(empty.entries, []);
    await visit.page.locator("main a[href^='/?']").click();
    assert.equal(visit.path, "/?q=morts&certainty=hearsay");
  });

  it("tells what is new on its page, in the list, as a feed and to a webhook, once", async () => {
    const path = await begin(visit, "Deaths", "/?q=morts", address);
    await change(visit);
    await until(visit, path, "ol.news li");
    const claim = await visit.page.locator("ol.news h3 a").first().getAttribute("href");
    const news = await visit.count("ol.news li");

    const { error, id, updated, entries } = await feed(path);
    assert.equal(error, undefined);
    assert.equal(entries.length, news);
    assert.equal(new Set([id, ...entries.map((entry) => entry.id)]).size, news + 1, "each has a name of its own");
    assert.equal(entries[0]!.href, visit.desk.address + claim);
    for (const moment of [updated, entries[0]!.updated]) assert.ok(!Number.isNaN(Date.parse(moment)), moment);
    assert.deepEqual(await feed(path), { error, id, updated, entries }, "readers know by the names what they have read");

    for (let tries = 0; tries < 40 && told.length === 0; tries++) await wait(250);
    assert.deepEqual(told.map(({ watch }) => watch), [{ id: Number(path.split("/").pop()), name: "Deaths", question: "q=morts", href: visit.desk.address + path }]);
    assert.ok(told[0]!.events.some(({ href }) => href === visit.desk.address + claim));

    await visit.go("/watches");
    assert.equal(await visit.page.locator(`li:has(a[href='${path}']) .count`).textContent(), String(news));
    await visit.go(path);
    await visit.send("form[action$='/seen'] button");
    assert.equal(await visit.count(`li:has(a[href='${path}']) .count`), 0);
    await visit.go(path);
    assert.equal(await visit.count("section[aria-labelledby='before'] li"), news);
    assert.equal(told.length, 1);
  });

  it("ends", async () => {
    const path = await begin(visit, "Soon over", "");
    await visit.send("form[action$='/end'] button");
    assert.equal(visit.path, "/watches");
    assert.equal(await visit.count(`a[href='${path}']`), 0);
    const answer = await visit.context.request.get(visit.desk.address + path);
    assert.equal(answer.status(), 404);
  });

  it("begins and ends without scripts", async () => {
    await visit.reopen({ scripts: false });
    const path = await begin(visit, "Plain", "/?certainty=hearsay");
    await visit.go("/watches");
    assert.equal(await visit.page.locator(`a[href='${path}']`).textContent(), "Plain");
    await visit.page.locator(`a[href='${path}']`).click();
    await visit.send("form[action$='/end'] button");
    assert.equal(await visit.count(`a[href='${path}']`), 0);
  });
});

describe("a desk that reaches no private address", { skip }, () => {
  const visit = visits();

  it("says that a webhook there could not be told, and why", async () => {
    const path = await begin(visit, "Deaths", "/?q=morts", "http://127.0.0.1:9/hook");
    await change(visit);
    await until(visit, path, "p:has-text('http://127.0.0.1:9/hook') .unknown");
    assert.match(await visit.page.locator("main p .unknown").innerText(), /could not be told .*--allow-private-feeds/);
  });

  it("takes no address that is not of the web", async () => {
    await visit.go("/watches");
    await visit.page.fill("#name", "x");
    await visit.page.fill("#webhook", "javascript:alert(1)");
    const answer = visit.page.waitForResponse((response) => response.request().method() === "POST");
    await visit.page.locator("form.watch button").click();
    assert.equal((await answer).status(), 400);
    await visit.page.locator("h1").waitFor();
    visit.forgive(/ 400 .*\/watches$/);
    await visit.go("/watches");
    assert.equal(await visit.count("ul.watches li"), 1, "the one of before");
  });
});
