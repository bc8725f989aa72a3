// Says whether `dist/` is what the sources give. Fails where it is not.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

const fresh = mkdtempSync(join(tmpdir(), "selon-desk-"));
try {
  await build({ logLevel: "warn", build: { outDir: fresh, emptyOutDir: true } });
  const names = [...new Set([...readdirSync(fresh), ...readdirSync("dist")])].sort();
  const bytes = (folder, name) => {
    try {
      return readFileSync(join(folder, name));
    } catch {
      return Buffer.alloc(0);
    }
  };
  const stale = names.filter((name) => !bytes(fresh, name).equals(bytes("dist", name)));
  if (stale.length > 0) {
    console.error(`dist/ is not what the sources give, run \`npm run build\`: ${stale.join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true });
}
