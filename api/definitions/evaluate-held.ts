import { type Diagnosed, type Diagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import type { Evaluation, GeneratedValues } from "../../templates/evaluation.ts";
import type { DefinitionFormat } from "../database/tables.ts";
import type { Platform } from "../platform.ts";
import { evaluationThreads } from "./evaluation-threads.ts";
import type { GeneratedOfProject } from "./generated-values.ts";
import type { HeldDefinition } from "./held-definition.ts";
import { locate } from "./locate.ts";
import { plainValue, projectKey } from "./project-key.ts";
import { RecentEvaluations } from "./recent-evaluations.ts";

/** Those of this process. */
const recent = new RecentEvaluations();

export interface HeldContext {
  readonly project: { readonly id: string; readonly name: string; readonly dataKey: string };
  readonly zone: ZoneContext;
  /** `keptValues` to deploy, `passingValues` to plan or show. */
  readonly generated: GeneratedOfProject;
  readonly platform: Pick<Platform, "secretKey">;
  readonly signal?: AbortSignal;
  /** Waits for its turn however long it takes, as workers do. Default: Problem "unavailable" when many are waiting */
  readonly patient?: boolean;
  /** Who waits in turn: nobody may fill the queue. Default: the project, by its id */
  readonly turn?: string;
  /** To check a definition before all its variables have values. */
  readonly standIns?: StandIns;
}

/** Values for variables that have none. */
export interface StandIns {
  /** As text, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of those that stand for secrets. */
  readonly secret: readonly string[];
}

/** What positions name: the platform keeps texts, not files. */
export function fileOf(format: DefinitionFormat): string {
  return `espalier.${format}`;
}

/**
 * Evaluates what the platform keeps of a project for one of its zones. A stored secret is secret whatever the definition
 * declares, and a stored variable that it does not declare is a note. A definition of another name than the project's is
 * an error.
 *
 * @throws Problem "unavailable" when too many wait already; the reason of `signal`
 */
export async function evaluateHeld(held: HeldDefinition, context: HeldContext): Promise<Diagnosed<Evaluation>> {
  const { project, zone, generated, signal, patient = false, standIns } = context;
  const file = fileOf(held.format);
  const key = projectKey(context.platform, project);
  const variables: Record<string, string> = { ...standIns?.values };
  const secretNames = new Set([...(await generated.secretNames()), ...(standIns?.secret ?? [])]);
  for (const variable of held.variables) {
    const value = plainValue(key, project.id, variable);
    if (value === undefined) continue;
    variables[variable.name] = value;
    if (variable.secret) secretNames.add(variable.name);
  }
  const input = { file, text: held.text, zone, variables, secretNames, undeclared: "note" } as const;
  const evaluated = await recent.get(input, await generated.fingerprint(), async () => {
    const values = new ValuesOfThisProject(generated, project.name);
    const turn = context.turn ?? project.id;
    const options = { patient, ...(signal && { signal }) };
    const evaluated = await evaluationThreads.evaluate(turn, { ...input, generated: values }, options);
    return { evaluated, again: !values.drew && evaluated.value !== undefined };
  });
  const name = evaluated.value?.tree.project;
  if (name === undefined || name === project.name || hasErrors(evaluated.diagnostics)) return evaluated;
  return { diagnostics: [...evaluated.diagnostics, otherName(held, name, project.name)] };
}

/** Kept values of the project, and whether others had to be drawn, which come out otherwise the next time. */
class ValuesOfThisProject implements GeneratedValues {
  readonly #generated: GeneratedValues;
  readonly #name: string;
  drew = false;

  constructor(generated: GeneratedValues, name: string) {
    this.#generated = generated;
    this.#name = name;
  }

  async get(project: string, variable: string, draw: () => string, secret?: boolean): Promise<string> {
    const drawing = () => {
      this.drew = true;
      return draw();
    };
    // What a definition of another name draws is not kept: it will be refused.
    return project === this.#name ? this.#generated.get(project, variable, drawing, secret) : drawing();
  }
}

function otherName(held: HeldDefinition, got: string, name: string): Diagnostic {
  const path = ["project", "name"];
  return {
    severity: "error",
    code: "other-project",
    message: "the definition is of another project: the name of a project cannot be changed",
    path,
    position: locate(fileOf(held.format), held, path),
    got: JSON.stringify(got),
    allowed: JSON.stringify(name),
    fix: `write ${JSON.stringify(name)}, or create a project ${JSON.stringify(got)}`,
  };
}
