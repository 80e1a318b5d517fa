import type { Bind, Expression, Member } from "../tracing/expression.ts";
import type { Imports } from "./definition.ts";
import { lower } from "./lower.ts";
import { type Lowering, opaque } from "./lowering.ts";
import { bareNode, childrenOf, groupsOf, isUse, type SyntaxNode, textOf, visitNodes } from "./nodes.ts";
import { bindsOf, bindsOfPattern, declaratorsOf, resultOf, statementsOf } from "./statements.ts";

/** `new Container(project, id, props)` and the like. */
export interface Made {
  readonly kind: "Project" | "Container" | "Volume" | "EnvironmentGroup";
  readonly node: SyntaxNode;
  /** The statement in which it stands, when that does nothing else. */
  readonly statement?: SyntaxNode;
  /** Where the statement begins. */
  readonly begin: number;
  readonly scope: string;
  readonly id: SyntaxNode;
  readonly props?: SyntaxNode;
  /** The name that it is bound to. */
  readonly bound?: string;
}

/** A function that builds a project from constructs. */
export interface Built {
  /** Name of the variable with the project. */
  readonly project: string;
  readonly made: readonly Made[];
  readonly block: SyntaxNode;
}

const KINDS: ReadonlySet<string> = new Set(["Project", "Container", "Volume", "EnvironmentGroup"]);

/** Constructs that the statements of a builder make; undefined when it builds none. */
export function builtBy(builder: SyntaxNode, text: string, imports: Imports): Built | undefined {
  const block = childrenOf(builder).at(-1);
  if (block?.name !== "Block") return undefined;
  const made = statementsOf(block).flatMap((statement) => madeIn(statement, text, imports));
  const last = statementsOf(block).at(-1);
  const returned = last?.name === "ReturnStatement" ? childrenOf(last)[1] : undefined;
  const name = returned && textOf(bareNode(returned, text), text);
  const project = made.find(({ kind, bound }) => kind === "Project" && bound === name);
  return project && name !== undefined ? { project: name, made, block } : undefined;
}

function madeIn(statement: SyntaxNode, text: string, imports: Imports): Made[] {
  if (statement.name === "ExpressionStatement") {
    const [inner] = childrenOf(statement);
    const made = inner && madeBy(inner, text, imports);
    return made ? [{ ...made, begin: statement.from, statement }] : [];
  }
  if (statement.name !== "VariableDeclaration") return [];
  const all = declaratorsOf(statement);
  return all.flatMap(({ pattern, value }) => {
    const made = value && pattern.name === "VariableDefinition" ? madeBy(value, text, imports) : undefined;
    if (!made) return [];
    return [{ ...made, begin: statement.from, bound: textOf(pattern, text), ...(all.length === 1 && { statement }) }];
  });
}

function madeBy(given: SyntaxNode, text: string, imports: Imports): Omit<Made, "begin"> | undefined {
  const node = bareNode(given, text);
  const [, target, list] = childrenOf(node);
  if (node.name !== "NewExpression" || !target || list?.name !== "ArgList") return undefined;
  const kind = imports.names.get(textOf(target, text));
  const [scope, id, props] = groupsOf(list).map(([first]) => first as SyntaxNode);
  if (kind === undefined || !KINDS.has(kind) || !scope || !id) return undefined;
  return { kind: kind as Made["kind"], node, scope: textOf(scope, text), id, ...(props && { props }) };
}

/** The definition that a builder gives, with what its statements bind. */
export function lowerBuilder(builder: SyntaxNode, lowering: Lowering, imports: Imports): Expression {
  if (!/Function/.test(builder.name)) return lowering.lower(builder);
  const { from, to } = builder;
  const context = contextBinds(builder, lowering);
  const body = childrenOf(builder).at(-1) as SyntaxNode;
  const around = (binds: readonly Bind[], inner: Expression): Expression =>
    binds.length > 0 ? { kind: "local", binds, body: inner, from, to } : inner;
  if (body.name !== "Block") return around(context, lowering.lower(body));
  const built = builtBy(builder, lowering.text, imports);
  if (!built) {
    const binds = statementsOf(body).flatMap((statement) => bindsOf(statement, lowering));
    return around([...context, ...binds], resultOf(body, lowering) ?? opaque(body, lowering, "statements"));
  }
  const bound = new Map(built.made.flatMap((one) => (one.bound === undefined ? [] : [[one.bound, one] as const])));
  const binds = statementsOf(body)
    .flatMap((statement) => bindsOf(statement, lowering))
    .map((bind) => {
      const made = bound.get(bind.name);
      return made ? { name: bind.name, value: reference(made, lowering) } : bind;
    });
  return around([...context, ...binds], specOf(built, lowering));
}

/** What the definition is called with. */
function contextBinds(builder: SyntaxNode, lowering: Lowering): Bind[] {
  const list = childrenOf(builder).find(({ name }) => name === "ParamList");
  if (!list) return [];
  const groups = list.firstChild?.name === "(" ? groupsOf(list) : [childrenOf(list)];
  return groups.flatMap(([pattern]) => {
    if (!pattern) return [];
    const value: Expression = {
      kind: "opaque",
      what: "the zone",
      content: "context",
      parts: [],
      from: pattern.from,
      to: pattern.to,
    };
    if (pattern.name === "VariableDefinition") return [{ name: textOf(pattern, lowering.text), value }];
    return bindsOfPattern(pattern, value, lowering).map(({ name, value: part }) => {
      const what = name === "vars" ? "a variable" : name === "secret" ? "a secret" : "the zone";
      return { name, value: { ...value, what, content: name, from: part.from, to: part.to } };
    });
  });
}

