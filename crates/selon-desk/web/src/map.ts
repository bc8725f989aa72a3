// The map: an offline world with the places of claims at the precision that is known. A country is its whole shape, hatched; a
// region a dashed circle; a town a dot. What overlaps is one mark until the map is drawn larger.
import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import type { GeometryCollection, Topology } from "topojson-specification";
import { feature } from "topojson-client";
import { html, own, svg } from "./element";
import { clustered, radius, type Cluster, type Place, type Spot } from "./places";
import { hideTip, showTip } from "./tip";
import { language, say } from "./words";

type World = Topology<{ countries: GeometryCollection }>;

const WIDTH = 960;
const HEIGHT = 480;
const CLOSEST = 40;

/** `figure` names in `data-source` where its places are, and holds a list of them. */
export async function map(figure: HTMLElement): Promise<void> {
  const address = own(figure.dataset.source);
  if (!address) return;
  try {
    const [{ places }, world] = await Promise.all([json<{ places: Place[] }>(address), json<World>("/assets/world.json")]);
    draw(figure, places, world);
  } catch (error) {
    figure.prepend(html("p", { class: "hint" }, say("notLoaded")));
    throw error;
  }
}

async function json<T>(address: string): Promise<T> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** How the world lies in the drawing: enlarged by `scale`, then moved. */
interface View {
  scale: number;
  x: number;
  y: number;
}

function draw(figure: HTMLElement, places: Place[], world: World): void {
  const projection = geoEqualEarth().fitExtent([[8, 8], [WIDTH - 8, HEIGHT - 8]], { type: "Sphere" });
  const path = geoPath(projection);
  const countries = feature(world, world.objects.countries).features;
  const shapes = new Map(countries.map((country) => [country.id, country]));

  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, tabindex: 0, role: "group", "aria-label": say("mapOf") });
  drawing.append(pattern());
  const land = drawing.appendChild(svg("g"));
  land.append(svg("path", { class: "grid", d: path(geoGraticule10()) ?? "", "stroke-width": 0.3 }));
  for (const country of countries) land.append(svg("path", { class: "land", d: path(country) ?? "" }));

  // A country that the map draws is its shape; one too small for it is a plate, as is its number of claims.
  const spots: Spot[] = [];
  for (const place of [...places].sort((one, other) => other.claims - one.claims)) {
    const shape = place.precision === "country" ? shapes.get(place.country ?? "") : undefined;
    const at = projection([place.longitude, place.latitude]);
    if (shape) {
      const outline = svg("path", { class: "country", d: path(shape) ?? "", fill: "url(#hatch)" });
      land.append(link(place, outline));
    }
    if (at) spots.push({ place, x: at[0], y: at[1], radius: radius(place.claims) });
  }
  const marks = drawing.appendChild(svg("g"));
  const near = html("div", { class: "near", "aria-live": "polite" });

  let view: View = { scale: 1, x: 0, y: 0 };
  const show = () => {
    const { scale, x, y } = view;
    land.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    // Marks keep their size in points of the screen, on a phone too.
    const { unit } = seen(drawing);
    drawing.querySelector("#hatch")?.setAttribute("patternTransform", `rotate(45) scale(${unit / scale})`);
    const moved = spots.map((spot) => ({ ...spot, x: spot.x * scale + x, y: spot.y * scale + y, radius: spot.radius * unit }));
    const focused = document.activeElement instanceof Element ? document.activeElement.getAttribute("data-key") : null;
    marks.replaceChildren(...clustered(moved).map((cluster) => mark(cluster, unit, open)));
    if (focused) marks.querySelector<SVGElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  };
  /** Shows the world so, as long as some of it is in the middle. */
  const go = (next: View) => {
    const scale = Math.min(Math.max(next.scale, 1), CLOSEST);
    const within = (value: number, length: number) => Math.min(Math.max(value, length / 2 - length * scale), length / 2);
    view = { scale, x: within(next.x, WIDTH), y: within(next.y, HEIGHT) };
    show();
  };
  const whole = () => go({ scale: 1, x: 0, y: 0 });
  /** Shows all places, as large as they may be. */
  const fit = () => {
    if (spots.length === 0) return whole();
    const { width, height } = seen(drawing);
    const [left, right] = [Math.min(...spots.map(({ x }) => x)), Math.max(...spots.map(({ x }) => x))];
    const [top, bottom] = [Math.min(...spots.map(({ y }) => y)), Math.max(...spots.map(({ y }) => y))];
    const scale = Math.max(Math.min((0.75 * width) / (right - left), (0.7 * height) / (bottom - top), 6), 1);
    go({ scale, x: WIDTH / 2 - (scale * (left + right)) / 2, y: HEIGHT / 2 - (scale * (top + bottom)) / 2 });
  };
  /** Enlarges, and what is at a point stays there. */
  const zoom = (by: number, x = WIDTH / 2, y = HEIGHT / 2) => {
    const scale = Math.min(Math.max(view.scale * by, 1), CLOSEST);
    const times = scale / view.scale;
    go({ scale, x: x - (x - view.x) * times, y: y - (y - view.y) * times });
  };
  const open = (cluster: Cluster) => {
    const title = say("several", { count: cluster.spots.length });
    const rows = cluster.spots.map(({ place }) => html("li", {}, ...entry(place)));
    near.replaceChildren(html("p", {}, title), html("ul", {}, ...rows));
    zoom(2.5, cluster.x, cluster.y);
  };

  const sea = html("div", { class: "sea" }, drawing, tools(zoom, whole));
  figure.prepend(sea, key(), near);
  listen(drawing, () => view, go, zoom);
  fit();
  new ResizeObserver(show).observe(drawing);
}

