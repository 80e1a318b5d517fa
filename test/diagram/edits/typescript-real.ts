import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { openTypeScript } from "../../../templates/typescript.ts";
import { declareVariables } from "../../../templates/variable.ts";
import { chooseValues, provide } from "../../../templates/variable-values.ts";
import { ZONE } from "../../templates/support.ts";

/** Definitions that one child evaluates: it takes long to start. */
const AT_ONCE = 40;

let folders = 0;

/** What the real child makes of definitions; of one that builds constructs the spec that says the same. */
export async function evaluated(folder: string, texts: readonly string[]): Promise<Json[]> {
  const values: Json[] = [];
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    const some = texts.slice(at, at + AT_ONCE);
    const made = await inChild(folder, some);
    made.forEach((text, index) => {
      assert.ok(!text.startsWith("failed"), `${text}\n${some[index]}`);
      values.push(JSON.parse(text) as Json);
    });
  }
  return values;
}

async function inChild(parent: string, texts: readonly string[]): Promise<string[]> {
  const folder = join(parent, `run-${++folders}`);
  mkdirSync(folder);
  texts.forEach((text, index) => {
    writeFileSync(join(folder, `definition-${index}.ts`), text);
  });
  const file = join(folder, "all.ts");
  writeFileSync(file, ALL.replace("COUNT", String(texts.length)));
  const opened = await openTypeScript({ file, text: ALL, format: "typescript" }, { zone: ZONE, time: 600_000 });
  assert.ok(opened.value, JSON.stringify(opened.diagnostics));
  try {
    const { value: chosen } = chooseValues(declareVariables(undefined).value, {});
    provide(chosen, ZONE, {});
    const built = await opened.value.build(chosen);
    assert.ok(built.value && "value" in built.value, JSON.stringify(built.diagnostics).slice(0, 2000));
    return (built.value.value as { texts: string[] }).texts;
  } finally {
    opened.value.close();
  }
}

const ALL = `import { Project } from "espalier";

export default async (context: object) => {
  const vars = { tag: "1.2", replicas: "3" };
  const secret = (name: string) => "value of " + name;
  const texts: string[] = [];
  for (let index = 0; index < COUNT; index++) {
    try {
      const { default: definition } = await import("./definition-" + index + ".ts");
      const build = typeof definition === "function" ? definition : (definition.build ?? (() => definition));
      const made = await build({ ...context, vars, secret });
      texts.push(JSON.stringify(Project.isProject(made) ? made.toSpec() : made));
    } catch (error) {
      texts.push("failed " + error.message);
    }
  }
  return { texts };
};
`;
