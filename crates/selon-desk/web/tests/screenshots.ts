// Pictures of each page for the documentation: `docs/desk/NAME-SCREEN-LOOK.png`, with as many colours as a page of text needs.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DESKTOP, open, PHONE, windowOf } from "./browser.js";
import { startDesk } from "./desk.js";
import { visited } from "./paths.js";
import { reduced } from "./picture.js";

const folder = process.argv[2] ?? "../../../docs/desk";
mkdirSync(folder, { recursive: true });
const [browser, desk] = await Promise.all([open(), startDesk()]);
try {
  for (const look of ["light", "dark"] as const) {
    for (const [screen, size] of [["phone", PHONE], ["desktop", DESKTOP]] as const) {
      const { context, page } = await windowOf(browser, { look, size });
      for (const { name, path } of await visited(page, desk.address)) {
        await page.goto(desk.address + path, { waitUntil: "networkidle" });
        // What is drawn with WebGL takes a moment.
        await page.waitForTimeout(300);
        const picture = await page.screenshot({ animations: "disabled" });
        const bytes = reduced(picture);
        const file = join(folder, `${name}-${screen}-${look}.png`);
        writeFileSync(file, bytes);
        console.log(`${file} ${Math.round(bytes.length / 1024)} kB`);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  desk.close();
}
