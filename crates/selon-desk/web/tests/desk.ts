// A desk for the tests: the program that SELON_BIN names, on a copy of the ledger that SELON_LEDGER names.
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";

/** Whether both are named. */
export const isThere = Boolean(process.env.SELON_BIN && process.env.SELON_LEDGER);
/** Why a test is left out, for the runner. */
export const skip = isThere ? false : "SELON_BIN and SELON_LEDGER are not set";

/** Why a test that reads articles is left out: that takes the models of SELON_MODELS. */
export const skipReading = skip || (process.env.SELON_MODELS ? false : "SELON_MODELS is not set");

/** A desk that answers. */
export type Desk = Awaited<ReturnType<typeof startDesk>>;

/** Starts it and waits until it says where it answers. Another ledger than SELON_LEDGER's can be named, and options of the program. */
export async function startDesk(options: string[] = [], ledgerOf?: string): Promise<{ address: string; close: () => void }> {
  const { SELON_BIN: program, SELON_LEDGER: usual } = process.env;
  const original = ledgerOf ?? usual;
  if (!program || !original) throw new Error("SELON_BIN and SELON_LEDGER name the program and a ledger");
  const folder = mkdtempSync(join(tmpdir(), "selon-desk-"));
  const ledger = join(folder, basename(original));
  // What was written last may still stand in the log beside the ledger.
  for (const ending of ["", "-wal"]) if (existsSync(original + ending)) copyFileSync(original + ending, ledger + ending);
  const desk = spawn(program, ["desk", ledger, "--listen", "127.0.0.1:0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const close = () => {
    desk.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    desk.kill("SIGINT");
  };
  for await (const line of createInterface(desk.stdout)) {
    const address = line.match(/http:\/\/[\w.:[\]]+/)?.[0];
    if (address) return { address, close };
  }
  throw new Error("the desk ended before it said where it answers");
}
