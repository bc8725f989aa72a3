// The browser of the tests: Debian's Chromium, or the one that SELON_CHROMIUM names.
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

/** Opens the browser. */
export function open(): Promise<Browser> {
  // Without a graphics card, SwiftShader draws the network.
  const args = ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
  return chromium.launch({ executablePath: process.env.SELON_CHROMIUM ?? "/usr/bin/chromium", args });
}

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };
export type Look = "light" | "dark";

/** A window, which fails the test where a page runs into an error, goes elsewhere or breaks its policy. */
export async function windowOf(
  browser: Browser,
  options: { size?: { width: number; height: number }; look?: Look; scripts?: boolean; locale?: string; policy?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: options.size ?? DESKTOP,
    colorScheme: options.look ?? "light",
    javaScriptEnabled: options.scripts ?? true,
    locale: options.locale ?? "en-GB",
    // Without the pages' policy, a script that came into one would run.
    bypassCSP: options.policy === false,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url())) faults.push(`a request to ${request.url()}`);
  });
  return { context, page, faults };
}
