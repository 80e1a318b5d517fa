import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileWhole } from "../../../engine/write-file-whole.ts";
import { identifyProcess, isSameProcessAlive, type ProcessIdentity } from "../../../toolchain/process-identity.ts";
import type { DatabaseFolder } from "./database-folder.ts";

/** Notes that this process uses the server, which runs as long as anybody does. Returns the path of the note. */
export function enterUse(folder: DatabaseFolder): string {
  const note = join(folder.uses, `${process.pid}-${randomUUID()}.json`);
  const self = identifyProcess(process.pid) ?? { pid: process.pid, started: "unknown" };
  writeFileWhole(note, JSON.stringify(self));
  return note;
}

/** Takes the note back. True when no living process uses the server any more. */
export function leaveUse(folder: DatabaseFolder, note: string): boolean {
  rmSync(note, { force: true });
  const notes = readdirSync(folder.uses).map((name) => join(folder.uses, name));
  return notes.filter((one) => isLiving(one)).length === 0;
}

/** Notes of processes that were killed are cleared away. */
function isLiving(note: string): boolean {
  const user = readNote(note);
  if (user && isSameProcessAlive(user)) return true;
  rmSync(note, { force: true });
  return false;
}

function readNote(note: string): ProcessIdentity | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(note, "utf8")) as Partial<ProcessIdentity>;
    return Number.isSafeInteger(pid) && typeof started === "string" ? { pid: pid!, started } : undefined;
  } catch {
    return undefined;
  }
}
