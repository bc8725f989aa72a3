// The pages of a desk that tests and screenshots visit: those without a name, and for those with one the first that the others lead to.
import type { Page } from "playwright-core";

/** A page: what it is called in file names, and its address. */
export interface Visited {
  name: string;
  path: string;
}

const FIXED: Visited[] = [
  { name: "story", path: "/" },
  { name: "search", path: "/?q=morts" },
  { name: "nothing", path: "/?q=zzzzzz" },
  { name: "figures", path: "/figures" },
  { name: "sources", path: "/sources" },
  { name: "map", path: "/map" },
  { name: "add", path: "/add" },
  { name: "watches", path: "/watches" },
  { name: "missing", path: "/claims/999999999" },
];

/** All of them; `page` is used to follow links. */
export async function visited(page: Page, address: string): Promise<Visited[]> {
  const first = async (from: string, pattern: RegExp) => {
    await page.goto(address + from);
    const links = await page.locator("main a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    return links.find((link) => pattern.test(link));
  };
  const pages = [...FIXED];
  const claim = await first("/", /^\/claims\/\d+$/);
  if (claim) {
    pages.push({ name: "claim", path: claim });
    const article = await first(claim, /^\/articles\/\d+/);
    if (article) pages.push({ name: "article", path: article.replace(/[?#].*/, "") });
  }
  return pages;
}
