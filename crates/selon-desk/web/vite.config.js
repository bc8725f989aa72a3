// Builds `dist/`: the same bytes from the same sources, under names that the pages can write down.
import { readFileSync } from "node:fs";
import { defineConfig } from "vite";
import { licences } from "./build/licences.js";
import { world } from "./build/world.js";

/** Files that no script imports. */
const others = {
  name: "others",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((chunk) => chunk.moduleIds ?? []);
    this.emitFile({ type: "asset", fileName: "licences.txt", source: licences(modules) });
    this.emitFile({ type: "asset", fileName: "icon.svg", source: readFileSync("style/icon.svg", "utf8").trim() });
    this.emitFile({ type: "asset", fileName: "world.json", source: world() });
  },
};

export default defineConfig({
  base: "/assets/",
  publicDir: false,
  plugins: [others],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: false,
    // Browsers since the spring of 2024: they know light-dark().
    target: ["chrome123", "firefox121", "safari17.5"],
    rollupOptions: {
      input: "src/desk.ts",
      output: { entryFileNames: "desk.js", chunkFileNames: "[name].js", assetFileNames: "desk[extname]" },
    },
  },
});
