import type { HeldVariable } from "../database/tables.ts";
import { checkDefinition } from "../definitions/check-definition.ts";
import { holdVariable, projectKey } from "../definitions/project-key.ts";
import type { SavedDefinition } from "../definitions/save-definition.ts";
import type { ZoneOfProject } from "../definitions/zones-of-project.ts";
import { mistake, Problem } from "../http/problem.ts";
import { type Caller, callerName } from "../identity/caller.ts";
import type { Platform } from "../platform.ts";
import { startFromTemplate, type TemplateChoice } from "../templates/start-from-template.ts";

/** What a project may begin with: a template of ours, or a definition; or nothing yet. */
export interface Beginning {
  readonly template?: TemplateChoice | undefined;
  readonly definition?: { readonly format: "json" | "jsonnet"; readonly text: string } | undefined;
}

export interface NewDefinition {
  readonly definition?: SavedDefinition;
  readonly variables: readonly HeldVariable[];
}

interface NewDefinitionContext {
  readonly project: { readonly id: string; readonly name: string; readonly dataKey: string };
  readonly claimed: readonly ZoneOfProject[];
  readonly platform: Platform;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/** The first definition of a project, checked, and the secrets that were given for it. Throws Problem "invalid". */
export async function newDefinition(
  { template, definition }: Beginning,
  { project, claimed, platform, caller, signal }: NewDefinitionContext,
): Promise<NewDefinition> {
  if (template && definition) {
    throw mistake(["template"], "contradiction", "give a template or a definition, not both");
  }
  const started = template
    ? await startFromTemplate(template, project.name)
    : definition && { ...definition, secrets: [] };
  if (!started) return { variables: [] };
  const { format, text, secrets } = started;
  if (secrets.length > 0) requireMaySetSecrets(caller);
  const key = projectKey(platform, project);
  const variables = secrets.map((name) =>
    holdVariable(key, project.id, { name, value: template?.variables[name] as string, secret: true }),
  );
  const { names = NO_NAMES } = await checkDefinition(
    { format, text, variables },
    { project, platform, claimed, signal, turn: callerName(caller) },
  );
  return { definition: { format, text, names }, variables };
}

const NO_NAMES = { containers: [], volumes: [] };

/** The creator may do everything in a new project, but a key only what it is for. */
function requireMaySetSecrets(caller: Caller): void {
  if (caller.kind === "session" || caller.permissions === null || caller.permissions.has("secrets")) return;
  throw new Problem("not-permitted", 'giving values of secrets needs a key with the permission "secrets"');
}
