// Small pages that keep to what the server's pages promise to scripts, with the same policy of content, served from here: so each
// script is tested by itself, on what is known to be there.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const KINDS: Record<string, string> = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json", svg: "image/svg+xml" };
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The page around a fixture, as the server's. */
function page(name: string): string {
  const [title, body] = [name, readFileSync(`tests/fixtures/${name}.html`, "utf8")];
  return `<!DOCTYPE html><html lang="en" data-look="system"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/desk.css"><script type="module" src="/assets/desk.js"></script></head>
<body><header class="desk"><p class="brand"><a href="/story">Selon</a></p></header><main id="content" tabindex="-1"><h1>${title}</h1>${body}</main></body></html>`;
}

/** The events of an addition of three files, one of which fails. */
const EVENTS = `event: progress
data: {"done":10,"total":30,"articles":1,"rate":1.5,"name":"un.txt"}

event: failed
data: {"name":"deux.bin","reason":"<b>not a text</b>"}

event: progress
data: {"done":30,"total":30,"articles":3,"rate":2,"name":"trois.txt"}

event: end
data: {"added":2,"known":0,"failed":1}

`;

/** A server of the fixtures; `address` is where it answers. */
export async function serveFixtures(): Promise<{ address: string; close: () => void; requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const send = (kind: string, body: string | Buffer) => {
      response.writeHead(200, { "content-type": kind, "content-security-policy": POLICY }).end(body);
    };
    try {
      const name = url.pathname.slice(1);
      if (request.method === "POST") {
        request.resume().on("end", () => send(KINDS.json!, '{"id":7}'));
      } else if (name === "api/additions/7/events") send("text/event-stream", EVENTS);
      else if (name.startsWith("assets/")) send(KINDS[name.split(".").pop()!] ?? "text/plain", readFileSync(`dist/${name.slice(7)}`));
      else if (name.startsWith("api/")) send(KINDS.json!, readFileSync(`tests/fixtures/${name.slice(4)}.json`));
      else send(KINDS.html!, page(name));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, requests, close: () => server.close() };
}
