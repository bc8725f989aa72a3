// Adding files: they can be dropped onto the form, and while the ledger reads them the page says how far it is.
import { html } from "./element";
import { show, told } from "./events";
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
  const reply: { id?: string | number; title?: string; detail?: string } = await answer.json().catch(() => ({}));
  if (!answer.ok || reply.id === undefined) {
    return fail(parts, [reply.title ?? answer.statusText, reply.detail].filter(Boolean).join(" "));
  }
  form.reset();
  await follow(`/api/additions/${encodeURIComponent(reply.id)}/events`, parts);
}

/** Tells an addition's events until its end. */
async function follow(address: string, { output, bar, now }: Parts): Promise<void> {
  const end = await told(address, {
    progress: (progress) => show(progress, bar, now),
    failed: ({ name, reason }) => output.append(html("p", { class: "failed" }, `${name}: ${reason}`)),
  });
  if (!end) return void (now.textContent = say("lost"));
  bar.value = bar.max;
  now.textContent = [say("added", { added: end.added, known: end.known, failed: end.failed }), end.reason].filter(Boolean).join(" ");
  output.append(html("p", {}, html("a", { href: "/" }, say("seeClaims"))));
}

function fail({ bar, now }: Parts, reason: string): void {
  bar.hidden = true;
  now.className = "failed";
  now.textContent = reason;
}
