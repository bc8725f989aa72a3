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

/** Starts it and waits until it says where it answers. */
export async function startDesk(): Promise<{ address: string; close: () => void }> {
  const { SELON_BIN: program, SELON_LEDGER: original } = process.env;
  if (!program || !original) throw new Error("SELON_BIN and SELON_LEDGER name the program and a ledger");
  const folder = mkdtempSync(join(tmpdir(), "selon-desk-"));
  const ledger = join(folder, basename(original));
  // What was written last may still stand in the log beside the ledger.
  for (const ending of ["", "-wal"]) if (existsSync(original + ending)) copyFileSync(original + ending, ledger + ending);
  const desk = spawn(program, ["desk", ledger, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
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
