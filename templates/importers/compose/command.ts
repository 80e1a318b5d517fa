import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";
import { shellWords } from "./shell-words.ts";

/** `entrypoint` is our command, `command` our arguments; where both are there and the first is empty, the second is run. */
export function translateCommand(service: Service): void {
  const { definition, draft } = service;
  if ("working_dir" in definition) translateWorkingDir(service);
  const entrypoint = words(service, "entrypoint");
  const command = words(service, "command");
  if (entrypoint?.length === 0 && command && command.length > 0) {
    draft.command = command;
    service.translated([...service.path, "entrypoint"], "nothing: the command stands alone", { whole: true });
    service.carried([...service.path, "command"], service.to("command"), { whole: true });
    return;
  }
  if (entrypoint) tell(service, "entrypoint", "command", entrypoint);
  if (command) tell(service, "command", "args", command);
  if (entrypoint && entrypoint.length > 0) draft.command = entrypoint;
  if (command && command.length > 0) draft.args = command;
}

function tell(service: Service, key: string, ours: string, list: readonly string[]): void {
  const path = [...service.path, key];
  if (list.length === 0) service.translated(path, "nothing: it is empty, so the image's own is run", { whole: true });
  else service.carried(path, service.to(ours), { whole: true });
}

/** Words of a command: a list as it is, a text split as a shell does; undefined when it is not given. */
function words(service: Service, key: string): string[] | undefined {
  const path = [...service.path, key];
  const value = service.definition[key];
  if (value === undefined) return undefined;
  if (value === null) {
    service.translated(path, "nothing: the image's own is run");
    return undefined;
  }
  if (Array.isArray(value)) return listWords(service, value, path);
  const text = textOf(value);
  if (text !== undefined) return shellWords(service.text(text, path));
  service.odd(path, "a text or a list of texts");
  return undefined;
}

export function listWords(service: Service, list: readonly unknown[], path: ValuePath): string[] {
  return list.flatMap((item, index) => {
    const text = textOf(item);
    return text === undefined ? [] : [service.text(text, [...path, index])];
  });
}

function translateWorkingDir(service: Service): void {
  const path = [...service.path, "working_dir"];
  const folder = service.literal(service.definition.working_dir, path);
  if (folder?.startsWith("/") && !folder.includes(":")) {
    service.draft.workingDir = folder;
    service.carried(path, service.to("workingDir"));
  } else service.unsupported(path, "it must be an absolute path that is known while importing");
}
