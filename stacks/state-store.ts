/**
 * Where Pulumi keeps its states, as its DIY backends see it: texts by key. Keys are paths such as
 * `.pulumi/stacks/shop/sofia-1.json`. Only the holder of the lock of a project and zone touches what is theirs.
 */
export interface StateStore {
  /** Undefined when there is none. */
  read(key: string): Promise<string | undefined>;
  /** All or nothing: who reads it at the same time, or after a crash, never sees half of it. */
  write(key: string, text: string): Promise<void>;
  /** What stands below a folder (its key ends in `/`), by key. */
  below(folder: string): Promise<ReadonlyMap<string, string>>;
  /** Removes every text whose key begins so; no error when there is none. */
  remove(prefix: string): Promise<void>;
}
