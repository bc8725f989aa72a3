// Choosing days on a timeline, by dragging over its bars or with Shift and arrows: fills the inputs that `data-from-name` and
// `data-to-name` name and sends the filters.
import { html } from "./element";
import { say } from "./words";

/** `figure` holds a drawing with bars, each with its first and its last day. */
export function brush(figure: HTMLElement): void {
  const drawing = figure.querySelector<SVGSVGElement>("svg");
  const bars = [...figure.querySelectorAll<SVGGElement>("g.bar[data-start]")];
  const form = document.querySelector<HTMLFormElement>("form#filters");
  if (!drawing || !form || bars.length === 0) return;

  let first = -1;
  let last = -1;
  // What the server has marked: the days that the list is narrowed to.
  const narrowed = new Set(bars.filter((bar) => bar.classList.contains("in")));
  const said = html("output", { class: "hint" });
  figure.append(said);
  // Said once, under the first of several.
  const hint = document.querySelector("#brush-hint") ?? figure.appendChild(html("p", { class: "hint", id: "brush-hint" }, say("brushHint")));
  drawing.setAttribute("tabindex", "0");
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-describedby", hint.id);
  if (!drawing.hasAttribute("aria-label") && !drawing.hasAttribute("aria-labelledby")) {
    drawing.setAttribute("aria-label", figure.querySelector("figcaption")?.textContent?.trim() ?? "");
  }

  const days = () => {
    const [low, high] = first <= last ? [first, last] : [last, first];
    const from = bars[low]?.dataset.start ?? "";
    return { low, high, from, to: bars[high]?.dataset.end ?? bars[high]?.dataset.start ?? from };
  };
  const show = () => {
    const { low, high, from, to } = days();
    drawing.classList.toggle("brushed", first >= 0 || narrowed.size > 0);
    bars.forEach((bar, at) => {
      bar.classList.toggle("in", first < 0 ? narrowed.has(bar) : at >= low && at <= high);
      bar.classList.toggle("at", at === last);
    });
    said.textContent = first < 0 ? "" : say("brushed", { from, to });
  };
  const apply = () => {
    if (first < 0) return;
    const { from, to } = days();
    set(form, figure.dataset.fromName ?? "from", from);
    set(form, figure.dataset.toName ?? "to", to);
    form.requestSubmit();
  };
  const drop = () => {
    first = last = -1;
    show();
  };

  const under = (x: number) => {
    const distance = (bar: SVGGElement) => {
      const { left, right } = bar.getBoundingClientRect();
      return Math.max(left - x, x - right, 0);
    };
    const nearest = bars.reduce((best, bar) => (distance(bar) < distance(best) ? bar : best));
    return bars.indexOf(nearest);
  };
  let startX: number | undefined;
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    startX = event.clientX;
  });
  drawing.addEventListener("pointermove", (event) => {
    if (startX === undefined || (first < 0 && Math.abs(event.clientX - startX) < 4)) return;
    if (first < 0) {
      first = under(startX);
      drawing.setPointerCapture(event.pointerId);
    }
    last = under(event.clientX);
    show();
  });
  drawing.addEventListener("pointerup", () => {
    // Where nothing was dragged, a bar's own link does what it does; a bar without one is chosen alone.
    startX = undefined;
    apply();
  });
  drawing.addEventListener("pointercancel", () => {
    startX = undefined;
    drop();
  });
  drawing.addEventListener("click", (event) => {
    const target = event.target;
    const bar = target instanceof Element ? target.closest<SVGGElement>("g.bar") : null;
    if (!bar || bar.closest("a") || bar.querySelector("a")) return;
    first = last = bars.indexOf(bar);
    apply();
  });
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  drawing.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) {
      const to = last < 0 ? (by > 0 ? 0 : bars.length - 1) : Math.min(Math.max(last + by, 0), bars.length - 1);
      last = to;
      if (!event.shiftKey || first < 0) first = to;
      show();
    } else if (event.key === "Enter" && event.target === drawing) {
      apply();
    } else if (event.key === "Escape" && first >= 0) {
      drop();
    } else {
      return;
    }
    event.preventDefault();
  });
}

/** Sets a field of a form, and makes it where the page shows none. */
function set(form: HTMLFormElement, name: string, value: string): void {
  const known = form.elements.namedItem(name);
  const input = known instanceof HTMLInputElement ? known : form.appendChild(html("input", { type: "hidden", name }));
  input.value = value;
}
