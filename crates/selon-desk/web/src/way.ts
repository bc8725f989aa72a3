// The way of a claim: who is pointed at or focused stands out with the edges to it, and the reasons of those edges are told below.
import { html } from "./element";

/** `figure` holds the drawing with `a.node` and `g.edge`, and `figcaption.reason`. */
export function way(figure: HTMLElement): void {
  const drawing = figure.querySelector("svg");
  if (!drawing) return;
  const edges = [...drawing.querySelectorAll<SVGGElement>("g.edge")];
  const nodes = [...drawing.querySelectorAll<SVGElement>("[data-node]")];
  const told = figure.querySelector(".reason") ?? figure.appendChild(html("figcaption", { class: "reason" }));
  told.setAttribute("aria-live", "polite");
  const before = [...told.childNodes];

  const pick = (chosen: SVGGElement[], alone?: SVGElement) => {
    const ends = new Set(chosen.flatMap((edge) => [edge.dataset.from, edge.dataset.to]));
    for (const edge of edges) edge.classList.toggle("on", chosen.includes(edge));
    for (const node of nodes) node.classList.toggle("on", node === alone || ends.has(node.dataset.node));
    drawing.classList.add("picked");
    const reasons = chosen.map((edge) => html("li", {}, reason(edge)));
    if (reasons.length > 0) told.replaceChildren(html("ul", {}, ...reasons));
    else told.replaceChildren(...before);
  };
  const rest = () => {
    drawing.classList.remove("picked");
    told.replaceChildren(...before);
  };
  const at = (target: EventTarget | null) => {
    if (!(target instanceof Element)) return rest();
    const edge = target.closest<SVGGElement>("g.edge");
    const node = target.closest<SVGElement>("[data-node]");
    if (edge) pick([edge]);
    else if (node) pick(edges.filter(({ dataset }) => [dataset.from, dataset.to].includes(node.dataset.node)), node);
    else rest();
  };
  for (const edge of edges) if (!edge.querySelector("a")) edge.setAttribute("tabindex", "0");
  drawing.addEventListener("pointerover", (event) => at(event.target));
  drawing.addEventListener("pointerleave", () => at(drawing.contains(document.activeElement) ? document.activeElement : null));
  drawing.addEventListener("focusin", (event) => at(event.target));
  drawing.addEventListener("focusout", rest);
}

function reason(edge: SVGGElement): string {
  const title = edge.querySelector("title")?.textContent;
  return (edge.dataset.reason ?? edge.getAttribute("title") ?? title ?? edge.textContent ?? "").trim();
}
