import { basename } from "node:path";
import { formatPath, type ValuePath } from "../../constructs/diagnostic.ts";
import type { DefinitionValue, Draft, ImportInput } from "./importer.ts";
import type { LossLedger, Target } from "./loss-report.ts";
import type { YamlDocument } from "./read-yaml.ts";

/** Where an editor finds the schema, as in the definitions of the gallery. */
const SCHEMA = "./node_modules/espalier/templates/definition.schema.json";

type Containers = DefinitionValue["containers"];

export interface DraftParts {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly template: DefinitionValue["template"];
  readonly containers: Containers;
  readonly volumes: NonNullable<DefinitionValue["volumes"]>;
}

/** A definition in the order in which ours are written, with the comments of the file where their things have gone. */
export function draftOf(parts: DraftParts, ledger: LossLedger, { file }: ImportInput, main: YamlDocument): Draft {
  const { name, variables, template, containers, volumes } = parts;
  const definition: DefinitionValue = {
    $schema: SCHEMA,
    ...(template && { template }),
    ...(Object.keys(variables).length > 0 && { variables: variables as DefinitionValue["variables"] }),
    project: { name },
    containers,
    ...(volumes.length > 0 && { volumes }),
  };
  const comments = new Map<string, string>();
  const header = [
    `Imported from ${basename(file)} by espalier import.`,
    ...(main.heading && !template ? [main.heading.replace(/^ /gm, "")] : []),
  ];
  comments.set("", header.join("\n"));
  for (const { text, to } of ledger.comments()) addComment(comments, definition, to, text);
  for (const [container, keys] of lostKeys(ledger)) {
    addComment(comments, definition, ["containers", container], `Not taken over: ${keys.join(", ")}.`);
  }
  return { definition, comments };
}

function addComment(comments: Map<string, string>, definition: DefinitionValue, to: Target, text: string): void {
  const path = placeOf(definition, to);
  if (!path || path.length === 0) return;
  const key = formatPath(path);
  const before = comments.get(key);
  if (before?.split("\n").includes(text)) return;
  comments.set(key, before === undefined ? text : `${before}\n${text}`);
}

/** The place in a definition of what a target names; the nearest around it where it has become something smaller. */
export function placeOf(definition: DefinitionValue, to: Target): ValuePath | undefined {
  const [section, name, ...rest] = to;
  if (section !== "containers" || name === undefined) return existing(definition, to);
  const index = definition.containers.findIndex((container) => container.name === name);
  if (index >= 0) return existing(definition, ["containers", index, ...rest]);
  // A service that others wait for is an init container of theirs.
  for (const [at, { options }] of definition.containers.entries()) {
    const init = options?.init?.findIndex((one) => one.name === name) ?? -1;
    if (init >= 0) {
      return existing(definition, [
        "containers",
        at,
        "options",
        "init",
        init,
        ...rest.filter((step) => step !== "options"),
      ]);
    }
  }
  return undefined;
}

function existing(root: unknown, to: ValuePath): ValuePath {
  const path: (string | number)[] = [];
  let value = root;
  for (const step of to) {
    const next = stepInto(value, step);
    if (next === undefined) break;
    path.push(next);
    value = (value as Record<string | number, unknown>)[next];
  }
  return path;
}

/** A key, an index, or the entry of a list that has or mounts what is named. */
function stepInto(value: unknown, step: string | number): string | number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return Object.hasOwn(value, step) ? step : undefined;
  if (typeof step === "number") return step < value.length ? step : undefined;
  const index = value.findIndex((one) => one?.name === step || one?.volume === step);
  return index < 0 ? undefined : index;
}

/** Keys of services that were lost, by container. */
function lostKeys(ledger: LossLedger): Map<string, string[]> {
  const lost = new Map<string, string[]>();
  for (const { text, to } of ledger.losses()) {
    const container = String(to[1]);
    if (to[0] !== "containers" || to.length < 2) continue;
    const keys = lost.get(container) ?? [];
    if (!keys.includes(text)) lost.set(container, [...keys, text]);
  }
  return lost;
}
