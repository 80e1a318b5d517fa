import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { getLocation, parse } from "jsonc-parser";
import { descriptionAt, type JsonPath, keysAt, type Schema, valuesAt } from "./schema.ts";

/** What `${{name.…}}` may ask of another container. */
const MEMBERS: readonly (readonly [string, string])[] = [
  ["host", "its host name within the project"],
  ["port", "its first port"],
  ["url", "its address with a protocol"],
  ["publicHost", "its host name on the internet"],
  ["publicUrl", "its address on the internet"],
];

/** What a container may ask of the pod that it runs in. */
const FACTS: readonly string[] = [
  ...["pod.name", "pod.namespace", "pod.uid", "pod.ip", "node.name", "node.ip"],
  ...["limits", "requests"].flatMap((side) => [`${side}.cpu`, `${side}.memory`, `${side}.storage`]),
];

/** Keys, values, names and expressions that may stand at a place of a definition in JSON. */
export function definitionCompletion(schema: Schema) {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    return expressionsAt(context, text) ?? schemaAt(context, text, schema);
  };
}

function expressionsAt({ pos, state }: CompletionContext, text: string): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  const found = /\$\{\{\s*(?:([\w-]+)\.)?([\w-]*)$/.exec(before);
  if (!found) return null;
  const [, name, typed = ""] = found;
  const from = pos - typed.length;
  if (name === undefined) {
    const containers = containersIn(text).map(
      ({ name: label }): Completion => ({ label, type: "variable", detail: "container", boost: 1 }),
    );
    const facts = FACTS.map((label): Completion => ({ label, type: "constant", detail: "known when it runs" }));
    return { from, options: [...containers, ...facts], validFor: /^[\w.-]*$/ };
  }
  const container = containersIn(text).find((one) => one.name === name);
  const own = Object.keys(container?.environment ?? {}).map(
    (label): Completion => ({ label, type: "property", detail: "variable of its environment" }),
  );
  const members = MEMBERS.map(([label, detail]): Completion => ({ label, type: "property", detail, boost: 1 }));
  return { from, options: [...members, ...own], validFor: /^\w*$/ };
}

function schemaAt(context: CompletionContext, text: string, schema: Schema): CompletionResult | null {
  const { pos, explicit, state } = context;
  const { path, isAtPropertyKey, previousNode } = getLocation(text, pos);
  const isInString = previousNode?.type === "string" || previousNode?.type === "property";
  const typed = context.matchBefore(/[\w$.-]*/);
  if (!explicit && !isInString && !typed?.text) return null;
  const isInside =
    previousNode !== undefined && previousNode.offset <= pos && pos <= previousNode.offset + previousNode.length;
  const from = isInside ? previousNode.offset : (typed?.from ?? pos);
  const to = isInside ? previousNode.offset + previousNode.length : pos;
  const isBare = !isInside;
  if (isAtPropertyKey) {
    const parent = path.slice(0, -1);
    const hasColon = /^\s*:/.test(state.sliceDoc(to, to + 200));
    const options = keysAt(schema, parent).map(({ key, description, opens }): Completion => {
      const value = hasColon
        ? ""
        : `: ${opens === "object" ? "{}" : opens === "list" ? "[]" : opens === "text" ? '""' : ""}`;
      return {
        label: `"${key}"`,
        displayLabel: key,
        type: "property",
        ...(description && { info: description }),
        apply: (view, _completion, start, end) => {
          const insert = `"${key}"${value}`;
          const back = value.endsWith("}") || value.endsWith("]") || value.endsWith('"') ? 1 : 0;
          view.dispatch({
            changes: { from: start, to: isBare ? end : Math.max(end, to), insert },
            selection: { anchor: start + insert.length - back },
            userEvent: "input.complete",
          });
        },
      };
    });
    return options.length > 0 ? { from, options, validFor: /^"?[\w$.-]*"?$/ } : null;
  }
  const values = [...valuesAt(schema, path), ...namesAt(path, text)];
  if (values.length === 0) return null;
  const info = descriptionAt(schema, path);
  const options = values.map(
    (value): Completion => ({
      label: JSON.stringify(value),
      displayLabel: String(value),
      type: typeof value === "string" ? "enum" : "keyword",
      ...(info && { info }),
      apply: (view, _completion, start, end) => {
        const insert = JSON.stringify(value);
        view.dispatch({
          changes: { from: start, to: isBare ? end : Math.max(end, to), insert },
          selection: { anchor: start + insert.length },
          userEvent: "input.complete",
        });
      },
    }),
  );
  return { from, options, validFor: /^"?[\w$.-]*"?$/ };
}

interface NamedPart {
  readonly name: string;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** Names of other parts, where a part is meant. */
function namesAt(path: JsonPath, text: string): string[] {
  const [list, , options, key] = path;
  if (list !== "containers" || path.length < 4) return [];
  if (options === "environmentFrom") return Object.keys(read(text)?.environmentGroups ?? {});
  if (options !== "options") return [];
  if (key === "waitFor" && path.length === 5) return containersIn(text).map(({ name }) => name);
  if (key === "volumes" && path.at(-1) === "volume") return named(read(text)?.volumes).map(({ name }) => name);
  return [];
}

function containersIn(text: string): NamedPart[] {
  return named(read(text)?.containers);
}

interface LooseDefinition {
  readonly containers?: unknown;
  readonly volumes?: unknown;
  readonly environmentGroups?: Readonly<Record<string, unknown>>;
}

function read(text: string): LooseDefinition | undefined {
  const value: unknown = parse(text, [], { allowTrailingComma: true });
  return typeof value === "object" && value !== null ? value : undefined;
}

function named(list: unknown): NamedPart[] {
  if (!Array.isArray(list)) return [];
  return list.filter(
    (one): one is NamedPart => typeof one === "object" && one !== null && typeof one.name === "string",
  );
}
