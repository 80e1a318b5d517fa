import { useEffect, useSyncExternalStore } from "react";
import type { IconName } from "../../ui/icon.tsx";

/** Something that can be done from anywhere on a page, by its name. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** Its heading in the palette: `Infra`, `Go to`… */
  readonly group: string;
  readonly icon?: IconName;
  /** Other words that it is found by. */
  readonly words?: readonly string[];
  /** The keys that do the same: `Ctrl Z`. */
  readonly keys?: string;
  readonly run: () => void;
}

let registered: readonly (readonly Command[])[] = [];
const listeners = new Set<() => void>();

function change(next: readonly (readonly Command[])[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Offers commands in the palette for as long as the component is there. The list must be the same between renders. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    change([...registered, commands]);
    return () => change(registered.filter((one) => one !== commands));
  }, [commands]);
}

/** What the page that is shown offers. */
export function useRegistered(): readonly (readonly Command[])[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}
