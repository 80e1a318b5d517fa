import { createRequire } from "node:module";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { packageFile } from "../../../templates/package-file.ts";

/** Its types are not found by their package's own rules. */
interface Evaluator {
  addJpath(path: string): Evaluator;
  extString(name: string, value: string): Evaluator;
  evaluateSnippet(text: string, file: string): Promise<string>;
}
const { Jsonnet } = createRequire(import.meta.url)("@hanazuki/node-jsonnet") as { Jsonnet: new () => Evaluator };

/** At once, since most of the time of an evaluation goes into reading Jsonnet's own library. */
const AT_ONCE = 50;

/** What the real Jsonnet makes of definitions; external variables have their names as values. */
export async function evaluated(texts: readonly string[]): Promise<Json[]> {
  const values: Json[] = [];
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    const some = texts.slice(at, at + AT_ONCE);
    const all = `[${some.map((text) => `(${text}\n)`).join(",\n")}]`;
    try {
      values.push(...((await evaluatedOne(all)) as Json[]));
    } catch {
      for (const text of some) {
        await evaluatedOne(text).catch((error: Error) => {
          throw new Error(`${error.message}\n${text}`);
        });
      }
    }
  }
  return values;
}

async function evaluatedOne(text: string): Promise<Json> {
  const jsonnet = new Jsonnet().addJpath(packageFile("templates"));
  for (const [, name = ""] of text.matchAll(/extVar\(['"](\w+)['"]\)/g)) jsonnet.extString(name, `value of ${name}`);
  return JSON.parse(await jsonnet.evaluateSnippet(text, "definition.jsonnet")) as Json;
}
