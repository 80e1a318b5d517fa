import type { Project } from "./project.ts";
import type { ProjectSpecInput } from "./spec-input.ts";
import type { ZoneContext } from "./zone-context.ts";

/** A definition in TypeScript: what `export default defineProject(…)` gives. Whoever evaluates it calls `build`. */
export interface ProjectDefinition {
  readonly kind: "espalier-definition";
  /** Variables of the definition by name; the same words as `variables` of a JSON definition. */
  readonly variables?: Readonly<Record<string, VariableInput>>;
  build(context: DefinitionContext): DefinitionResult | Promise<DefinitionResult>;
}

/** A plain spec, or a tree built from constructs. */
export type DefinitionResult = ProjectSpecInput | Project;

/** What a definition may ask of its surroundings. */
export interface DefinitionContext {
  readonly zone: ZoneContext;
  /** Name of the project where it is known before the definition is evaluated. */
  readonly project?: string;
  /** Domain below which public addresses are made in the zone. */
  readonly domain: string;
  /** Name of the project's private network. */
  readonly network: string;
  /** Values of the declared variables; those of secret ones are open references. */
  readonly vars: Readonly<Record<string, string>>;
  /** Declares a secret and gives the open reference that stands for it; its value never enters the definition. */
  secret(name: string, options?: SecretOptions): string;
}

export interface SecretOptions {
  /** Used when no value is given. */
  readonly default?: string;
  /** Draw a value once and keep it. */
  readonly generate?: GenerateInput;
}

/** `true` (32 characters), how many characters, or what they are. */
export type GenerateInput =
  | true
  | number
  | { readonly kind?: "password" | "hex" | "base64" | "uuid"; readonly length?: number };

/** A default value, or a full declaration. */
export type VariableInput = string | number | boolean | VariableDeclaration;

export interface VariableDeclaration {
  readonly type?: "string" | "number" | "boolean";
  readonly default?: string | number | boolean;
  /** What a form writes before the blank. */
  readonly label?: string;
  readonly description?: string;
  /** Regular expression that the whole value must match. */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly (string | number)[];
  readonly secret?: boolean;
  /** Draw a value once and keep it. */
  readonly generate?: GenerateInput;
}

type Build = ProjectDefinition["build"];
type Declarations = Pick<ProjectDefinition, "variables">;

/**
 * Marks a function as the definition of a project. It is called once for each zone, so it may give each zone its own.
 *
 * @example
 * export default defineProject(({ secret }) => ({
 *   project: { name: "shop" },
 *   containers: [{ name: "web", image: "nginx:1.29", environment: { KEY: secret("key") }, options: { expose: true } }],
 * }));
 */
export function defineProject(build: Build): ProjectDefinition;
export function defineProject(declarations: Declarations, build: Build): ProjectDefinition;
export function defineProject(first: Build | Declarations, second?: Build): ProjectDefinition {
  const build = typeof first === "function" ? first : second;
  if (typeof build !== "function") {
    throw new TypeError(
      "defineProject takes a function that returns the project: defineProject(({ zone }) => ({ … }))",
    );
  }
  const variables = typeof first === "function" ? undefined : first.variables;
  return { kind: "espalier-definition", ...(variables && { variables }), build };
}
