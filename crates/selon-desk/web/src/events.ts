// What the server tells while it adds.
import { say } from "./words";

/** How far it is; `done` and `total` in bytes. */
export interface Progress {
  done: number;
  total: number;
  articles: number;
  rate: number;
  name: string;
}

/** What came of it; `reason` where it was not done to the end. */
export interface End {
  added: number;
  known: number;
  failed: number;
  reason?: string;
}

interface Listener {
  progress: (progress: Progress) => void;
  failed?: (failure: { name: string; reason: string }) => void;
}

/** Tells a listener all events until the end, which it gives; nothing where the connection is lost for good. */
export function told(address: string, listener: Listener): Promise<End | undefined> {
  return new Promise((resolve) => {
    const events = new EventSource(address);
    const end = (end?: End) => {
      events.close();
      resolve(end);
    };
    events.addEventListener("progress", ({ data }) => listener.progress(JSON.parse(data)));
    events.addEventListener("failed", ({ data }) => listener.failed?.(JSON.parse(data)));
    events.addEventListener("end", ({ data }) => end(JSON.parse(data)));
    // The browser tries again by itself, until it gives up.
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) end();
    });
  });
}

/** Shows progress in a bar and a line. */
export function show({ done, total, articles, rate, name }: Progress, bar: HTMLProgressElement, line: Element): void {
  bar.max = Math.max(total, 1);
  bar.value = done;
  line.textContent = say("progress", { articles, rate: Math.round(rate * 10) / 10, name });
}
