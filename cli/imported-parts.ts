import type { Imported } from "../templates/importers/importer.ts";

/** What stands in a definition that was imported, and what a person still has to give. */
export interface ImportedParts {
  readonly project: string;
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  /** Variables without a value; `secret` ones are never written. */
  readonly needed: readonly { readonly name: string; readonly secret: boolean; readonly description?: string }[];
  /** Variables whose value is drawn once and kept. */
  readonly generated: readonly string[];
}

export async function importedParts({ text }: Imported, file: string): Promise<ImportedParts> {
  const { parseJsonDefinition } = await import("../templates/json-definition.ts");
  const { declareVariables } = await import("../templates/variable.ts");
  const value = parseJsonDefinition({ file, text }).value?.value as Partial<WrittenDefinition> | undefined;
  const variables = [...declareVariables(value?.variables).value.declared.values()];
  const needed = variables.filter((one) => one.default === undefined && one.generate === undefined);
  return {
    project: value?.project?.name ?? "",
    containers: namesOf(value?.containers),
    volumes: namesOf(value?.volumes),
    needed: needed.map(({ name, secret, description }) => ({ name, secret, ...(description ? { description } : {}) })),
    generated: variables.filter(({ generate }) => generate !== undefined).map(({ name }) => name),
  };
}

interface WrittenDefinition {
  readonly project: { readonly name: string };
  readonly containers: readonly { readonly name: string }[];
  readonly volumes: readonly { readonly name: string }[];
  readonly variables: unknown;
}

function namesOf(list: readonly { readonly name: string }[] | undefined): string[] {
  return (list ?? []).map(({ name }) => name);
}
