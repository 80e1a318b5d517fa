import { readFileSync } from "node:fs";
import type { Diagnosed, Diagnostic } from "../constructs/diagnostic.ts";
import { DEFINITION_VARIABLE, explainJsonnetError, explainStop } from "./jsonnet-error.ts";
import { LIBRARY, LIBRARY_VARIABLE, resolveImports } from "./jsonnet-imports.ts";
import { JsonnetProcess, type JsonnetRequest } from "./jsonnet-process.ts";
import { literalLocator } from "./literal-locator.ts";
import type { OpenDefinition } from "./open-definition.ts";
import { packageFile } from "./package-file.ts";
import { memberOf } from "./plain-value.ts";
import type { Source } from "./source.ts";
import { tokenize } from "./source-tokens.ts";
import { SHIELDED_DOLLAR } from "./substitute.ts";
import { NO_VARIABLES } from "./variable.ts";
import type { Values } from "./variable-values.ts";

/**
 * Opens a definition in Jsonnet. Variables reach it as `$name` in the strings it gives, and as `std.extVar("name")`. Values
 * are lazy in Jsonnet, so that one that asks for variables can be asked for its `variables` before they have values.
 */
export async function openJsonnet(source: Source, signal?: AbortSignal): Promise<Diagnosed<OpenDefinition>> {
  const resolved = resolveImports(source);
  if (resolved.diagnostics.length > 0) return { diagnostics: resolved.diagnostics };
  const process = new JsonnetProcess(signal);
  const definition = new JsonnetDefinition(source, resolved.value as string, process);
  const opened = await (asksForVariables(source.text) ? openAsking(definition) : openWhole(definition));
  if (!opened.value) process.close();
  return opened;
}

function asksForVariables(text: string): boolean {
  return tokenize(text, "jsonnet").some((token) => token.text === "extVar");
}

async function openWhole(definition: JsonnetDefinition): Promise<Diagnosed<OpenDefinition>> {
  const { value, diagnostics } = await definition.ask(WHOLE);
  if (value === undefined) return { diagnostics };
  return definition.opened({
    variables: memberOf(value, "variables"),
    names: async () => ({ project: memberOf(value, "project", "name"), network: memberOf(value, "network", "name") }),
    build: async () => ({ value: { value, secrets: NO_VARIABLES }, diagnostics: definition.traces() }),
  });
}

async function openAsking(definition: JsonnetDefinition): Promise<Diagnosed<OpenDefinition>> {
  const variables = await definition.ask(VARIABLES);
  if (variables.diagnostics.length > 0) return { diagnostics: variables.diagnostics };
  return definition.opened({
    variables: variables.value ?? undefined,
    names: async (values) => ((await definition.ask(NAMES, values)).value ?? {}) as { project?: unknown },
    build: async (values) => {
      const { value, ...whole } = await definition.ask(WHOLE, values);
      const diagnostics = [...definition.traces(), ...whole.diagnostics];
      return value === undefined ? { diagnostics } : { value: { value, secrets: NO_VARIABLES }, diagnostics };
    },
  });
}

const BIND = `local definition = std.extVar("${DEFINITION_VARIABLE}");`;
const WHOLE = `${BIND} definition`;
const VARIABLES = `${BIND}
if std.isObject(definition) && std.objectHas(definition, "variables") then definition.variables`;
const NAMES = `${BIND}
local name(key) = local part = definition[key]; if std.isObject(part) && std.objectHas(part, "name") then part.name;
{ [key]: name(key) for key in ["project", "network"] if std.objectHas(definition, key) }`;

class JsonnetDefinition {
  readonly #source: Source;
  readonly #resolved: string;
  readonly #process: JsonnetProcess;

  constructor(source: Source, resolved: string, process: JsonnetProcess) {
    this.#source = source;
    this.#resolved = resolved;
    this.#process = process;
  }

  opened(parts: Pick<OpenDefinition, "variables" | "names" | "build">): Diagnosed<OpenDefinition> {
    const { file, text } = this.#source;
    const locator = literalLocator(file, text, "jsonnet");
    const close = () => this.#process.close();
    return { value: { ...parts, locator, fillsBlanks: true, holdsReferences: true, close }, diagnostics: [] };
  }

  async ask(code: string, values?: Values): Promise<Diagnosed<unknown>> {
    const { file } = this.#source;
    const external = externalVariables(values);
    const answer = await this.#process.evaluate({
      code,
      sources: { [DEFINITION_VARIABLE]: this.#resolved, [LIBRARY_VARIABLE]: library(), ...external.sources },
      values: external.values,
    });
    if ("json" in answer) return { value: JSON.parse(answer.json), diagnostics: [] };
    if ("stop" in answer) return { diagnostics: [explainStop(answer.stop, file)] };
    if (answer.error.includes(NO_VALUE)) return { diagnostics: [] };
    return { diagnostics: [explainJsonnetError(answer.error, file, [...(values?.replacements.keys() ?? [])])] };
  }

  /** What `std.trace` wrote: for its author to read. */
  traces(): Diagnostic[] {
    // A trace is written each time that the definition is asked for something.
    const messages = new Set(this.#process.messages.split("\n"));
    const lines = [...messages].flatMap((line) => {
      const match = /^TRACE: <extvar:\(definition\)>:(\d+) (.*)$/.exec(line);
      return match ? [{ line: Number(match[1]), text: match[2] as string }] : [];
    });
    return lines.slice(0, MOST_TRACES).map(({ line, text }) => ({
      severity: "note",
      code: "trace",
      message: text.slice(0, 500),
      position: { file: this.#source.file, line, column: 1 },
    }));
  }
}

const MOST_TRACES = 20;

/** Error of a variable without a value: it was told already, so nothing is said when a definition runs into it. */
const NO_VALUE = "(no value for this variable)";

function externalVariables(values: Values | undefined): Pick<JsonnetRequest, "sources" | "values"> {
  const sources: Record<string, string> = {};
  const texts: Record<string, string> = {};
  for (const [name, replacement] of values?.replacements ?? []) {
    if (replacement.kind === "failed") sources[name] = `error ${JSON.stringify(NO_VALUE)}`;
    else if (replacement.kind === "absent") sources[name] = `error ${JSON.stringify(replacement.message)}`;
    else if (replacement.kind === "secret") texts[name] = replacement.reference;
    else if (typeof replacement.value !== "string") sources[name] = JSON.stringify(replacement.value);
    else texts[name] = replacement.value.replaceAll("$", SHIELDED_DOLLAR);
  }
  return { sources, values: texts };
}

let libraryText: string | undefined;

function library(): string {
  libraryText ??= readFileSync(packageFile("templates", LIBRARY), "utf8");
  return libraryText;
}
