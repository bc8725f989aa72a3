// An article with its assertions: what is pointed at in the text stands out in the list beside it, with its chain in a small box;
// `n` and `p` go from assertion to assertion; a copied passage shows where it comes from.
import { isForPage } from "./keys";
import { hideTip, showTip } from "./tip";

/** `page` holds one article's text with its marks, and its list. */
export function article(page: HTMLElement): void {
  const marks = [...page.querySelectorAll<HTMLAnchorElement>(".words a.mark")];
  // The box says it better than the browser's own, which would cover it.
  for (const said of page.querySelectorAll<HTMLElement>(".words .said[title]")) said.removeAttribute("title");

  let lit: Element[] = [];
  const light = (elements: (Element | null | undefined)[]) => {
    for (const element of lit) element.classList.remove("lit");
    lit = elements.filter((element) => element != null);
    for (const element of lit) element.classList.add("lit");
  };
  const rest = () => {
    light([]);
    hideTip();
  };
  const show = (target: EventTarget | null, isFocus: boolean) => {
    if (!(target instanceof Element)) return rest();
    const said = target.closest<HTMLElement>(".words .said");
    const copied = target.closest<HTMLElement>(".words .copied[data-copy]");
    const entry = said && entryOf(page, said);
    if (!entry && !copied) return rest();
    light([entry, ...(copied ? sourcesOf(copied) : [])]);
    if (!entry) return hideTip();
    reveal(entry);
    const told = [".who", ".how"].flatMap((name) => [...entry.querySelectorAll(name)]).map(words);
    const kind = [...entry.classList].find((name) => name.startsWith("k-"));
    const beside = isFocus ? target : (said.getClientRects()[0] ?? said.getBoundingClientRect());
    showTip(told, beside, kind);
  };
  page.addEventListener("pointerover", (event) => show(event.target, false));
  page.addEventListener("pointerleave", rest);
  page.addEventListener("focusin", (event) => show(event.target, true));
  page.addEventListener("focusout", rest);

  addEventListener("keydown", (event) => {
    if ((event.key !== "n" && event.key !== "p") || !isForPage(event)) return;
    // The article's own voice may be hidden.
    const shown = marks.filter((mark) => mark.getClientRects().length > 0);
    const here = document.activeElement;
    const at = shown.findIndex((mark) => mark === here);
    const next = event.key === "n" ? shown[at + 1] : shown[at < 0 ? shown.length - 1 : at - 1];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  });
}

/** The entry of the list that a passage of the text leads to. */
function entryOf(page: HTMLElement, said: HTMLElement): HTMLElement | null {
  const address = said.querySelector<HTMLAnchorElement>(":scope > a.mark")?.getAttribute("href") ?? "";
  return address.startsWith("#") ? page.querySelector<HTMLElement>(`#${CSS.escape(address.slice(1))}`) : null;
}

/** The rows that say where a passage was copied from. */
function sourcesOf(copied: HTMLElement): Element[] {
  const name = CSS.escape(copied.dataset.copy ?? "");
  return [...document.querySelectorAll(`#copy-${name}, :is(tr, li)[data-copy="${name}"]`)];
}

/** Brings an entry into sight of the list, where that scrolls by itself; the page stays where it is. */
function reveal(entry: HTMLElement): void {
  const list = entry.closest<HTMLElement>(".list");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const [inner, outer] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - outer.height / 4;
}

/** A line of an entry, without what would be twice on the page: identifiers and links. */
function words(line: Element): Node {
  const copy = line.cloneNode(true) as Element;
  for (const mark of copy.querySelectorAll("a.mark, .mark")) mark.remove();
  copy.removeAttribute("id");
  return copy;
}
