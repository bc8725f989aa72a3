// Dots of a chart: pointing at one tells what it is, arrows go from one to the next, and Tab passes them as one.
import { html } from "./element";
import { hideTip, showTip } from "./tip";
import { say } from "./words";

/** `figure` holds a drawing with `a.dot`, each with its `title`. */
export function chart(figure: HTMLElement): void {
  const dots = [...figure.querySelectorAll<SVGAElement>("a.dot")];
  if (dots.length === 0) return;
  const hint = figure.appendChild(html("p", { class: "hint" }, say("chartHint")));
  hint.hidden = dots.length < 2;
  for (const dot of dots) {
    // Taken over from the browser, which would show it a second time.
    const title = dot.querySelector("title");
    if (title) {
      title.remove();
      // Who speaks to a computer says what is to be seen: the mark beside the dot is part of its name (WCAG 2.5.3).
      dot.setAttribute("aria-label", [dot.textContent?.trim(), title.textContent].filter(Boolean).join(" · "));
    }
    dot.setAttribute("tabindex", dot === dots[0] ? "0" : "-1");
    const show = () => showTip(dot.getAttribute("aria-label") ?? "", dot, kind(dot));
    dot.addEventListener("pointerenter", show);
    dot.addEventListener("pointerleave", hideTip);
    dot.addEventListener("focus", () => {
      for (const other of dots) other.setAttribute("tabindex", other === dot ? "0" : "-1");
      show();
    });
    dot.addEventListener("blur", hideTip);
    dot.addEventListener("keydown", (event) => {
      const next = neighbour(dots, dot, event.key);
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
}

function kind(dot: Element): string {
  return [...dot.classList].find((name) => name.startsWith("k-")) ?? "";
}

/** The next dot to a side: left and right in time, up and down among those of other values. */
function neighbour(dots: SVGAElement[], from: SVGAElement, key: string): SVGAElement | undefined {
  const middle = (dot: SVGAElement) => {
    const { x, y, width, height } = dot.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const along = key === "ArrowUp" || key === "ArrowDown";
  if (!across && !along) return undefined;
  // An order of all dots, so that each can be reached from each.
  const order = [...dots].sort((one, other) => {
    const [a, b] = [middle(one), middle(other)];
    return across ? a.x - b.x || a.y - b.y : a.y - b.y || a.x - b.x;
  });
  const by = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  return order[order.indexOf(from) + by];
}
