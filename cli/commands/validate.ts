import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { Context, DefinitionOptions } from "../context.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { countDiagnostics, showDiagnostics, shownPath } from "../show-diagnostics.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";

export async function validate(context: Context, options: DefinitionOptions): Promise<ExitCode> {
  const { output, cwd } = context;
  try {
    const { file, zones, diagnostics } = await evaluateDefinition(context, options, PLANNED_ZONES);
    showDiagnostics(output, diagnostics, cwd);
    if (output.json) output.document({ valid: true, file, diagnostics });
    const said = countDiagnostics(diagnostics);
    const where = zones.length > 1 ? ` in ${zones.length} zones` : "";
    const good = `${output.talk.green(output.symbols.done)} ${shownPath(file, cwd)} is valid${where}`;
    output.say(`${good}${said ? output.talk.dim(`, ${said}`) : ""}`);
    return EXIT.success;
  } catch (error) {
    if (!(error instanceof DiagnosticsError) || !output.json) throw error;
    showDiagnostics(output, error.diagnostics, cwd);
    output.document({ valid: false, diagnostics: error.diagnostics });
    return EXIT.configuration;
  }
}
