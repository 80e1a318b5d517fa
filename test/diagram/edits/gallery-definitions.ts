import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import type { Tree } from "../../../constructs/tree.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { evaluate } from "../../../templates/evaluate.ts";
import { exampleValues } from "../../../templates/example-values.ts";
import { EXAMPLE_ZONE } from "../../../templates/example-zone.ts";
import { parseJsonDefinition } from "../../../templates/json-definition.ts";
import { formOf } from "../../../templates/template-form.ts";

export interface GalleryDefinition {
  readonly file: string;
  readonly text: string;
}

/** Those of the gallery that are written in JSON. */
export const GALLERY: readonly GalleryDefinition[] = globSync("templates/gallery/*/espalier.{json,jsonc}")
  .sort()
  .map((file) => ({ file, text: readFileSync(file, "utf8") }));

export interface Checked {
  readonly errors: readonly Diagnostic[];
  readonly tree: Tree | undefined;
}

/** What the real evaluation of the text says, with examples in the blanks that must be filled. */
export async function check({ file, text }: GalleryDefinition): Promise<Checked> {
  const form = await formOf({ file, text, format: "json" });
  const { value, diagnostics } = await evaluate({
    file,
    text,
    zone: EXAMPLE_ZONE,
    variables: exampleValues(form),
    generated: { get: async (_project, _variable, draw) => draw() },
  });
  return { errors: diagnostics.filter(({ severity }) => severity === "error"), tree: value?.tree };
}

/** By the parser of definitions, which is another than that of edits. */
export function read(text: string): Json {
  const { value, diagnostics } = parseJsonDefinition({ file: "x.json", text });
  assert.deepEqual(diagnostics, [], text);
  return value?.value as Json;
}