/** What is in sight, in the drawing's measure, and a point of the screen in it. */
function seen(drawing: SVGSVGElement): { width: number; height: number; unit: number } {
  const [width, height] = [Math.max(drawing.clientWidth, 1), Math.max(drawing.clientHeight, 1)];
  const unit = Math.max(WIDTH / width, HEIGHT / height);
  return { width: width * unit, height: height * unit, unit };
}

function listen(drawing: SVGSVGElement, view: () => View, go: (view: View) => void, zoom: (by: number, x?: number, y?: number) => void): void {
  const point = ({ clientX, clientY }: MouseEvent) => {
    const matrix = drawing.getScreenCTM();
    return matrix ? new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse()) : new DOMPoint();
  };
  // The wheel belongs to the page until the map is used.
  drawing.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !drawing.contains(document.activeElement)) return;
      event.preventDefault();
      const { x, y } = point(event);
      zoom(2 ** (-event.deltaY / 300), x, y);
    },
    { passive: false },
  );

  const fingers = new Map<number, DOMPoint>();
  let hasMoved = false;
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    hasMoved = false;
    fingers.set(event.pointerId, point(event));
  });
  drawing.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = point(event);
    if (!hasMoved && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
    if (!hasMoved) drawing.setPointerCapture(event.pointerId);
    hasMoved = true;
    hideTip();
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const length = (from: DOMPoint) => Math.max(Math.hypot(from.x - other.x, from.y - other.y), 1);
      zoom(length(now) / length(before), other.x, other.y);
    } else {
      const { scale, x, y } = view();
      go({ scale, x: x + now.x - before.x, y: y + now.y - before.y });
    }
    fingers.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel"] as const) {
    drawing.addEventListener(name, (event) => fingers.delete(event.pointerId));
  }
  // Moving the map over a mark does not follow its link.
  drawing.addEventListener("click", (event) => { if (hasMoved) event.preventDefault(); }, true);
  drawing.addEventListener("dragstart", (event) => event.preventDefault());

  drawing.addEventListener("keydown", (event) => {
    const { scale, x, y } = view();
    const moves: Record<string, [number, number]> = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const move = moves[event.key];
    if (move) go({ scale, x: x + move[0], y: y + move[1] });
    else if (event.key === "+" || event.key === "=") zoom(1.5);
    else if (event.key === "-") zoom(1 / 1.5);
    else if (event.key === "0") go({ scale: 1, x: 0, y: 0 });
    else return;
    event.preventDefault();
  });
}

