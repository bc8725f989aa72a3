// The network of who relies on whom. It only draws what the table on the page says; kinds of reliance are told by colour, by width
// and, once a voice is picked, by words on the edges.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { html, own, svg } from "./element";
import { say } from "./words";

type Kind = "credit" | "citation" | "copy";
const KINDS: Kind[] = ["credit", "citation", "copy"];

interface Network {
  voices: { key: string; name: string; articles: number; href: string }[];
  reliances: { from: string; to: string; kind: Kind; articles: number }[];
}

/** `figure` names in `data-source` where voices and reliances are, and holds a table of them. */
export async function network(figure: HTMLElement): Promise<void> {
  const address = own(figure.dataset.source);
  if (!address) return;
  const fail = (reason: string) => figure.prepend(html("p", { class: "hint" }, reason));
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const told: Network = await answer.json();
    if (told.voices.length === 0) return;
    if (!document.createElement("canvas").getContext("webgl2")) return void fail(say("noDrawing"));
    draw(figure, told);
  } catch (error) {
    fail(say("notLoaded"));
    throw error;
  }
}

function draw(figure: HTMLElement, { voices, reliances }: Network): void {
  const graph = layout(voices, reliances);
  const box = html("div", { class: "graph", role: "img", "aria-label": say("networkOf") });
  const hidden = new Set<Kind>();
  let chosen = "";
  let hovered = "";

  const choice = html("select", {}, html("option", { value: "" }, say("everyone")));
  for (const { key, name } of [...voices].sort((one, other) => one.name.localeCompare(other.name))) {
    choice.append(html("option", { value: key }, name));
  }
  const legend = html("div", { class: "key" }, html("label", {}, `${say("only")} `, choice));
  figure.prepend(legend, box);

  let colours = palette(figure);
  const renderer = new Sigma(graph, box, {
    renderEdgeLabels: true,
    defaultEdgeType: "arrow",
    // Few voices all have their names, of many the large ones.
    labelRenderedSizeThreshold: voices.length > 60 ? 6 : 0,
    labelDensity: 1.5,
    edgeLabelSize: 12,
    stagePadding: 40,
    zIndex: true,
    labelColor: { color: colours.ink },
    edgeLabelColor: { color: colours.ink },
    nodeReducer: (node, data) => {
      const picked = hovered || chosen;
      const isNear = !picked || node === picked || graph.areNeighbors(node, picked);
      return { ...data, color: isNear ? colours.ink : colours.rule, label: isNear ? data.label : "", zIndex: isNear ? 1 : 0, forceLabel: Boolean(picked) && isNear };
    },
    edgeReducer: (edge, data) => {
      const picked = hovered || chosen;
      const isPicked = graph.hasExtremity(edge, picked || "");
      const kind: Kind = data.kind;
      return { ...data, hidden: hidden.has(kind) || (picked !== "" && !isPicked), color: colours[kind], label: isPicked ? data.words : "" };
    },
    // The box that sigma draws behind the name of a voice that is pointed at is white; ours follows the look.
    defaultDrawNodeHover: (context, data, settings) => {
      const size = settings.labelSize;
      context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
      const width = context.measureText(data.label ?? "").width;
      context.fillStyle = colours.raised;
      context.fillRect(data.x + data.size, data.y - size, width + 10, size * 1.8);
      context.fillStyle = colours.ink;
      context.fillText(data.label ?? "", data.x + data.size + 4, data.y + size / 3);
    },
  });

  for (const kind of KINDS) {
    if (!reliances.some((reliance) => reliance.kind === kind)) continue;
    const box = html("input", { type: "checkbox" });
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(kind);
      else hidden.add(kind);
      renderer.refresh();
    });
    const line = svg("svg", { viewBox: "0 0 34 12", "aria-hidden": "true" }, svg("line", { class: kind, x1: 0, y1: 6, x2: 34, y2: 6 }));
    legend.append(html("label", {}, box, line, say(kind)));
  }
  choice.addEventListener("change", () => {
    chosen = choice.value;
    renderer.refresh();
  });
  renderer.on("enterNode", ({ node }) => {
    hovered = node;
    renderer.refresh();
  });
  renderer.on("leaveNode", () => {
    hovered = "";
    renderer.refresh();
  });
  renderer.on("clickNode", ({ node }) => {
    const address = own(graph.getNodeAttribute(node, "href"));
    if (address) location.assign(address);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = palette(figure);
    renderer.setSetting("labelColor", { color: colours.ink });
    renderer.setSetting("edgeLabelColor", { color: colours.ink });
    renderer.refresh();
  });
}

/** The graph, each voice where forces put it: the same from the same data. */
function layout(voices: Network["voices"], reliances: Network["reliances"]): Graph {
  const graph = new Graph({ multi: true, type: "directed" });
  voices.forEach(({ key, name, articles, href }, nth) => {
    if (graph.hasNode(key)) return;
    const angle = nth * 2.399963; // The golden angle: nobody starts where another does.
    const distance = Math.sqrt(nth + 1);
    graph.addNode(key, { label: name, href, size: Math.min(4 + Math.sqrt(articles), 20), x: distance * Math.cos(angle), y: distance * Math.sin(angle) });
  });
  for (const { from, to, kind, articles } of reliances) {
    if (!graph.hasNode(from) || !graph.hasNode(to) || from === to) continue;
    const size = Math.min(1 + Math.sqrt(articles), 6) * (kind === "copy" ? 1.6 : 1);
    graph.addEdge(from, to, { kind, size, weight: articles, words: `${say(kind)} ×${articles}` });
  }
  const settings = forceAtlas2.inferSettings(graph);
  forceAtlas2.assign(graph, { iterations: voices.length > 400 ? 120 : 300, settings: { ...settings, adjustSizes: true, gravity: 1.5 } });
  return graph;
}

/** The style's colours as a canvas takes them. */
function palette(figure: HTMLElement): Record<"ink" | "rule" | "raised" | Kind, string> {
  const probe = figure.appendChild(html("span", { hidden: "" }));
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return hex(getComputedStyle(probe).color);
  };
  const found = { ink: colour("ink"), rule: colour("rule"), raised: colour("raised"), credit: colour("outlet"), citation: colour("organisation"), copy: colour("person") };
  probe.remove();
  return found;
}

function hex(colour: string): string {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Math.round(Number(part)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
