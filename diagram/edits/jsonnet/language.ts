import { EditError } from "../edit-error.ts";
import type { Call, Expression } from "../tracing/expression.ts";
import { type Print, quoteOf } from "../tracing/print.ts";
import { bodyOf, type Language, type OverrideCall, type Source } from "../tracing/program.ts";
import { bare, resolveVariables } from "../tracing/syntax.ts";
import { indentUnit, newlineOf } from "../tracing/trivia.ts";
import { LIBRARY, library } from "./library.ts";
import { parseJsonnet } from "./parser.ts";
import { standardLibrary } from "./standard.ts";
import { printBlock } from "./text-block.ts";
import { KEYWORDS } from "./words.ts";

export const JSONNET: Language = {
  comments: { hash: true },
  read(text) {
    const { root, problems } = parseJsonnet(text);
    const [problem] = problems;
    if (problem) {
      const line = text.slice(0, problem.from).split("\n").length;
      throw new EditError("not-parsed", `line ${line}: ${problem.message}`, "correct it in the code first");
    }
    return sourceOf(root);
  },
  print: jsonnetPrint,
  printLike: (value, old, text) =>
    old.kind === "literal" && old.block && typeof value === "string" ? printBlock(value, old, text) : undefined,
  extension: true,
  wrap: (_text, source) => {
    const { from } = source.body;
    return { edits: [{ from, to: from, insert: `${libraryName(source.root)}.override(` }], close: ")" };
  },
  unwrap: (_text, { overrides }) => {
    const { call, definition } = overrides as OverrideCall;
    return [
      { from: call.from, to: definition.from, insert: "" },
      { from: definition.to, to: call.to, insert: "" },
    ];
  },
};

export function sourceOf(root: Expression): Source {
  const overrides = overrideCall(bodyOf(root), root);
  return {
    root,
    body: bodyOf(root),
    ...(overrides && { overrides }),
    surroundings: {
      global: (name) => (name === "std" ? { kind: "builtin", name } : undefined),
      library: (path) => (path === LIBRARY ? library() : undefined),
      standard: standardLibrary(),
    },
  };
}

function overrideCall(body: Expression, root: Expression): OverrideCall | undefined {
  if (body.kind !== "call" || !isOverride(body, root)) return undefined;
  const [definition, list] = body.args;
  const overrides = list && bare(list.value);
  if (!definition || overrides?.kind !== "list" || body.args.length !== 2) return undefined;
  return { call: body, definition, list: overrides };
}

function isOverride({ target }: Call, root: Expression): boolean {
  if (target.kind !== "index" || target.key.kind !== "literal" || target.key.value !== "override") return false;
  const holder = resolveVariables(target.target, root);
  return holder.kind === "import" && holder.path === LIBRARY;
}

/** What the library is called where the definition stands. */
function libraryName(root: Expression): string {
  let name: string | undefined;
  for (let at = root; at.kind === "local"; at = at.body) {
    for (const bind of at.binds) {
      const value = bare(bind.value);
      if (value.kind === "import" && value.path === LIBRARY) name = bind.name;
      else if (bind.name === name) name = undefined;
    }
  }
  return name ?? `(import '${LIBRARY}')`;
}

const BARE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** How a text in Jsonnet writes its values. */
export function jsonnetPrint(text: string): Print {
  return {
    quote: quoteOf(text, "'"),
    newline: newlineOf(text),
    unit: indentUnit(text),
    bare: (key) => BARE.test(key) && !KEYWORDS.has(key),
  };
}
