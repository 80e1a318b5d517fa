import { join } from "node:path";
import { TemplateInfo } from "./definition.ts";
import { parseJsonDefinition } from "./json-definition.ts";
import { memberOf } from "./plain-value.ts";
import { readSmallFile } from "./read-small-file.ts";

/** What the folder of a definition tells of it. */
export interface DescribedDefinition {
  /** Absolute path of the definition. */
  readonly file: string;
  readonly info: TemplateInfo;
  /** Why it tells nothing, or nothing that can be used. */
  readonly problem?: string;
}

const INFO_FILE = "template.json";

/**
 * Reads what a gallery tells of the definition `espalier.*` in a folder: it stands in `template.json` beside it, else
 * under `template` in the definition itself. No program is run for it. Undefined when the folder has no definition.
 */
export function describeDefinition(folder: string, files: readonly string[]): DescribedDefinition | undefined {
  const definition = files.find((one) => /^espalier\.(json|jsonc|jsonnet|ts|mts)$/.test(one));
  if (definition === undefined) return undefined;
  const file = join(folder, definition);
  const told = files.includes(INFO_FILE) ? join(folder, INFO_FILE) : /\.jsonc?$/.test(file) ? file : undefined;
  if (told === undefined) return { file, info: {} };
  const { text, problem } = readSmallFile(told);
  if (text === undefined) return { file, info: {}, ...(problem && { problem }) };
  const parsed = parseJsonDefinition({ file: told, text });
  if (!parsed.value) return { file, info: {}, problem: `it is not JSON: ${parsed.diagnostics[0]?.message}` };
  const { value } = parsed.value;
  const info = TemplateInfo.safeParse((told === file ? memberOf(value, "template") : value) ?? {});
  if (info.success) return { file, info: info.data };
  const [issue] = info.error.issues;
  return { file, info: {}, problem: `what it tells of itself is wrong: ${issue?.path.join(".")}: ${issue?.message}` };
}
