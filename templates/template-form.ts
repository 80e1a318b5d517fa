import { DiagnosticsError, hasErrors } from "../constructs/diagnostic.ts";
import { EXAMPLE_ZONE } from "./example-zone.ts";
import { openSource } from "./open.ts";
import { readTemplate } from "./open-template.ts";
import type { Source } from "./source.ts";
import { declareVariables, type Scalar, type Variable, type Variables, type VariableType } from "./variable.ts";

/** A blank that a form asks for. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly type: VariableType;
  /** Never of a secret. */
  readonly default?: Scalar;
  /** A value as it might look, for a field that is still empty; what previews are made with. */
  readonly example?: Scalar;
  /** Regular expression that the whole value must match. */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly Scalar[];
  /** True when nothing stands in for a value that is left out. */
  readonly required: boolean;
  readonly secret: boolean;
}

/** What a form for a template must ask for, in the order of its definition. Throws as `openTemplate`. */
export async function templateForm(name: string, state?: string): Promise<FormField[]> {
  return formOf(await readTemplate(name, state));
}

/**
 * The same of any definition, an unsaved one too: `readSource({ file, text })` gives it. Throws a DiagnosticsError when it
 * cannot be opened or its variables are wrong.
 *
 * @param secretNames names whose values are kept as secrets, whatever the definition declares
 */
export async function formOf(source: Source, secretNames?: ReadonlySet<string>): Promise<FormField[]> {
  const { declared } = await variablesOf(source, secretNames);
  return [...declared.values()].map(formField);
}

/**
 * The variables of a definition. Throws a DiagnosticsError when it cannot be opened or they are wrong.
 *
 * @param secretNames see `EvaluationInput.secretNames`; leave it out to check a value that is given anew
 */
export async function variablesOf(source: Source, secretNames?: ReadonlySet<string>): Promise<Variables> {
  const opened = await openSource(source, { zone: EXAMPLE_ZONE });
  if (!opened.value) throw new DiagnosticsError(opened.diagnostics);
  opened.value.close();
  const { value, diagnostics } = declareVariables(opened.value.variables, secretNames);
  if (hasErrors(diagnostics)) throw new DiagnosticsError(diagnostics);
  return value;
}

function formField({ generate, label, kept: _, ...variable }: Variable): FormField {
  const { default: value, ...field } = variable;
  return {
    ...field,
    label: label ?? variable.name,
    required: value === undefined && generate === undefined,
    ...(value !== undefined && !variable.secret && { default: value }),
  };
}
