import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Content of a file that is written once and never changes: what is there already, or `make()`. Of several processes
 * that make it at the same time one wins, and all return its content. A file is there whole or not at all. Mode 0600.
 */
export async function keepOnce(file: string, make: () => string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(unlessMissing);
  if (kept !== undefined) return kept;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(6).toString("hex")}`;
  try {
    const content = make();
    await write(draft, content);
    await link(draft, file);
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return await readFile(file, "utf8");
  } finally {
    await unlink(draft).catch(unlessMissing);
  }
}

async function write(file: string, content: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return undefined;
  throw error;
}
