import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StateStore } from "../state-store.ts";

/** The states of Pulumi's file backend. @param backendUrl `file://…` */
export function fileStore(backendUrl: string): StateStore {
  const root = fileURLToPath(backendUrl);
  const pathOf = (key: string) => join(root, key);
  return {
    read: (key) => readText(pathOf(key)),
    write: async (key, text) => {
      await mkdir(dirname(pathOf(key)), { recursive: true });
      await writeWhole(pathOf(key), text);
    },
    below: async (folder) => {
      const names = await namesIn(pathOf(folder));
      const texts = await Promise.all(names.map((name) => readText(join(pathOf(folder), name))));
      return new Map(names.map((name, index) => [`${folder}${name}`, texts[index] ?? ""]));
    },
    remove: async (prefix) => {
      const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
      const beginning = prefix.slice(folder.length);
      const names = await namesIn(pathOf(folder));
      const own = names.filter((name) => name.startsWith(beginning));
      await Promise.all(own.map((name) => rm(join(pathOf(folder), name), { recursive: true, force: true })));
    },
  };
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

/** All or nothing: a reader or a later run never sees half of it. */
export async function writeWhole(file: string, content: string): Promise<void> {
  const part = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.part`;
  await writeFile(part, content, { mode: 0o600 });
  await rename(part, file);
}
