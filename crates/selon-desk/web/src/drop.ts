// Adding files: they can be dropped onto the form, and while the ledger reads them the page says how far it is.
import { html } from "./element";
import { say } from "./words";

/** `form` takes files; its answer to a script names the addition whose progress is to be followed. */
export function drop(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!input) return;
  const output = form.querySelector("output") ?? form.appendChild(html("output", { "aria-live": "polite" }));
  const bar = form.querySelector("progress") ?? form.insertBefore(html("progress", { max: 1, value: 0 }), output);
  if (!bar.hasAttribute("aria-label")) bar.setAttribute("aria-label", say("sending"));
  bar.hidden = true;

  // A dragged file that misses the form would otherwise replace the page.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, () => form.classList.add("over"));
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    input.files = files;
    form.requestSubmit();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = form.querySelector<HTMLButtonElement>("button");
    if (button) button.disabled = true;
    const parts = { output, bar, now: html("p") };
    output.replaceChildren(parts.now);
    send(form, input, parts)
      .catch((error: unknown) => fail(parts, error instanceof Error ? error.message : String(error)))
      .finally(() => {
        if (button) button.disabled = false;
      });
  });
}

interface Parts {
  output: Element;
  bar: HTMLProgressElement;
  /** The line that says what happens now. */
  now: HTMLElement;
}

async function send(form: HTMLFormElement, input: HTMLInputElement, parts: Parts): Promise<void> {
  if (!input.files?.length) return fail(parts, say("nothing"));
  parts.now.textContent = say("sending");
  parts.bar.hidden = false;
  parts.bar.removeAttribute("value");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  const told: { id?: string | number; title?: string; detail?: string } = await answer.json().catch(() => ({}));
  if (!answer.ok || told.id === undefined) {
    return fail(parts, [told.title ?? answer.statusText, told.detail].filter(Boolean).join(" "));
  }
  form.reset();
  await follow(`/api/additions/${encodeURIComponent(told.id)}/events`, parts);
}

/** Tells an addition's events until its end. */
function follow(address: string, { output, bar, now }: Parts): Promise<void> {
  return new Promise((resolve) => {
    const events = new EventSource(address);
    const on = <T>(name: string, told: (data: T) => void) =>
      events.addEventListener(name, ({ data }) => told(JSON.parse(data)));
    on<{ done: number; total: number; rate: number; name: string }>("progress", ({ done, total, rate, name }) => {
      bar.max = Math.max(total, 1);
      bar.value = done;
      now.textContent = say("progress", { done, total, rate: Math.round(rate * 10) / 10, name: name ?? "" });
    });
    on<{ name: string; reason: string }>("failed", ({ name, reason }) => {
      output.append(html("p", { class: "failed" }, `${name}: ${reason}`));
    });
    on<{ added: number; known: number; failed: number }>("end", (counts) => {
      bar.value = bar.max;
      now.textContent = say("added", { ...counts });
      events.close();
      resolve();
    });
    // The browser tries again by itself, until it gives up.
    events.addEventListener("error", () => {
      if (events.readyState !== EventSource.CLOSED) return;
      now.textContent = say("lost");
      resolve();
    });
  });
}

function fail({ bar, now }: Parts, reason: string): void {
  bar.hidden = true;
  now.className = "failed";
  now.textContent = reason;
}
