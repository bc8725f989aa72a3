// A ledger of articles that somebody wrote against whoever reads them: the example articles with markup, scripts, foreign addresses and
// characters that turn the line around in everything that an article brings along.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const EXAMPLES = "../../../examples";

/** Each would set `window.ran` or open a dialog, were it taken for more than text; `x-hostile` shows markup that does neither. */
export const SCRIPTS = [
  "<script>window.ran = 1; alert(1)</script>",
  "<img src=x onerror=\"window.ran = 2; alert(2)\">",
  "\"><svg onload=alert(3)><x-hostile>",
  "' autofocus onfocus='window.ran = 4' x='",
  "</title></textarea></style></script><script>window.ran = 5</script>",
  "{{7*7}}${alert(6)}<!--",
];
/** Overrides and isolates of direction, a line separator, controls of terminals. */
export const TURNED = "\u202Eetirced\u202C \u2066gauche\u2069 \u2067droite \u2028\u0085\u009B1m\u001B[2J";
/** Addresses that are no page of the web, or more than one. */
const ADDRESSES = [
  "javascript:alert(7)",
  " JaVaScRiPt:window.ran=8",
  "java\tscript:alert(9)",
  "data:text/html,<script>alert(10)</script>",
  "vbscript:alert(11)",
  "https://hostile.example/\"onmouseover=\"alert(12)",
  "http://user:pass@hostile.example/<script>",
  "//hostile.example/x",
];
const LONG = "Débordement".repeat(30);

/** Makes the ledger. Its name is hostile as well; `close` takes it away. */
export function hostileLedger(): { ledger: string; close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "selon-hostile-"));
  const articles = join(folder, "articles");
  mkdirSync(articles);
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith(".txt")).sort();
  const lines = names.map((name, nth) => {
    const [, head = "", ...rest] = readFileSync(join(EXAMPLES, name), "utf8").split("---\n");
    const field = (key: string) => head.match(new RegExp(`^${key}: (.*)$`, "m"))?.[1] ?? "";
    const script = SCRIPTS[nth % SCRIPTS.length]!;
    const said = `\n\nSelon ${script} le ministère de la Santé, 164 personnes seraient mortes. « ${script} ${TURNED} », a déclaré le porte-parole Jean ${script} Martin. ${LONG}.`;
    return JSON.stringify({
      title: `${field("title")} ${script} ${TURNED} ${LONG}`,
      outlet: `${field("outlet")} ${script}${TURNED}`,
      byline: `${field("byline")} ${script}${TURNED}`,
      published: field("published"),
      language: field("language"),
      url: ADDRESSES[nth % ADDRESSES.length],
      text: rest.join("---\n") + said,
    });
  });
  writeFileSync(join(articles, "<img src=x onerror=alert(13)>.jsonl"), lines.join("\n"));
  // Right-to-left words, which are set apart; a date and a language that are neither.
  const odd = { title: "وزارة الصحة <b>", outlet: "\"><x-hostile>", published: "<script>", language: "\"><x-hostile>", url: "javascript:alert(14)", text: `${SCRIPTS.join(" ")} ${TURNED}` };
  writeFileSync(join(articles, "odd.jsonl"), JSON.stringify(odd));
  writeFileSync(
    join(articles, "page.html"),
    `<!DOCTYPE html><html lang="fr"><head><title>Page &lt;script&gt;alert(15)&lt;/script&gt;</title><script>window.ran = 15</script><base href="https://hostile.example/"><meta name="author" content="&quot;><x-hostile>"></head>
<body onload="alert(16)"><article><h1>Page</h1><p>Le maire a annoncé lundi que 12 personnes étaient mortes à Almaty, selon &lt;img src=x onerror=alert(17)&gt;.</p><p><a href="javascript:alert(18)">Le préfet a démenti ce bilan, a-t-il affirmé mardi.</a></p></article></body></html>`,
  );
  const ledger = join(folder, "<x-hostile onclick=alert(19)>'\".selon");
  const { status, stderr } = spawnSync(process.env.SELON_BIN!, ["add", ledger, articles], { encoding: "utf8" });
  if (status === 2) throw new Error(stderr);
  return { ledger, close: () => rmSync(folder, { recursive: true, force: true }) };
}
