import type { Context, DefinitionOptions } from "../context.ts";
import { showDiagnostics, warningsOf } from "../show-diagnostics.ts";
import { readVariables } from "../variables.ts";
import { zoneNames } from "../zones-in-use.ts";
import { type HeldDefinition, heldDefinition } from "./held-definition.ts";
import { type LocalDefinition, localDefinitionFile, readLocalDefinition } from "./local-definition.ts";
import type { Wanted } from "./plan-on-platform.ts";
import type { Target } from "./target.ts";

/** What a folder wants a project to be, and what the platform holds of it. */
export interface WantedProject {
  readonly wanted: Wanted;
  /** Absent where the folder has no definition: then the platform's counts. */
  readonly local?: LocalDefinition;
  readonly held: HeldDefinition | undefined;
  /** Whether the folder's definition is another one than the platform's. */
  readonly edited: boolean;
}

/** Reads the folder's definition and asks for the platform's. Throws DiagnosticsError for a definition that cannot be sent. */
export async function wantedProject(
  context: Context,
  target: Target,
  options: DefinitionOptions,
): Promise<WantedProject> {
  const given = readVariables(context.cwd, options);
  const named = zoneNames(options.zone);
  const file = localDefinitionFile(context, { ...options, ...(target.link && { link: target.link }) });
  const held = await heldDefinition(target);
  const local = file === undefined ? undefined : await read(file, target, named, given);
  if (local) showDiagnostics(context.output, warningsOf(local.diagnostics), context.cwd);
  const variables = Object.fromEntries(Object.entries(given).filter(([name]) => !local?.filled.includes(name)));
  const edited = local !== undefined && (held?.text !== local.text || held.format !== local.format);
  const definition = local && { format: local.format, text: local.text };
  return {
    wanted: { variables, ...(edited && definition && { definition }), ...(named && { zones: named }) },
    ...(local && { local }),
    held,
    edited,
  };
}

async function read(
  file: string,
  target: Target,
  named: readonly string[] | undefined,
  given: Readonly<Record<string, string>>,
): Promise<LocalDefinition> {
  const isTypeScript = /\.m?ts$/.test(file);
  const { client, project } = target;
  const zones = isTypeScript ? (named ?? (await client.get("/projects/{project}", { path: { project } })).zones) : [];
  return readLocalDefinition(file, target, zones, given);
}
