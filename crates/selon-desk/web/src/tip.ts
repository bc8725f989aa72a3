// A small box of words beside what is pointed at or focused. Escape closes it (WCAG 1.4.13); readers of screens have the words from
// the element itself.
import { html } from "./element";

let box: HTMLElement | undefined;
let anchor: Element | DOMRect | undefined;

/** Shows nodes or words beside an element or a place of the window. `kind` is a class of a kind of source, for its colour. */
export function showTip(content: Node[] | string, beside: Element | DOMRect, kind = ""): void {
  box ??= document.body.appendChild(html("div", { "aria-hidden": "true" }));
  box.className = `tip ${kind}`;
  box.replaceChildren(...(typeof content === "string" ? [content] : content));
  box.hidden = false;
  anchor = beside;
  place();
}

/** Hides it. */
export function hideTip(): void {
  if (box) box.hidden = true;
}

function place(): void {
  if (!box || !anchor) return;
  const beside = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(beside.left, 8), document.documentElement.clientWidth - width - 8);
  const below = beside.bottom + 8;
  const top = below + height < window.innerHeight ? below : Math.max(beside.top - height - 8, 4);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTip();
});
// What has the focus keeps its box while the page moves, what was only pointed at does not.
addEventListener("scroll", () => (anchor === document.activeElement ? place() : hideTip()), { passive: true });
