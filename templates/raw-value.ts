import type { Diagnosed } from "../constructs/diagnostic.ts";
import type { EvaluationInput } from "./evaluation.ts";
import { place, startOf } from "./locator.ts";
import { openSource } from "./open.ts";
import { readSource, type Source } from "./source.ts";
import { declareVariables } from "./variable.ts";
import { chooseValues, drawPending, provide } from "./variable-values.ts";

export interface RawValue {
  readonly source: Source;
  /** Unchecked. `$name` stands for a blank, but for TypeScript; of constructs the spec that says the same. */
  readonly value: unknown;
}

/**
 * What a definition says before its blanks are filled in: what edits are made of. Nothing that must be generated is kept;
 * secrets are references.
 */
export async function rawValue(
  input: Pick<EvaluationInput, "file" | "zone" | "variables" | "signal">,
): Promise<Diagnosed<RawValue>> {
  const source = await readSource(input);
  if (!source.value) return { diagnostics: source.diagnostics };
  const opened = await openSource(source.value, input);
  const definition = opened.value;
  if (!definition) return { diagnostics: place(opened.diagnostics, startOf(input.file)) };
  try {
    const declared = declareVariables(definition.variables);
    const { value: values } = chooseValues(declared.value, input.variables);
    provide(values, input.zone, {});
    await drawPending(values, "", PASSING, () => true);
    const { project, network } = await definition.names(values);
    const text = (one: unknown) => (typeof one === "string" ? one : undefined);
    provide(values, input.zone, { project: text(project), network: text(network) });
    const built = await definition.build(values);
    const diagnostics = place([...declared.diagnostics, ...built.diagnostics], definition.locator);
    if (!built.value) return { diagnostics };
    return { value: { source: source.value, value: built.value.constructs ?? built.value.value }, diagnostics };
  } finally {
    definition.close();
  }
}

const PASSING = { get: async (_project: string, _variable: string, draw: () => string) => draw() };