/** Hatches of a country: it is somewhere in there, nobody says where. */
function pattern(): SVGDefsElement {
  const line = svg("path", { class: "hatch", d: "M0 0V6" });
  const hatch = svg("pattern", { id: "hatch", width: 5, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, line);
  return svg("defs", {}, hatch);
}

function claims({ name, claims }: Place): string {
  return claims === 1 ? say("oneClaim", { name }) : say("claims", { name, count: claims });
}

function entry(place: Place): Node[] {
  const name = html("a", {}, claims(place));
  const address = own(place.href);
  if (address) name.href = address;
  return [name, html("span", { class: "dim" }, ` (${say(place.precision)})`)];
}

/** What a mark or a shape leads to. */
function link(place: Place, ...content: SVGElement[]): SVGAElement {
  const anchor = svg("a", { href: own(place.href), "data-key": place.key, "aria-label": `${claims(place)}, ${say(place.precision)}` }, ...content);
  told(anchor, `${claims(place)}\n${say(place.precision)}`);
  return anchor;
}

function told(element: SVGElement, words: string): void {
  const show = () => showTip(words, element);
  element.addEventListener("pointerenter", show);
  element.addEventListener("pointerleave", hideTip);
  element.addEventListener("focus", show);
  element.addEventListener("blur", hideTip);
}

/** The mark of a cluster; `unit` is a point of the screen in the drawing's measure. */
function mark({ spots, x, y, radius }: Cluster, unit: number, open: (cluster: Cluster) => void): SVGElement {
  const [spot] = spots;
  const text = (label: string, size: number, more: Record<string, string | number> = {}) =>
    svg("text", { x, y, "font-size": size * unit, ...more }, label);
  if (spots.length > 1 || !spot) {
    const label = say("several", { count: spots.length });
    const size = Math.max(radius, 12 * unit);
    const group = svg("g", { class: "cluster", role: "button", tabindex: 0, "aria-label": label, "data-key": `cluster ${spot?.place.key}` },
      svg("circle", { cx: x, cy: y, r: size }), text(String(spots.length), 11));
    const act = () => open({ spots, x, y, radius });
    group.addEventListener("click", act);
    group.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      act();
    });
    told(group, [label, ...spots.slice(0, 6).map(({ place }) => claims(place)), spots.length > 6 ? "…" : ""].join("\n").trim());
    return group;
  }
  const { place } = spot;
  const count = new Intl.NumberFormat(language).format(place.claims);
  const target = svg("circle", { cx: x, cy: y, r: Math.max(radius, 12 * unit), fill: "transparent" });
  if (place.precision === "country") {
    const [width, height] = [(14 + 7 * count.length) * unit, 18 * unit];
    const plate = svg("rect", { class: "plate", x: x - width / 2, y: y - height / 2, width, height, rx: 3 * unit, "stroke-width": unit });
    return link(place, target, plate, text(count, 11));
  }
  const beside = text(place.name, 11, { class: "name", x: x + radius + 4 * unit });
  if (place.precision === "region") {
    return link(place, target, svg("circle", { class: "region", cx: x, cy: y, r: Math.max(radius * 1.6, 14 * unit) }), beside);
  }
  return link(place, target, svg("circle", { class: "city", cx: x, cy: y, r: radius }), beside);
}

function tools(zoom: (by: number) => void, whole: () => void): HTMLElement {
  const button = (sign: string, label: string, act: () => void) => {
    const made = html("button", { type: "button", "aria-label": label, title: label }, sign);
    made.addEventListener("click", act);
    return made;
  };
  return html("div", { class: "tools" }, button("+", say("zoomIn"), () => zoom(1.6)), button("−", say("zoomOut"), () => zoom(1 / 1.6)), button("◯", say("whole"), whole));
}

function key(): HTMLElement {
  const sample = (word: "country" | "region" | "city", shape: SVGElement) =>
    html("li", {}, svg("svg", { viewBox: "0 0 22 16", "aria-hidden": "true" }, shape), say(word));
  return html("ul", { class: "key" },
    sample("country", svg("rect", { class: "country", x: 1, y: 1, width: 20, height: 14, fill: "url(#hatch)" })),
    sample("region", svg("circle", { class: "region", cx: 11, cy: 8, r: 6.5 })),
    sample("city", svg("circle", { class: "city", cx: 11, cy: 8, r: 5 })));
}
