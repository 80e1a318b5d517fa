import type { Diagnosed, Diagnostic } from "../../constructs/diagnostic.ts";
import { hasErrors } from "../../constructs/diagnostic.ts";
import { LIMIT } from "../limits.ts";
import { readText } from "../source.ts";
import { Beside } from "./beside.ts";
import { checkDraft } from "./check-draft.ts";
import { translateCompose } from "./compose/translate.ts";
import { IMPORTERS } from "./formats.ts";
import type { ImportDefinition, Importer, ImportFormat, ImportInput } from "./importer.ts";
import { readYaml, type YamlDocument } from "./read-yaml.ts";
import { writeDraft } from "./write-draft.ts";

/**
 * Imports a file of another tool: read, recognise, translate, check, write. Says everything there is to say at once;
 * a definition comes back only when our own check accepts it.
 */
export const importDefinition: ImportDefinition = async (input) => {
  const read = await readInput(input);
  if (!read.value) return { diagnostics: read.diagnostics };
  const document = read.value;
  const importer = chooseImporter(document, input);
  if (!importer.value) return { diagnostics: importer.diagnostics };
  const { format } = importer.value;
  const dialect = importer.value.dialect(input, document.value, document.text);
  const { value, diagnostics } = translateCompose(document, dialect, input, new Beside(input.file));
  if (!value) return { diagnostics: few(diagnostics) };
  const problems = await checkDraft(value.draft.definition, (path) => value.sourceOf(path) ?? document.position([]));
  const all = few([...read.diagnostics, ...diagnostics, ...problems]);
  if (hasErrors(problems)) return { diagnostics: all };
  return { value: { format, text: writeDraft(value.draft), losses: value.losses }, diagnostics: all };
};

/** The format of a text, by its content; undefined when it is none of ours. */
export function recogniseFormat(text: string): ImportFormat | undefined {
  const { value } = readYaml("", text);
  return value && IMPORTERS.find((one) => one.recognises(value.value, value.text))?.format;
}

async function readInput({ file, text }: ImportInput): Promise<Diagnosed<YamlDocument>> {
  const read = text === undefined ? await readText(file) : { value: text, diagnostics: [] };
  return read.value === undefined ? { diagnostics: read.diagnostics } : readYaml(file, read.value);
}

function chooseImporter(document: YamlDocument, { format, file }: ImportInput): Diagnosed<Importer> {
  const found = IMPORTERS.find((one) =>
    format ? one.format === format : one.recognises(document.value, document.text),
  );
  const refused = found?.refuses?.(document.value);
  if (refused)
    return { diagnostics: [{ ...refused, position: refused.position ?? document.position(refused.path ?? []) }] };
  if (found) return { value: found, diagnostics: [] };
  const unknown: Diagnostic = {
    severity: "error",
    code: "unknown-format",
    message: "this is no format that can be imported",
    position: { file, line: 1, column: 1 },
    got: Object.keys(document.value).slice(0, 5).join(", ").slice(0, 200),
    allowed: IMPORTERS.map(({ title, format: name }) => `${title} (${name})`).join(", "),
  };
  return { diagnostics: [unknown] };
}

/** Nobody reads thousands of findings. */
function few(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = diagnostics.length - LIMIT.problems;
  if (left <= 0) return diagnostics;
  const bySeverity = diagnostics.toSorted((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  const severity = hasErrors(diagnostics) ? "error" : "warning";
  return [
    ...bySeverity.slice(0, LIMIT.problems),
    { severity, code: "too-many-problems", message: `and ${left} more problems` },
  ];
}
