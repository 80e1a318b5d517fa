import type { z } from "zod";
import type { VolumeSpec } from "../../../constructs/spec.ts";

type VolumeInput = z.input<typeof VolumeSpec>;

/** Gigabytes that the volumes of an ordinary project share: what is left of a claim's 50 is room to grow. */
const SHARED = 40;
const SIZES = [10, 5, 2, 1] as const;

interface Entry {
  readonly name: string;
  readonly users: Set<string>;
  replicas: number;
}

/** The volumes of a project: who mounts them, and so how large and how shared they are. */
export class VolumeBook {
  readonly #entries = new Map<string, Entry>();

  /**
   * Name of the volume in the definition.
   *
   * @param key what makes it the same volume: its name in the file, or the path of a folder
   * @param wanted name it would like to have
   * @param user container that mounts it
   */
  mount(key: string, wanted: string, user: string, replicas: number): string {
    const entry = this.#entries.get(key) ?? { name: this.#free(wanted, user), users: new Set(), replicas: 1 };
    entry.users.add(user);
    entry.replicas = Math.max(entry.replicas, replicas);
    this.#entries.set(key, entry);
    return entry.name;
  }

  nameOf(key: string): string | undefined {
    return this.#entries.get(key)?.name;
  }

  /** A service that mounts it becomes part of another container. */
  addUser(name: string, user: string): void {
    for (const entry of this.#entries.values()) if (entry.name === name) entry.users.add(user);
  }

  removeUser(user: string): void {
    for (const { users } of this.#entries.values()) users.delete(user);
  }

  volumes(): VolumeInput[] {
    const size = SIZES.find((one) => one * this.#entries.size <= SHARED) ?? 1;
    return [...this.#entries.values()].map(({ name, users, replicas }) => ({
      name,
      size: `${size}Gi`,
      ...((users.size > 1 || replicas > 1) && { access: "many" as const }),
    }));
  }

  /** `data`, then `web-data`, then `web-data-2`. */
  #free(wanted: string, user: string): string {
    const taken = new Set([...this.#entries.values()].map(({ name }) => name));
    if (!taken.has(wanted)) return wanted;
    const owned = `${user}-${wanted}`.slice(0, 58).replace(/-+$/, "");
    for (let number = 1; ; number++) {
      const name = number === 1 ? owned : `${owned}-${number}`;
      if (!taken.has(name)) return name;
    }
  }
}
