// The map of the world: Natural Earth at 1:110 million (public domain) as world-atlas has it, each country by the two letters of
// ISO 3166-1 that the knowledge base knows it by, no names (the page has them, in its language).
import { readFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(`node_modules/${path}`, "utf8"));

/** The topology, as JSON. */
export function world() {
  const letters = new Map(read("i18n-iso-countries/codes.json").map(([two, , digits]) => [digits, two]));
  // Natural Earth gives no number to Kosovo: "XK" is what everybody writes, ISO 3166-1 leaves it to users.
  const unnumbered = { Kosovo: "XK" };
  const { countries } = read("world-atlas/countries-110m.json").objects;
  const { arcs, transform, bbox } = read("world-atlas/countries-110m.json");
  const geometries = countries.geometries.map(({ type, arcs, id, properties }) => ({
    type,
    arcs,
    id: letters.get(id) ?? unnumbered[properties.name],
  }));
  return JSON.stringify({ type: "Topology", bbox, transform, objects: { countries: { type: countries.type, geometries } }, arcs });
}
