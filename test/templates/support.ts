import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "mocha";
import type { Diagnosed, Diagnostic } from "../../constructs/diagnostic.ts";
import { DEFAULT_CLAIM, type ZoneContext } from "../../constructs/zone-context.ts";
import { evaluate } from "../../templates/evaluate.ts";
import type { Evaluation, EvaluationInput, GeneratedValues } from "../../templates/evaluation.ts";
import { packageFile } from "../../templates/package-file.ts";

export const ZONE: ZoneContext = {
  name: "sofia-1",
  city: "Sofia",
  domain: "sofia.example.com",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "letsencrypt",
  claim: DEFAULT_CLAIM,
};

/** Keeps generated values as long as the test runs. */
export function keptInMemory(): GeneratedValues & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    async get(project, variable, draw) {
      const key = `${project}/${variable}`;
      const value = values.get(key) ?? draw();
      values.set(key, value);
      return value;
    },
  };
}

export interface Given extends Partial<Omit<EvaluationInput, "file" | "variables">> {
  readonly variables?: Record<string, string>;
  /** Ending of the file. Default: `.json` */
  readonly ending?: string;
}

/** Evaluates a text as if it stood in `definition.json`. */
export function evaluateText(text: string, given: Given = {}): Promise<Diagnosed<Evaluation>> {
  const { ending = ".json", variables = {}, ...more } = given;
  return evaluate({ zone: ZONE, generated: keptInMemory(), ...more, variables, file: `/definition${ending}`, text });
}

export function evaluateFile(file: string, given: Given = {}): Promise<Diagnosed<Evaluation>> {
  const { variables = {}, ...more } = given;
  return evaluate({ zone: ZONE, generated: keptInMemory(), ...more, variables, file });
}

/** A project with one container, and whatever else is given. */
export function projectWith(container: object, more: object = {}): string {
  return JSON.stringify({
    project: { name: "shop" },
    containers: [{ name: "web", image: "nginx:1.29", ...container }],
    ...more,
  });
}

export async function evaluationOf(evaluated: Promise<Diagnosed<Evaluation>>): Promise<Evaluation> {
  const { value, diagnostics } = await evaluated;
  assert.ok(value, JSON.stringify(diagnostics, null, 2));
  return value;
}

/** Errors of a definition that must have some. */
export async function errorsOf(evaluated: Promise<Diagnosed<Evaluation>>): Promise<Diagnostic[]> {
  const { value, diagnostics } = await evaluated;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  assert.equal(value, undefined);
  assert.notEqual(errors.length, 0);
  return errors;
}

export async function onlyErrorOf(evaluated: Promise<Diagnosed<Evaluation>>): Promise<Diagnostic> {
  const errors = await errorsOf(evaluated);
  assert.equal(errors.length, 1, JSON.stringify(errors, null, 2));
  return errors[0] as Diagnostic;
}

/** `line:column` */
export function place({ position }: Diagnostic): string {
  return `${position?.line}:${position?.column}`;
}

export function fixture(name: string): string {
  return packageFile("test", "templates", "fixtures", name);
}

/** A folder of the current suite, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "definitions-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let files = 0;

/** Writes a TypeScript definition to a file of its own. */
export function typescriptFile(folder: string, text: string): string {
  files += 1;
  const file = join(folder, `definition-${files}.ts`);
  writeFileSync(file, text);
  return file;
}