/** What a construct gives to others: its name is known, its address follows from it. */
function reference({ node, id, props, bound }: Made, lowering: Lowering): Expression {
  const { from, to } = node;
  const what: Expression = { kind: "opaque", what: "another construct", content: bound ?? "", parts: [], from, to };
  return {
    kind: "binary",
    operator: "+",
    left: what,
    right: object([["name", nameOf(id, props, lowering)]], node),
    from,
    to,
  };
}

function nameOf(id: SyntaxNode, props: SyntaxNode | undefined, lowering: Lowering): Expression {
  const written = props && lower(props, lowering);
  const own =
    written?.kind === "object"
      ? written.members.find(({ key }) => key.kind === "literal" && key.value === "name")
      : undefined;
  return own ? own.value : lowering.lower(id);
}

/** An object that is not written as such. */
function object(entries: readonly (readonly [string, Expression])[], { from, to }: SyntaxNode): Expression {
  const members = entries.map<Member>(([name, value]) => ({
    key: { kind: "literal", value: name, from: value.from, to: value.from, foreign: true },
    value,
    plus: false,
    visibility: ":",
    from: value.from,
    to: value.to,
    foreign: true,
  }));
  return { kind: "object", members, locals: [], late: false, from, to, foreign: true };
}

function specOf({ project, made, block }: Built, lowering: Lowering): Expression {
  const own = made.find(({ kind, bound }) => kind === "Project" && bound === project) as Made;
  const statements = statementsOf(block);
  const byStatement = Map.groupBy(made, ({ begin }) => begin);
  const settings = settingsOf(own.props, lowering);
  const description = settings.filter(([key]) => key === "description");
  const groups = parts("EnvironmentGroup");
  return object(
    [
      ["project", object([["name", lowering.lower(own.id)], ...description], own.node)],
      ["containers", listOf(parts("Container"), block)],
      ...some("volumes", parts("Volume")),
      ...(groups.length > 0 ? [["environmentGroups", layered(groups, block)] as const] : []),
      ...settings.filter(([key]) => key !== "description"),
    ],
    block,
  );

  function some(key: string, all: readonly Expression[]): (readonly [string, Expression])[] {
    return all.length > 0 ? [[key, listOf(all, block)]] : [];
  }

  /** One for each construct, and one for each statement that may make more. */
  function parts(kind: Made["kind"]): Expression[] {
    return statements.flatMap((statement) => {
      const here = byStatement.get(statement.from) ?? [];
      if (here.length > 0) return here.filter((one) => one.kind === kind).map((one) => elementOf(one, lowering));
      return mayMake(statement, project, lowering.text) ? [opaque(statement, lowering, "statements")] : [];
    });
  }
}

function mayMake(statement: SyntaxNode, project: string, text: string): boolean {
  if (statement.name === "ReturnStatement" || statement.name === "FunctionDeclaration") return false;
  let found = false;
  visitNodes(statement, (node) => {
    if (isUse(node.name) && textOf(node, text) === project) found = true;
  });
  return found;
}

function elementOf({ kind, node, id, props }: Made, lowering: Lowering): Expression {
  const { from, to } = node;
  const name = lowering.lower(id);
  const given = props && lowering.lower(props);
  if (kind === "EnvironmentGroup") {
    const key = name.kind === "literal" ? String(name.value) : "";
    return name.kind === "literal" ? object([[key, given ?? object([], node)]], node) : opaque(node, lowering);
  }
  const named = object([["name", name]], node);
  return given ? { kind: "binary", operator: "+", left: named, right: given, from, to } : named;
}

function settingsOf(props: SyntaxNode | undefined, lowering: Lowering): (readonly [string, Expression])[] {
  const written = props && lowering.lower(props);
  if (!written) return [];
  // What a spread brings is not known one by one.
  if (written.kind !== "object") return [["network", opaque(props, lowering, "spread props")]];
  return written.members.flatMap(({ key, value }) =>
    key.kind === "literal" && key.value !== "zone" ? [[String(key.value), value] as const] : [],
  );
}

/** Parts with what is between them, which is unknown. */
function listOf(all: readonly Expression[], { from, to }: SyntaxNode): Expression {
  const segments: Expression[] = [];
  let elements: Expression[] = [];
  const flush = (): void => {
    segments.push({ kind: "list", elements, from, to, foreign: true });
    elements = [];
  };
  for (const one of all) {
    if (one.kind === "opaque") {
      if (elements.length > 0) flush();
      segments.push(one);
    } else elements.push(one);
  }
  if (elements.length > 0 || segments.length === 0) flush();
  return segments.reduce((left, right) => ({ kind: "binary", operator: "+", left, right, from, to }));
}

function layered(all: readonly Expression[], { from, to }: SyntaxNode): Expression {
  return all.reduce((left, right) => ({ kind: "binary", operator: "+", left, right, from, to }));
}
