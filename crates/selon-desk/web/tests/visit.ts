// A desk and a window for each test of a suite. A test fails where a page runs into an error or breaks its policy.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { open, windowOf } from "./browser.js";
import { startDesk, type Desk } from "./desk.js";

/** What the tests of a suite have; each test has a window of its own, all of them one desk. */
export class Visit {
  browser!: Browser;
  desk!: Desk;
  context!: BrowserContext;
  page!: Page;
  faults: string[] = [];

  /** Opens a page of the desk. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.desk.address + path);
  }

  /** Opens a window anew, such as one without scripts. */
  async reopen(options: Parameters<typeof windowOf>[1]): Promise<void> {
    await this.context?.close();
    Object.assign(this, await windowOf(this.browser, options));
  }

  /** Presses a button that changes something, and waits for the page that follows. */
  async send(button: string): Promise<void> {
    const answer = this.page.waitForResponse((response) => response.request().method() === "POST");
    await this.page.locator(button).first().click();
    assert.equal((await answer).status(), 303);
    await this.page.waitForLoadState();
  }

  /** Takes a fault that is meant to be there off the list: the browser's console tells of each answer that is no success. */
  forgive(pattern: RegExp): void {
    const at = this.faults.findIndex((fault) => pattern.test(fault));
    assert.ok(at >= 0, `no ${pattern} in ${this.faults.join(", ")}`);
    this.faults.splice(at, 1);
  }

  /** Where the page is, without the desk's address. */
  get path(): string {
    const { pathname, search, hash } = new URL(this.page.url());
    return pathname + search + hash;
  }

  count(selector: string): Promise<number> {
    return this.page.locator(selector).count();
  }
}

/** Opens and closes what a suite has; to be called in `describe`. */
export function visits(start: () => Promise<Desk> = () => startDesk(), options: Parameters<typeof windowOf>[1] = {}): Visit {
  const visit = new Visit();
  before(async () => {
    visit.browser = await open();
    visit.desk = await start();
  });
  after(async () => {
    await visit.browser?.close();
    visit.desk?.close();
  });
  beforeEach(() => visit.reopen(options));
  afterEach(async () => {
    await visit.context.close();
    assert.deepEqual(visit.faults, []);
  });
  return visit;
}
