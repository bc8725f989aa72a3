// A desk for the tests: the program that SELON_BIN names, on the ledger that SELON_LEDGER names.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts it and waits until it says where it answers. */
export async function startDesk(): Promise<{ address: string; close: () => void }> {
  const { SELON_BIN: program, SELON_LEDGER: ledger } = process.env;
  if (!program || !ledger) throw new Error("SELON_BIN and SELON_LEDGER name the program and a ledger");
  const desk = spawn(program, ["desk", ledger, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface(desk.stdout)) {
    const address = line.match(/http:\/\/[\w.:[\]]+/)?.[0];
    if (address) return { address, close: () => desk.kill("SIGINT") };
  }
  throw new Error("the desk ended before it said where it answers");
}
