import type { Diagnosed } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import { evaluate } from "./evaluate.ts";
import type { GeneratedValues } from "./evaluation.ts";
import { exampleValues } from "./example-values.ts";
import { EXAMPLE_ZONE } from "./example-zone.ts";
import { openTemplate } from "./open-template.ts";
import { formOf } from "./template-form.ts";

export interface TemplateTreeOptions {
  /** Values of variables, as text. Default: their defaults; their examples where a value must be given */
  readonly variables?: Readonly<Record<string, string>>;
  /** Default: a zone that has everything */
  readonly zone?: ZoneContext;
  /** Folder in which the further galleries are noted. Default: ours alone */
  readonly state?: string;
}

/**
 * The tree that a template would make: what a preview of it is drawn from. Nothing is written, and generated values are
 * drawn for the moment only. Throws as `findTemplate`.
 */
export async function templateTree(name: string, options: TemplateTreeOptions = {}): Promise<Diagnosed<Tree>> {
  const { source } = await openTemplate(name, options.state);
  const examples = exampleValues(await formOf(source));
  const { value, diagnostics } = await evaluate({
    file: source.file,
    // A program is evaluated from its file only.
    ...(source.format !== "typescript" && { text: source.text }),
    zone: options.zone ?? EXAMPLE_ZONE,
    variables: { ...examples, ...options.variables },
    generated: DRAWN_ANEW,
  });
  return { ...(value && { value: value.tree }), diagnostics };
}

const DRAWN_ANEW: GeneratedValues = { get: async (_project, _variable, draw) => draw() };
