import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { soundsSecret } from "../../secret-name.ts";
import { isPlainObject } from "../read-yaml.ts";
import { templateText } from "../template-text.ts";
import { mount } from "./add-mount.ts";
import { entriesOf, itemsOf, textOf } from "./project.ts";
import { isSecretFile } from "./secret-file.ts";
import type { Service } from "./service.ts";

/** `configs` and `secrets` of a service: files, the secret ones with a variable for their text. */
export function translateFiles(service: Service): void {
  for (const kind of ["configs", "secrets"] as const) {
    const path = [...service.path, kind];
    if (!(kind in service.definition)) continue;
    service.carried(path, service.option("volumes"));
    for (const { value, path: at } of itemsOf(service.definition[kind], path)) translateFile(service, kind, value, at);
  }
}

function translateFile(service: Service, kind: "configs" | "secrets", value: unknown, path: ValuePath) {
  const long = isPlainObject(value) ? value : {};
  const name = textOf(isPlainObject(value) ? value.source : value);
  if (name === undefined) return service.odd(path, `the name of one of the ${kind}`);
  const folder = kind === "secrets" ? "/run/secrets/" : "/";
  const target = service.literal(long.target, [...path, "target"]) ?? name;
  const place = target.startsWith("/") ? target : `${folder}${target}`;
  const to = service.option("volumes");
  const text = fileText(service, kind, name, (variable) => {
    const found = service.draft.mounts.find((one) => one.path === place);
    if (found) found.file = `$${variable}`;
  });
  if (text === undefined) return service.unsupported(path, `${kind}.${name} cannot be read`);
  const mode = modeOf(long.mode);
  mount(
    service,
    { type: "bind", target: place, readOnly: false, path },
    { file: text, path: place, ...(mode && { mode }) },
  );
  for (const { key, path: at } of entriesOf(value, path)) {
    if (key === "uid" || key === "gid") service.unsupported(at, "files belong to root, and everyone may read them");
    else if (key === "source" || key === "target" || key === "mode") service.carried(at, to);
    else service.unsupported(at, "compose has no such key here");
  }
  service.translated(path, `the file ${place}`, { to });
}

/** Compose writes a mode in octal; YAML takes it for a number. */
function modeOf(mode: unknown): string | undefined {
  const text = textOf(mode);
  return text !== undefined && /^0?o?[0-7]{3}$/.test(text) ? `0${text.replace(/^0?o?/, "")}` : undefined;
}

/** The text of a file in template syntax; a variable stands for what is secret or is not here. */
function fileText(
  service: Service,
  kind: "configs" | "secrets",
  name: string,
  use: (variable: string) => void,
): string | undefined {
  const { document, beside, ledger } = service.project;
  const top = document[kind];
  const definition = isPlainObject(top) && isPlainObject(top[name]) ? top[name] : undefined;
  const path: ValuePath = [kind, name];
  if (!definition) return undefined;
  const environment = textOf(definition.environment);
  if (environment !== undefined) {
    ledger.translated([...path, "environment"], `$${environment}`);
    return service.text(`\${${environment}}`, [...path, kind === "secrets" ? "secret" : "environment"]);
  }
  const content = textOf(definition.content);
  if (content !== undefined && kind === "configs") {
    ledger.carried([...path, "content"], service.option("volumes"));
    return service.text(content, [...path, "content"]);
  }
  const file = service.literal(definition.file, [...path, "file"]);
  const read = file === undefined || kind === "secrets" ? undefined : beside.read(file);
  const isSecret = kind === "secrets" || (read !== undefined && "text" in read && isSecretFile(file ?? "", read.text));
  if (read && "text" in read && !isSecret) {
    ledger.translated([...path, "file"], `the text of ${file}`, { to: service.option("volumes") });
    return templateText(read.text);
  }
  return blankFile(service, kind, name, { file, isSecret }, use);
}

/** What is secret stands in no definition, and what is not here cannot. */
function blankFile(
  service: Service,
  kind: "configs" | "secrets",
  name: string,
  { file, isSecret }: { readonly file: string | undefined; readonly isSecret: boolean },
  use: (variable: string) => void,
): string {
  const { project } = service;
  const wanted = name.replace(/\W/g, "_").replace(/^(\d)/, "_$1").slice(0, 60);
  const users = [...project.services.values()].filter((one) => usesFile(one, kind, name));
  const drawn = kind === "secrets" && users.length > 1 && /pass|pwd|secret|key/i.test(name);
  const declaration = {
    ...(drawn ? { generate: true } : { description: `Text of ${file ?? `the ${kind.slice(0, -1)} ${name}`}.` }),
    ...(isSecret && !drawn && !soundsSecret(wanted) && { secret: true }),
  };
  project.variables.use(`${kind}.${name}`, wanted, declaration, (chosen) => {
    use(chosen);
    const place: ValuePath = file === undefined ? [kind, name] : [kind, name, "file"];
    project.ledger.translated(place, `$${chosen}${drawn ? ", which is generated" : ""}`, { whole: file === undefined });
  });
  return "";
}

function usesFile({ definition }: Service, kind: string, name: string): boolean {
  return itemsOf(definition[kind], []).some(({ value }) => (isPlainObject(value) ? value.source : value) === name);
}
