// The scripts of every page. Pages work without them; each behaviour looks for its elements by `data-script`, and what draws much is
// loaded where it is needed.
import "../style/desk.css";
import { addition } from "./addition";
import { article } from "./article";
import { brush } from "./brush";
import { chart } from "./chart";
import { drop } from "./drop";
import { filters } from "./filters";
import { keys } from "./keys";
import { way } from "./way";

type Behaviour = (element: HTMLElement) => void | Promise<void>;

const behaviours: Record<string, Behaviour> = {
  addition,
  article,
  brush,
  chart,
  drop,
  filters,
  way,
  map: async (element) => (await import("./map")).map(element),
  network: async (element) => (await import("./network")).network(element),
};

/** Starts a behaviour. What fails leaves the page as the server made it. */
async function start(behaviour: Behaviour, element: HTMLElement): Promise<void> {
  try {
    await behaviour(element);
  } catch (error) {
    console.error(error);
  }
}

void start(keys, document.body);
for (const element of document.querySelectorAll<HTMLElement>("[data-script]")) {
  for (const name of (element.dataset.script ?? "").split(/\s+/)) {
    const behaviour = Object.hasOwn(behaviours, name) ? behaviours[name] : undefined;
    if (behaviour) void start(behaviour, element);
  }
}
// The filters are a form of the page, whatever script it names.
const form = document.querySelector<HTMLElement>("form#filters:not([data-script~='filters'])");
if (form) void start(filters, form);
