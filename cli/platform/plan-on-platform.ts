import type { Schema } from "../../api/client/index.ts";
import type { ZonePreview } from "../../engine/preview.ts";
import type { Context } from "../context.ts";
import { ask, canAsk } from "../terminal/prompt.ts";
import { asPreview } from "./as-plan.ts";
import type { Target } from "./target.ts";

/** What is to be planned, and later deployed. */
export interface Wanted {
  /** Absent: the one that the platform holds. */
  readonly definition?: { readonly format: "json" | "jsonnet"; readonly text: string };
  /** Values for the platform's variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Absent: those of the definition. */
  readonly zones?: readonly string[];
}

/**
 * Has the platform plan. When variables without a value are all that is wrong, and there is a person to ask, asks for them
 * and plans again.
 *
 * @returns the plans, and the variables with what was asked for
 */
export async function planOnPlatform(
  context: Context,
  target: Target,
  wanted: Wanted,
): Promise<{ previews: ZonePreview[]; variables: Readonly<Record<string, string>> }> {
  const previews = await plan(target, wanted);
  const missing = canAsk(context.output) ? missingOnly(previews) : undefined;
  if (!missing) return { previews, variables: wanted.variables };
  const variables: Record<string, string> = { ...wanted.variables };
  for (const name of missing) {
    // Whether it is a secret only the platform knows; what is typed need not be seen.
    variables[name] = await ask(context.output, {
      text: `${name}?`,
      secret: true,
      check: (answer) => (answer === "" ? "a value is needed" : undefined),
    });
  }
  return { previews: await plan(target, { ...wanted, variables }), variables };
}

async function plan({ client, project }: Target, { definition, variables, zones }: Wanted): Promise<ZonePreview[]> {
  const answer: Schema<"Plan"> = await client.post("/projects/{project}/plan", {
    path: { project },
    body: {
      ...(definition && { definition }),
      ...(Object.keys(variables).length > 0 && { variables: staged(variables) }),
      ...(zones && { zones: [...zones] }),
    },
  });
  return answer.zones.map((one) => asPreview(project, one));
}

/** Values as requests give them. */
export function staged(variables: Readonly<Record<string, string>>) {
  return { set: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])) };
}

/** Names of variables, when nothing else is wrong in any zone. */
function missingOnly(previews: readonly ZonePreview[]): string[] | undefined {
  const errors = previews.flatMap((preview) => preview.errors);
  if (errors.length === 0 || !errors.every(({ code }) => code === "missing-variable")) return undefined;
  const names = errors.flatMap(({ path = [] }) => (typeof path.at(-1) === "string" ? [path.at(-1) as string] : []));
  return [...new Set(names)];
}
