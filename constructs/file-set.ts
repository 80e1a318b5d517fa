import type { ProjectValues } from "./expressions/project-values.ts";
import { hasSecret } from "./secret-reference.ts";

/** Files of one mount, as a ConfigMap and a Secret of one name hold them: a text with a secret stands in the Secret. */
export interface FileSet {
  /** Name of both. */
  readonly name: string;
  readonly plain: HeldFiles;
  readonly secret: HeldFiles;
}

export interface HeldFiles {
  readonly data: Readonly<Record<string, string>>;
  /** Where each key goes; absent when every key is the file's name. */
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

/** What a ConfigMap or a Secret takes for a key; files in folders get another one. */
const KEY = /^(?!\.\.)[A-Za-z0-9._-]{1,253}$/;

/** The texts with their expressions filled in, in the order of their names. */
export function fileSet(name: string, files: Readonly<Record<string, string>>, values: ProjectValues): FileSet {
  const paths = Object.keys(files).sort();
  const keys = keysOf(paths);
  const filled = paths.map((path) => {
    const { pieces } = values.fill(files[path] as string);
    return { path, key: keys.get(path) as string, text: pieces.filter((piece) => typeof piece === "string").join("") };
  });
  return {
    name,
    plain: held(filled.filter(({ text }) => !hasSecret(text))),
    secret: held(filled.filter(({ text }) => hasSecret(text))),
  };
}

export function isEmpty({ data }: HeldFiles): boolean {
  return Object.keys(data).length === 0;
}

/** Bytes of what a ConfigMap or Secret of these files holds. */
export function sizeOf({ data }: HeldFiles): number {
  return Object.entries(data).reduce((sum, [key, text]) => sum + key.length + Buffer.byteLength(text, "utf8"), 0);
}

function held(files: readonly { readonly path: string; readonly key: string; readonly text: string }[]): HeldFiles {
  const data = Object.fromEntries(files.map(({ key, text }) => [key, text]));
  if (files.every(({ path, key }) => path === key)) return { data };
  return { data, items: files.map(({ path, key }) => ({ key, path })) };
}

/** A key for each path: the path itself where it can be one, else one that is like it. */
function keysOf(paths: readonly string[]): ReadonlyMap<string, string> {
  const keys = new Map(paths.filter((path) => KEY.test(path)).map((path) => [path, path]));
  const taken = new Set(keys.values());
  for (const path of paths.filter((path) => !KEY.test(path))) {
    const like = path
      .replace(/[^A-Za-z0-9._-]+/g, "_")
      .replace(/^\.\.+/, "_")
      .slice(0, 240);
    let key = like;
    for (let number = 2; taken.has(key); number += 1) key = `${like}_${number}`;
    taken.add(key);
    keys.set(path, key);
  }
  return keys;
}
