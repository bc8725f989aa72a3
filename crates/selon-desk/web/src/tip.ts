// A small box of words beside what is pointed at or focused. Escape closes it (WCAG 1.4.13); readers of screens have the words from
// the element itself.
import { html } from "./element";

let box: HTMLElement | undefined;

/** Shows nodes or words beside a place of the window. `kind` is a class of a kind of source, for its colour. */
export function showTip(content: Node[] | string, beside: DOMRect, kind = ""): void {
  box ??= document.body.appendChild(html("div", { "aria-hidden": "true" }));
  box.className = `tip ${kind}`;
  box.replaceChildren(...(typeof content === "string" ? [content] : content));
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(beside.left, 8), document.documentElement.clientWidth - width - 8);
  const below = beside.bottom + 8;
  const top = below + height < window.innerHeight ? below : Math.max(beside.top - height - 8, 4);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

/** Hides it. */
export function hideTip(): void {
  if (box) box.hidden = true;
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTip();
});
addEventListener("scroll", hideTip, { passive: true });
