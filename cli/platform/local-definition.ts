import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import type { Context } from "../context.ts";
import { keptValues } from "../evaluate-definition.ts";
import { definitionIn, findDefinition } from "../find-definition.ts";
import type { Link } from "./link-file.ts";
import type { Server } from "./target.ts";

/** The definition in a folder, as a platform takes it. */
export interface LocalDefinition {
  /** Absolute path. */
  readonly file: string;
  readonly format: "json" | "jsonnet";
  readonly text: string;
  /** Variables that have gone into the text, so that they are none of the platform's. */
  readonly filled: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface DefinitionPlace {
  readonly file?: string;
  /** Looked into when no file is named; without a link the nearest folder above counts. */
  readonly link?: Link;
}

/** Absolute path of the definition that goes with a project; undefined when there is none and no link says where. */
export function localDefinitionFile(context: Context, { file, link }: DefinitionPlace): string | undefined {
  if (file === undefined && link) return definitionIn(link.folder);
  return findDefinition(context.cwd, file);
}

/**
 * Reads a definition to be sent: JSON and Jsonnet as they are, TypeScript as what it evaluates to here.
 *
 * @param zones of the project, which a TypeScript definition is asked for
 * @throws DiagnosticsError when it cannot be read or sent
 */
export async function readLocalDefinition(
  file: string,
  server: Server,
  zones: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<LocalDefinition> {
  const { readSource } = await import("../../templates/source.ts");
  const { value, diagnostics } = await readSource({ file });
  if (!value) throw new DiagnosticsError(diagnostics);
  const { format, text } = value;
  if (format !== "typescript") return { file, format, text, filled: [], diagnostics };
  const contexts = await Promise.all(zones.map((zone) => contextOf(server, zone)));
  return { file, format: "json", ...(await evaluated(file, contexts, variables)) };
}

async function evaluated(
  file: string,
  zones: readonly ZoneContext[],
  variables: Readonly<Record<string, string>>,
): Promise<Pick<LocalDefinition, "text" | "filled" | "diagnostics">> {
  const { typescriptAsJson } = await import("../../templates/typescript-as-json.ts");
  const { defaultZoneContext } = await import("../../engine/zone-context-default.ts");
  const [first = defaultZoneContext("local"), ...others] = zones;
  const input = { file, variables, generated: keptValues() };
  const { value, diagnostics } = await typescriptAsJson({ ...input, zone: first });
  if (!value) throw new DiagnosticsError(diagnostics);
  for (const zone of others) {
    const other = await typescriptAsJson({ ...input, zone });
    if (!other.value) throw new DiagnosticsError(other.diagnostics);
    if (other.value.text !== value.text) throw new DiagnosticsError([differs(file, first.name, zone.name)]);
  }
  return { ...value, diagnostics };
}

/** What a definition may ask of a zone, as far as the platform tells it. */
async function contextOf({ client }: Server, name: string): Promise<ZoneContext> {
  const { defaultZoneContext } = await import("../../engine/zone-context-default.ts");
  const { city, domain, capabilities } = await client.get("/zones/{zone}", { path: { zone: name } });
  return { ...defaultZoneContext(name), domain, capabilities, ...(city !== null && { city }) };
}

function differs(file: string, first: string, other: string): Diagnostic {
  return {
    severity: "error",
    code: "differs-by-zone",
    message: `this definition is another one in zone ${other} than in zone ${first}, and the platform keeps one for all`,
    position: { file, line: 1, column: 1 },
    fix: "write $domain, $city and $zone where it differs, in JSON or Jsonnet; or deploy it from here with --local",
  };
}
