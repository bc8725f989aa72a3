// The page of an addition that goes on: how far it is, as it is told; at the end the page comes again, with what came of it.
import { html, own } from "./element";
import { show, told } from "./events";
import { say } from "./words";

/** `element` names in `data-source` where the events are; what is over has its counts in `.facts`. */
export async function addition(element: HTMLElement): Promise<void> {
  const address = own(element.dataset.source);
  if (!address || element.querySelector(".facts")) return;
  const bar = element.querySelector("progress") ?? element.appendChild(html("progress", { "aria-label": say("sending") }));
  const line = html("output", { class: "dim" });
  bar.after(line);
  const end = await told(address, { progress: (progress) => show(progress, bar, line) });
  if (end) location.reload();
  else line.textContent = say("lost");
}
