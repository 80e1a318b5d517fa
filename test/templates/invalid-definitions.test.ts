import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, it } from "mocha";
import type { Diagnosed } from "../../constructs/diagnostic.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import { type Mutant, mutateJson, mutateProgram, randomFrom } from "./mutations.ts";
import { evaluateFile, evaluateText, evaluationOf, fixture, temporaryFolder, typescriptFile } from "./support.ts";

const read = (name: string) => readFileSync(fixture(name), "utf8");

const JSONNET_REPLACEMENTS = [
  ["'$db_user'", "'$db_usr'"],
  ["std.extVar('tag')", "std.extVar('tga')"],
  ["std.extVar('replicas')", "std.extVar('tag')"],
  ["import 'espalier.libsonnet'", "import 'other.libsonnet'"],
  ["importance: 'high'", "importance: 'highest'"],
  ["ports: [5432]", "ports: [0]"],
  ["ports: [5432]", "ports: 5432"],
  ["'nightly_report'", "'Nightly Report'"],
  ["'postgres:18'", "error 'no image'"],
  ["name: 'shop',", "name: self.name,"],
  ["'5Gi'", "'big'"],
  ["espalier.mount(data", "espalier.mount('datta'"],
  ["['web', 'front']", "'web'"],
  ["volumes: [data]", "volumes: [data, data]"],
  ["'$$5'", "'$nope'"],
  ["project: {", "assert false : 'never', project: {"],
] as const;

const TYPESCRIPT_REPLACEMENTS = [
  ['importance: "high"', 'importance: "highest"'],
  ["ports: [5432]", "ports: [0]"],
  ['"nightly_report"', '"Nightly Report"'],
  ["vars.tag}", "nothing.tag}"],
  ['size: "5Gi"', 'size: "big"'],
  ['volume: "data"', 'volume: "datta"'],
  ['pattern: "[a-z]+"', 'pattern: "["'],
  ["const registry", "enum registry {} const x"],
  ['from "espalier"', 'from "espaliar"'],
  ["Number(vars.replicas)", "Number(vars.tag)"],
] as const;

/** Invalid definitions, the same in every run. */
function mutants(count: number, seed: number, mutate: (random: () => number) => Mutant): Mutant[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => mutate(random));
}

describe("200 invalid definitions", function () {
  this.timeout(600_000);
  const folder = temporaryFolder();

  before(async () => {
    for (const name of ["shop.jsonc", "shop.jsonnet", "shop.ts"]) await evaluationOf(evaluateFile(fixture(name)));
  });

  const check = async ({ what, text }: Mutant, evaluated: Promise<Diagnosed<Evaluation>>) => {
    const { value, diagnostics } = await evaluated;
    const said = JSON.stringify(diagnostics);
    const context = `${what}: ${said}\n${text}`;
    assert.ok(value === undefined, context);
    assert.ok(
      diagnostics.some(({ severity }) => severity === "error"),
      context,
    );
    for (const { position, message } of diagnostics) {
      assert.ok(position && position.line >= 1 && position.column >= 1 && position.file, context);
      assert.ok(message.length > 0 && message.length <= 600, context);
    }
    assert.doesNotMatch(said, / {4}at |\\n\s+at |node:internal/, context);
    assert.doesNotMatch(said, /0123456789abcdef/, context);
  };

  it("in JSON: 120 end in diagnostics with a position", async () => {
    const text = read("shop.jsonc");
    for (const mutant of mutants(120, 1, (random) => mutateJson(text, random))) {
      await check(mutant, evaluateText(mutant.text));
    }
  });

  it("in Jsonnet: 60 end in diagnostics with a position", async () => {
    const text = read("shop.jsonnet");
    const all = mutants(60, 2, (random) => mutateProgram(text, "jsonnet", JSONNET_REPLACEMENTS, random));
    for (const mutant of all) await check(mutant, evaluateText(mutant.text, { ending: ".jsonnet" }));
  });

  it("in TypeScript: 20 end in diagnostics with a position", async () => {
    const text = read("shop.ts");
    const all = mutants(20, 3, (random) => mutateProgram(text, "typescript", TYPESCRIPT_REPLACEMENTS, random));
    for (const mutant of all) await check(mutant, evaluateFile(typescriptFile(folder, mutant.text)));
  });
});
