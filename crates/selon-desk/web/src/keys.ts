// Keys for all pages: `/` search, `j` and `k` through the list, `g` and a letter to a page, `?` for help. Keys of a single letter can be
// turned off (WCAG 2.1.4): who speaks to a computer or has no steady hand presses them without wanting to.
import { html } from "./element";
import { say } from "./words";

const pages: Record<string, string> = { c: "/", f: "/figures", s: "/sources", m: "/map", a: "/add", w: "/watches" };
const OFF = "selon-keys-off";

function isOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

/** Whether a key is meant for the page and not for what has the focus. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isOff()) return false;
  if (document.querySelector("dialog[open]")) return false;
  const target = event.target;
  return !(target instanceof HTMLElement && target.closest("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]"));
}

/** Listens on the whole page. */
export function keys(): void {
  let isGoing = false;
  addEventListener("keydown", (event) => {
    // Help opens also where single letters are off: there they are turned on.
    if (event.key === "?" && (isForPage(event) || (isOff() && event.target === document.body))) return help();
    if (!isForPage(event)) return;
    const wasGoing = isGoing;
    isGoing = event.key === "g" && !wasGoing;
    if (wasGoing && pages[event.key]) {
      location.assign(pages[event.key]!);
    } else if (event.key === "/") {
      const search = document.querySelector<HTMLInputElement>("#q");
      search?.focus();
      search?.select();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  });
}

function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-items] > li")];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by;
  const link = items[next]?.querySelector<HTMLElement>("a[href]");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

function help(): void {
  const rows: [string[], string][] = [
    [["/"], say("keySearch")],
    [["j", "k"], say("keyNext")],
    [["n", "p"], say("keyAssertion")],
    [["g c", "g f", "g s", "g m", "g a", "g w"], say("keyGo")],
    [["?"], say("keyHelp")],
  ];
  const list = html("dl");
  for (const [names, meaning] of rows) {
    const marks = names.flatMap((name) => [html("kbd", {}, name), " "]);
    list.append(html("dt", {}, ...marks.slice(0, -1)), html("dd", {}, meaning));
  }
  const on = html("input", { type: "checkbox" });
  on.checked = !isOff();
  on.addEventListener("change", () => {
    try {
      if (on.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      // A browser that keeps nothing: the keys stay as they are.
    }
  });
  const close = html("button", {}, say("close"));
  const title = html("h2", { id: "keys-title" }, say("keys"));
  const dialog = html("dialog", { "aria-labelledby": "keys-title" }, title, list, html("label", {}, on, say("keysOn")), close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
