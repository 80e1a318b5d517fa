import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type ParseError, parse } from "jsonc-parser";
import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import { importDefinition } from "../../../templates/importers/import-definition.ts";
import type { DefinitionValue, ImportInput, LossRow } from "../../../templates/importers/importer.ts";

/** What an import came to, with its definition as a value. */
export interface Outcome {
  readonly text: string;
  readonly definition: DefinitionValue;
  readonly losses: readonly LossRow[];
  readonly diagnostics: readonly Diagnostic[];
}

export const FIXTURES = fileURLToPath(new URL("./fixtures", import.meta.url));

/** Imports what must be importable. */
export async function imported(input: ImportInput): Promise<Outcome> {
  const { value, diagnostics } = await importDefinition(input);
  assert.ok(value, diagnostics.map(({ message }) => message).join("\n"));
  const errors: ParseError[] = [];
  const definition = parse(value.text, errors) as DefinitionValue;
  assert.deepEqual(errors, []);
  return { text: value.text, definition, losses: value.losses, diagnostics };
}

/** Imports a compose text as if it stood where nothing lies beside it. */
export function importText(text: string, more: Partial<ImportInput> = {}): Promise<Outcome> {
  return imported({ file: "/nowhere/app.yaml", text, ...more });
}

/** Imports a service and gives the container it becomes. */
export async function containerOf(service: string, more = ""): Promise<DefinitionValue["containers"][number]> {
  const text = `services:\n  web:\n    image: nginx\n${service.replace(/^/gm, "    ")}\n${more}`;
  const { definition } = await importText(text);
  const container = definition.containers.find(({ name }) => name === "web");
  assert.ok(container);
  return container;
}

/** What is said of a path of the input, e.g. `services.web.ports.0`. */
export function rowOf({ losses }: Pick<Outcome, "losses">, path: string): LossRow {
  const row = losses.find((one) => one.path.join(".") === path);
  assert.ok(row, `no row for ${path}`);
  return row;
}
