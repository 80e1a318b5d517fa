import { EditError } from "../edit-error.ts";
import { library } from "../jsonnet/library.ts";
import { standardLibrary } from "../jsonnet/standard.ts";
import type { Call, Expression, ListLiteral } from "../tracing/expression.ts";
import { type Print, quoteOf } from "../tracing/print.ts";
import type { Language, OverrideCall, Source } from "../tracing/program.ts";
import { indentUnit, newlineOf } from "../tracing/trivia.ts";
import { changedNames } from "./changed-names.ts";
import { constructStatements } from "./construct-statements.ts";
import { type Definition, definitionOf, importsOf } from "./definition.ts";
import { importing, unimporting } from "./imports.ts";
import { lower } from "./lower.ts";
import type { Lowering } from "./lowering.ts";
import { firstProblem, parseTypeScript, type SyntaxNode } from "./nodes.ts";
import { builtBy, lowerBuilder } from "./project.ts";
import { bindsOf, statementsOf } from "./statements.ts";

export const TYPESCRIPT: Language = {
  comments: { hash: false },
  read(text) {
    const tree = parseTypeScript(text);
    const problem = firstProblem(tree);
    if (problem !== undefined) {
      const line = text.slice(0, problem).split("\n").length;
      throw new EditError("not-parsed", `line ${line}: this is no TypeScript`, "correct it in the code first");
    }
    const source = sourceOf(text, tree.topNode);
    if (!source) {
      throw new EditError(
        "no-definition",
        "the file exports no definition that can be edited here",
        "write export default defineProject(({ zone }) => ({ … }))",
      );
    }
    return source;
  },
  print: (text): Print => ({
    quote: quoteOf(text, '"'),
    newline: newlineOf(text),
    unit: indentUnit(text),
    bare: (key) => /^[A-Za-z_$][\w$]*$/.test(key),
  }),
  statements: constructStatements,
  wrap: (text, { body }) => ({
    edits: [...importing(text, "override"), { from: body.from, to: body.from, insert: "override(" }],
    close: ")",
  }),
  unwrap: (text, { overrides }) => {
    const { call, definition } = overrides as OverrideCall;
    return [
      ...unimporting(text, "override", call),
      { from: call.from, to: definition.from, insert: "" },
      { from: definition.to, to: call.to, insert: "" },
    ].sort((one, other) => one.from - other.from);
  },
};

/** Undefined when nothing is exported. */
export function sourceOf(text: string, file: SyntaxNode): Source | undefined {
  const imports = importsOf(file, text);
  const definition = definitionOf(file, text, imports);
  if (!definition) return undefined;
  const built = builtBy(definition.builder, text, imports);
  const named = (built?.made ?? []).flatMap(({ kind, bound }) =>
    bound !== undefined && (kind === "Volume" || kind === "EnvironmentGroup") ? [bound] : [],
  );
  const lowering: Lowering = {
    text,
    changed: changedNames(file, text),
    constructs: new Set(named),
    lower: (node) => lower(node, lowering),
  };
  const { from, to } = file;
  const binds = statementsOf(file).flatMap((statement) => bindsOf(statement, lowering));
  const inner = lowerBuilder(definition.builder, lowering, imports);
  const body = overriding(definition, inner, lowering);
  const root: Expression = { kind: "local", binds, body: body.whole, from, to };
  return {
    root,
    body: { ...opaqueAt(definition.exported) },
    ...(body.overrides && { overrides: body.overrides }),
    surroundings: {
      global: (name) =>
        name === "std"
          ? { kind: "builtin", name }
          : { kind: "unknown", reason: `${name}, which is not of this file`, hash: `global ${name}` },
      // What overrides do is written once, in our library for Jsonnet.
      library,
      standard: standardLibrary(),
    },
  };
}

function opaqueAt({ from, to }: SyntaxNode): Expression {
  return { kind: "opaque", what: "the definition", parts: [], from, to };
}

function overriding(
  { override }: Definition,
  inner: Expression,
  lowering: Lowering,
): { readonly whole: Expression; readonly overrides?: OverrideCall } {
  if (!override) return { whole: inner };
  const { call, definition, list } = override;
  const changes = lowering.lower(list) as ListLiteral;
  if (changes.kind !== "list") return { whole: inner };
  const { from, to } = definition;
  const first = { from, to, value: inner };
  const foreign = { from, to, foreign: true } as const;
  const target: Expression = {
    kind: "index",
    target: { kind: "import", path: "espalier.libsonnet", ...foreign },
    key: { kind: "literal", value: "override", ...foreign },
    ...foreign,
  };
  const whole: Call = {
    kind: "call",
    target,
    args: [first, { from: list.from, to: list.to, value: changes }],
    open: call.from,
    from: call.from,
    to: call.to,
  };
  return { whole, overrides: { call: whole, definition: first, list: changes } };
}
