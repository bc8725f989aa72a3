// Adding articles on a desk that reads: pasted, chosen, dropped and fetched, with and without scripts, and a text read for a first try.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { skip, skipReading, startDesk } from "./desk.js";
import { visits } from "./visit.js";

/** Sentences that stand in no example article; a word tells one article from the next. */
const story = (word: string) =>
  `La mairie de Brest a annoncé mardi la fermeture du pont de ${word}. Selon la préfecture, 12 personnes auraient été évacuées dans la nuit.\n\n« Nous n'avons rien entendu », a raconté une habitante du quartier.\n`;

const file = (name: string, content: string | Buffer) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
/** No text in any encoding. */
const BINARY = file("photo.bin", Buffer.from([0xff, 0xd8, 0, 1, 2, 3, 0, 0xfe, ...Array.from({ length: 200 }, (_, at) => (at * 37) % 256)]));

describe("adding", { skip: skipReading }, () => {
  const visit = visits(() => startDesk(["--allow-private-feeds"]));
  let site: Server;
  let address: string;

  before(async () => {
    site = createServer((_, response) => {
      const body = `<p>${story("Kerinou").replace("\n\n", "</p><p>")}</p>`;
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(`<!DOCTYPE html><html lang="fr"><title>Kerinou</title><article><h1>Le pont de Kerinou est fermé</h1>${body.repeat(2)}</article></html>`);
    });
    await new Promise<void>((ready) => site.listen(0, "127.0.0.1", ready));
    address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/kerinou.html`;
  });
  after(() => site?.close());

  /** Fills the form for a text. */
  const paste = async (word: string) => {
    await visit.go("/add");
    await visit.page.fill("#text", story(word));
    await visit.page.fill("#title", `Le pont de ${word}`);
    await visit.page.fill("#outlet", "Le Quotidien");
    await visit.page.fill("#published", "2022-02-01");
  };
  const add = () => visit.page.locator("form.paste button:not([formaction])").click();
  /** What the page of an addition says at its end. */
  const end = async () => {
    await visit.page.locator(".addition .facts").waitFor();
    assert.match(visit.path, /^\/additions\/\d+$/);
    return visit.page.locator(".addition .facts").innerText();
  };
  /** How many articles a search finds; the first one is opened. */
  const found = async (word: string) => {
    await visit.go(`/articles?q=${word}`);
    const count = await visit.count("ol.articles > li");
    if (count) await visit.page.locator("ol.articles h2 a").first().click();
    return count;
  };

  it("takes a text, says how far it is and when it is done, and then has it", async () => {
    await paste("Recouvrance");
    await add();
    assert.equal(await end(), "1 added · 0 already there · 0 unreadable");
    assert.equal(await found("Recouvrance"), 1);
    assert.equal(await visit.page.locator("#r1title").innerText(), "Le pont de Recouvrance");
    assert.ok((await visit.count(".words .said")) > 1);
    assert.match(await visit.page.locator(".words .source").first().innerText(), /mairie de Brest/);
    await paste("Recouvrance");
    await add();
    assert.equal(await end(), "0 added · 1 already there · 0 unreadable");
    assert.equal(await found("Recouvrance"), 1);
  });

  it("takes files, names one that is no text, and goes on with the rest", async () => {
    await visit.go("/add");
    await visit.page.setInputFiles("#file", [file("un.txt", story("Lambézellec")), BINARY, file("deux.txt", story("Saupin"))]);
    await visit.page.locator("form.drop button").click();
    await visit.page.getByText("Done: 2 added, 0 already there, 1 unreadable.").waitFor();
    assert.equal(visit.path, "/add", "a script follows it where it began");
    assert.match(await visit.page.locator("output .failed").innerText(), /photo\.bin.*NUL/);
    for (const word of ["Lambézellec", "Saupin"]) assert.equal(await found(word), 1, word);
    await visit.go("/add");
    await visit.page.locator("ol.additions a").first().click();
    assert.match(await visit.page.locator(".failures").innerText(), /photo\.bin/);
  });

  it("takes files that are dropped", async () => {
    await visit.go("/add");
    const dropped = await visit.page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "lâché.txt", { type: "text/plain" }));
      return data;
    }, story("Kérichen"));
    await visit.page.dispatchEvent("form.drop", "drop", { dataTransfer: dropped });
    await visit.page.getByText("Done: 1 added, 0 already there, 0 unreadable.").waitFor();
    await visit.page.getByRole("link", { name: "See the claims" }).click();
    assert.equal(visit.path, "/");
    assert.equal(await found("Kérichen"), 1);
  });

  it("fetches a page of the web once, when it is asked to", async () => {
    await visit.go("/add");
    await visit.page.fill("#address", address);
    await visit.page.locator("form.fetch button").click();
    assert.equal(await end(), "1 added · 0 already there · 0 unreadable");
    assert.equal(await found("Kerinou"), 1);
    assert.equal(await visit.count(`#r1 header a[href='${address}']`), 1, "where it is from");
  });

  it("says that an address gives nothing", async () => {
    await visit.go("/add");
    await visit.page.fill("#address", "http://127.0.0.1:9/rien");
    await visit.page.locator("form.fetch button").click();
    assert.equal(await end(), "0 added · 0 already there · 1 unreadable");
    assert.match(await visit.page.locator(".failures").innerText(), /127\.0\.0\.1:9/);
  });

  it("reads a text for a first try, and keeps nothing of it", async () => {
    await paste("Kerhuon");
    await visit.page.locator("button[formaction='/read']").click();
    await visit.page.getByText("nothing went into the ledger").waitFor();
    assert.ok((await visit.count(".words .said")) > 1);
    assert.match(await visit.page.locator(".list li .who").first().innerText(), /Le Quotidien/);
    assert.equal(await found("Kerhuon"), 0);
  });

  describe("without scripts", () => {
    it("takes a text and says what became of it", async () => {
      await visit.reopen({ scripts: false });
      await paste("Quilbignon");
      await add();
      assert.equal(await end(), "1 added · 0 already there · 0 unreadable");
      assert.equal(await found("Quilbignon"), 1);
    });

    it("takes files, names one that is no text, and comes again by itself until the end", async () => {
      await visit.reopen({ scripts: false });
      await visit.go("/add");
      // So many that the first page comes before the end.
      const line = (_: unknown, nth: number) => JSON.stringify({ title: `Pont ${nth}`, text: story(`Numéro${nth} `).repeat(8) });
      const many = file("ponts.jsonl", Array.from({ length: 120 }, line).join("\n"));
      await visit.page.setInputFiles("#file", [BINARY, many, file("dernier.txt", story("Guipavas"))]);
      await visit.page.locator("form.drop button").click();
      await visit.page.locator(".addition progress, .addition .phase").first().waitFor();
      assert.equal(await visit.count(".addition .facts"), 0, "not over at once");
      assert.equal(await visit.count(".addition a[href^='/additions/']"), 1, "the reader can ask for it too");
      assert.equal(await end(), "121 added · 0 already there · 1 unreadable");
      assert.match(await visit.page.locator(".failures").innerText(), /photo\.bin.*NUL/);
      assert.equal(await visit.count("meta[http-equiv='refresh']"), 0, "it stays from now on");
      assert.equal(await found("Guipavas"), 1);
    });
  });
});

describe("a desk that is only read", { skip }, () => {
  const visit = visits(() => startDesk(["--read-only"]));

  it("takes nothing and changes nothing", async () => {
    await visit.go("/add");
    assert.equal(await visit.count("main form"), 0);
    await visit.go("/");
    await visit.page.locator("ol.claims > li h2 a").first().click();
    assert.equal(await visit.count("main form"), 0);
    const headers = { origin: visit.desk.address };
    for (const [path, form] of [[`${visit.path}/join`, { other: "5" }], ["/watches", { name: "x" }]] as const) {
      const answer = await visit.context.request.post(visit.desk.address + path, { form, headers });
      assert.equal(answer.status(), 403, path);
    }
  });
});
