import { readFileSync } from "node:fs";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { type Diagnostic, DiagnosticsError, hasErrors } from "../constructs/diagnostic.ts";
import { type DiagramEdit, specEdits } from "../diagram/edits/diagram-edit.ts";
import { EditError } from "../diagram/edits/edit-error.ts";
import { applyChanges, editText } from "../diagram/edits/edit-text.ts";
import type { EditedText } from "../diagram/edits/format-writer.ts";
import { formatStepPath } from "../diagram/edits/spec-edit.ts";
import { rawValue } from "../templates/raw-value.ts";
import { CommandError, usageError } from "./command-error.ts";
import type { Context, DefinitionOptions } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { findDefinition } from "./find-definition.ts";
import { showDiagnostics, shownPath } from "./show-diagnostics.ts";
import { canAsk, confirm } from "./terminal/prompt.ts";
import { safeText } from "./terminal/safe-text.ts";
import { readVariables } from "./variables.ts";
import { writeOutputFile } from "./write-output-file.ts";
import { PLANNED_ZONES } from "./zone-sources.ts";
import { zoneNames } from "./zones-in-use.ts";

export interface EditOptions extends DefinitionOptions {
  readonly write?: boolean;
}

/** Edits the definition, shows what changes in its text, and writes it when that is wanted. */
export async function makeEdit(context: Context, options: EditOptions, edit: DiagramEdit): Promise<ExitCode> {
  const { output, cwd } = context;
  const file = findDefinition(cwd, options.file);
  const { text, edited, notes } = await editedDefinition(context, options, file, edit);
  const after = applyChanges(text, edited.changes);
  const shown = shownPath(file, cwd);
  const diff = after === text ? "" : unifiedDiff(shown, text, after);
  if (!output.json) output.write(safeText(diff));
  showDiagnostics(output, notes, cwd);
  for (const { path, reason } of edited.overrides)
    output.say(output.talk.dim(safeText(`an override for ${formatStepPath(path)}: ${reason}`)));
  const written = after !== text && (await isWanted(context, options, shown));
  if (written) {
    if (readFileSync(file, "utf8") !== text)
      throw new CommandError(`${shown} was changed meanwhile`, { fix: "try again" });
    writeOutputFile(file, after);
  }
  if (output.json) output.document({ file, written, diff, overrides: edited.overrides, diagnostics: notes });
  else if (after === text) output.say("nothing changes: the definition says so already");
  else if (written) output.say(`${output.talk.green(output.symbols.done)} ${shown} is written`);
  else output.say(output.talk.dim("nothing is written; add --write to do so"));
  return EXIT.success;
}

function unifiedDiff(name: string, before: string, after: string): string {
  return createTwoFilesPatch(name, name, before, after, "", "", { context: 3, headerOptions: FILE_HEADERS_ONLY });
}

interface Edited {
  readonly text: string;
  readonly edited: EditedText;
  readonly notes: readonly Diagnostic[];
}

async function editedDefinition(
  context: Context,
  options: EditOptions,
  file: string,
  edit: DiagramEdit,
): Promise<Edited> {
  const [name] = zoneNames(options.zone) ?? [];
  const zone = name === undefined ? await PLANNED_ZONES.inUse() : await PLANNED_ZONES.byName(name);
  const raw = await rawValue({ file, zone, variables: readVariables(context.cwd, options) });
  if (!raw.value || hasErrors(raw.diagnostics)) throw new DiagnosticsError(raw.diagnostics);
  const { source, value } = raw.value;
  try {
    const { edits, notes } = specEdits(value, edit, source.format);
    return { text: source.text, edited: await editText(source.format, source.text, edits), notes };
  } catch (error) {
    if (error instanceof EditError) throw usageError(error.message, error.fix);
    throw error;
  }
}

async function isWanted({ output }: Context, { write }: EditOptions, shown: string): Promise<boolean> {
  if (write) return true;
  return !output.json && canAsk(output) && (await confirm(output, `Write this into ${shown}?`));
}
