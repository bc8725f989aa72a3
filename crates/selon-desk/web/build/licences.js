// The licences of the packages whose code is in the bundle, which have to go where their code goes.
import { readFileSync, readdirSync } from "node:fs";

/** The text, from the paths of the modules of a bundle. */
export function licences(paths) {
  const named = paths.map((path) => path.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/)).filter(Boolean);
  const folders = new Map(named.map(([folder, name]) => [name, folder]));
  // The map's data is no module.
  folders.set("world-atlas", "node_modules/world-atlas");
  return [...folders.keys()].sort().map((name) => licence(name, folders.get(name))).join("\n\n");
}

function licence(name, folder) {
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
}
