import type { Variable } from "../../variable.ts";
import type { Service } from "./service.ts";

/**
 * A text that is nothing but a variable takes its type, and a word of a command or a file cannot be a number: where the
 * variable takes numbers, because it says replicas or a port too, its default stands there instead.
 */
export function spellNumbers(services: readonly Service[], declared: Iterable<Variable>): void {
  const numbers = new Map<string, string>();
  for (const { name, type, default: value } of declared) if (type === "number") numbers.set(name, String(value ?? ""));
  if (numbers.size === 0) return;
  const spelled = (text: string) => {
    const [, plain, braced] = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})$/.exec(text) ?? [];
    return numbers.get(plain ?? braced ?? "") ?? text;
  };
  for (const { draft } of services) {
    if (draft.command) draft.command = draft.command.map(spelled);
    if (draft.args) draft.args = draft.args.map(spelled);
    const { health, lifecycle } = draft.options;
    for (const place of [health === false ? undefined : health, lifecycle?.afterStart, lifecycle?.beforeStop]) {
      if (place?.command) place.command = place.command.map(spelled);
    }
    for (const mount of draft.mounts) if (mount.file !== undefined) mount.file = spelled(mount.file);
    if (draft.image !== undefined) draft.image = spelled(draft.image);
  }
}
