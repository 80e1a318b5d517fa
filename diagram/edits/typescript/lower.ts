import type { Bind, Expression, Member, Parameter, Primitive, Standing } from "../tracing/expression.ts";
import { type Lowering, opaque } from "./lowering.ts";
import { bareNode, childrenOf, groupsOf, isMark, type SyntaxNode, textOf } from "./nodes.ts";
import { bindsOfBlock, bindsOfPattern, resultOf } from "./statements.ts";
import { textLiteral } from "./text-literal.ts";

type Triple = [Expression, Expression, Expression];

const UNDEFINED: Expression = { kind: "literal", value: undefined, from: 0, to: 0, foreign: true };

/** An expression of TypeScript as one that can be traced. What is not understood is opaque, with all it mentions. */
export function lower(given: SyntaxNode, lowering: Lowering): Expression {
  const { text } = lowering;
  const node = bareNode(given, text);
  const { from, to } = node;
  const literal = (value: Primitive): Expression => ({ kind: "literal", value, from, to });
  switch (node.name) {
    case "String":
      return literal(textLiteral(textOf(node, text)));
    case "Number":
      return literal(Number(textOf(node, text).replaceAll("_", "")));
    case "BooleanLiteral":
      return literal(textOf(node, text) === "true");
    case "null":
      return literal(null);
    case "TemplateString":
      return template(node, lowering);
    case "VariableName":
      return variable(node, lowering);
    case "ObjectExpression":
      return object(node, lowering);
    case "ArrayExpression":
      return list(node, lowering);
    case "MemberExpression":
      return member(node, lowering);
    case "ConditionalExpression": {
      const [test, , then, , otherwise] = childrenOf(node);
      if (!test || !then || !otherwise) return opaque(node, lowering);
      const [asked, consequence, other] = [test, then, otherwise].map((one) => lower(one, lowering)) as Triple;
      return { kind: "if", from, to, test: asked, consequence, otherwise: other };
    }
    case "UnaryExpression":
    case "BinaryExpression":
      return operation(node, lowering);
    case "ArrowFunction":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return functionOf(node, lowering);
    case "CallExpression":
      return call(node, lowering);
    default:
      return opaque(node, lowering);
  }
}

function variable(node: SyntaxNode, { text, changed }: Lowering): Expression {
  const { from, to } = node;
  const name = textOf(node, text);
  if (name === "undefined") return { ...UNDEFINED, from, to };
  // Its value is what all the text makes of it.
  if (changed.has(name))
    return { kind: "opaque", what: "something that is changed after it is made", content: text, parts: [], from, to };
  return { kind: "variable", name, from, to };
}

function template(node: SyntaxNode, lowering: Lowering): Expression {
  const { text } = lowering;
  const { from, to } = node;
  const pieces: Expression[] = [];
  let at = from + 1;
  const addText = (end: number): void => {
    const value = textLiteral(`\`${text.slice(at, end)}\``);
    pieces.push({ kind: "literal", value, from: at, to: end, foreign: true });
  };
  for (const child of childrenOf(node)) {
    if (child.name !== "Interpolation") continue;
    addText(child.from);
    const inner = childrenOf(child).find((one) => !one.name.startsWith("Interpolation"));
    if (inner) pieces.push(lower(inner, lowering));
    at = child.to;
  }
  addText(to - 1);
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === "literal") return { kind: "literal", value: first.value, from, to };
  return pieces.reduce((left, right) => ({ kind: "binary", operator: "+", left, right, from, to }));
}

/** `{ ...a, b: 1 }` is an object of the fields between spreads, laid over one another. */
function object(node: SyntaxNode, lowering: Lowering): Expression {
  const { from, to } = node;
  const groups = groupsOf(node).map(([property]) => property as SyntaxNode);
  const items: Standing[] = groups.map((one) => ({ from: one.from, to: one.to }));
  const layers: Expression[] = [];
  let members: Member[] = [];
  const flush = (): void => {
    layers.push({ kind: "object", from, to, members, locals: [], late: false, items });
    members = [];
  };
  for (const property of groups) {
    const [first, second] = childrenOf(property);
    if (first?.name === "Spread" && second) {
      if (members.length > 0) flush();
      layers.push(lower(second, lowering));
    } else members.push(memberOf(property, lowering));
  }
  flush();
  return layers.reduce((left, right) => ({ kind: "binary", operator: "+", left, right, from, to }));
}

function memberOf(property: SyntaxNode, lowering: Lowering): Member {
  const { from, to } = property;
  const parts = childrenOf(property);
  const standing = { from, to, plus: false, visibility: ":" } as const;
  const colon = parts.findIndex(({ name }) => name === ":");
  const key = keyOf(parts, lowering);
  const value = parts.at(-1) as SyntaxNode;
  if (colon >= 0) return { ...standing, key, value: constructName(key, lower(value, lowering), lowering) };
  if (parts.length !== 1) return { ...standing, key, value: opaque(property, lowering, "a function") };
  const shorthand: Expression = variable(value, lowering);
  return { ...standing, key, value: constructName(key, shorthand, lowering) };
}

function keyOf(parts: readonly SyntaxNode[], lowering: Lowering): Expression {
  const { text } = lowering;
  const [first, second] = parts.filter(({ name }) => !["async", "get", "set", "Star"].includes(name));
  if (!first) return UNDEFINED;
  if (first.name === "[" && second) return lower(second, lowering);
  const { from, to } = first;
  const value = first.name === "String" ? textLiteral(textOf(first, text)) : textOf(first, text);
  return { kind: "literal", value, from, to };
}

/** Volumes are handed over themselves; in the spec their names stand. */
function constructName(key: Expression, value: Expression, { constructs }: Lowering): Expression {
  const isVolume = key.kind === "literal" && key.value === "volume";
  if (isVolume) return nameOfConstruct(value, constructs);
  const isGroups = key.kind === "literal" && key.value === "environmentFrom" && value.kind === "list";
  if (!isGroups) return value;
  return { ...value, elements: value.elements.map((one) => nameOfConstruct(one, constructs)) };
}

function nameOfConstruct(value: Expression, constructs: Lowering["constructs"]): Expression {
  if (value.kind !== "variable" || !constructs.has(value.name)) return value;
  const { from, to } = value;
  return { kind: "index", target: value, key: { kind: "literal", value: "name", from, to, foreign: true }, from, to };
}

function list(node: SyntaxNode, lowering: Lowering): Expression {
  const { from, to } = node;
  const groups = groupsOf(node);
  const items: Standing[] = groups.map((group) => ({
    from: (group[0] as SyntaxNode).from,
    to: (group.at(-1) as SyntaxNode).to,
  }));
  const segments: Expression[] = [];
  let elements: Expression[] = [];
  const flush = (): void => {
    segments.push({ kind: "list", from, to, elements, items });
    elements = [];
  };
  for (const group of groups) {
    const [first, second] = group;
    if (first?.name === "Spread" && second) {
      if (elements.length > 0) flush();
      segments.push(lower(second, lowering));
    } else elements.push(lower(first as SyntaxNode, lowering));
  }
  if (elements.length > 0 || segments.length === 0) flush();
  return segments.reduce((left, right) => ({ kind: "binary", operator: "+", left, right, from, to }));
}

function member(node: SyntaxNode, lowering: Lowering): Expression {
  const { from, to } = node;
  const parts = childrenOf(node);
  const [target] = parts;
  const name = parts.at(-1);
  if (!target || !name) return opaque(node, lowering);
  const index = parts.find((one, at) => at > 0 && !isMark(one)) ?? name;
  const key: Expression =
    name.name === "]"
      ? lower(index, lowering)
      : { kind: "literal", value: textOf(name, lowering.text), from: name.from, to: name.to };
  return { kind: "index", target: lower(target, lowering), key, from, to };
}

const OPERATORS: Readonly<Record<string, string>> = { "===": "==", "!==": "!=", "==": "==", "!=": "!=" };
const SAME = new Set(["+", "-", "*", "/", "<", ">", "<=", ">=", "&&", "||"]);

function operation(node: SyntaxNode, lowering: Lowering): Expression {
  const { from, to } = node;
  const { text } = lowering;
  const parts = childrenOf(node);
  if (node.name === "UnaryExpression") {
    const [sign, operand] = parts;
    const operator = sign ? textOf(sign, text) : "";
    if (!operand || !["-", "+", "!"].includes(operator)) return opaque(node, lowering);
    const inner = lower(operand, lowering);
    if (operator === "-" && inner.kind === "literal" && typeof inner.value === "number")
      return { kind: "literal", value: -inner.value, from, to };
    return { kind: "unary", operator, operand: inner, from, to };
  }
  const [left, sign, right] = parts;
  const written = sign ? textOf(sign, text) : "";
  const operator = OPERATORS[written] ?? (SAME.has(written) ? written : undefined);
  if (!left || !right || operator === undefined) return opaque(node, lowering);
  return { kind: "binary", operator, left: lower(left, lowering), right: lower(right, lowering), from, to };
}

/** A function of simple statements; any other is opaque. */
export function functionOf(node: SyntaxNode, lowering: Lowering): Expression {
  const { from, to } = node;
  const parts = childrenOf(node);
  const list = parts.find(({ name }) => name === "ParamList");
  const body = parts.at(-1);
  const isPlain = !parts.some(({ name }) => name === "async" || name === "Star");
  const parameters: Parameter[] = [];
  const binds: Bind[] = [];
  if (!list || !body || !isPlain) return opaque(node, lowering, "a function");
  const groups = list.firstChild?.name === "(" ? groupsOf(list) : [childrenOf(list)];
  for (const [index, group] of groups.entries()) {
    const [pattern] = group;
    const at = group.findIndex(({ name }) => name === "Equals");
    const fallback = at >= 0 && group[at + 1] ? lower(group[at + 1] as SyntaxNode, lowering) : UNDEFINED;
    if (pattern?.name === "VariableDefinition") parameters.push({ name: textOf(pattern, lowering.text), fallback });
    else if (pattern?.name === "ObjectPattern" || pattern?.name === "ArrayPattern") {
      const name = ` ${index}`;
      parameters.push({ name, fallback });
      binds.push(
        ...bindsOfPattern(
          pattern,
          { kind: "variable", name, from: pattern.from, to: pattern.to, foreign: true },
          lowering,
        ),
      );
    } else return opaque(node, lowering, "a function");
  }
  const result = resultOf(body, lowering);
  if (!result) return opaque(node, lowering, "a function");
  const own = body.name === "Block" ? bindsOfBlock(body, lowering) : [];
  const all = [...binds, ...own];
  const inner: Expression = all.length > 0 ? { kind: "local", binds: all, body: result, from, to } : result;
  return { kind: "function", parameters, body: inner, from, to };
}

function call(node: SyntaxNode, lowering: Lowering): Expression {
  const { from, to } = node;
  const [target, list] = childrenOf(node);
  if (!target || list?.name !== "ArgList") return opaque(node, lowering);
  const groups = groupsOf(list);
  if (groups.some(([first]) => first?.name === "Spread")) return opaque(node, lowering);
  const args = groups.map(([first]) => first as SyntaxNode);
  if (target.name === "MemberExpression") return methodCall(node, target, args, lowering);
  if (target.name !== "VariableName") return opaque(node, lowering);
  return {
    kind: "call",
    target: lower(target, lowering),
    args: args.map((one) => ({ from: one.from, to: one.to, value: lower(one, lowering) })),
    open: list.from,
    from,
    to,
  };
}

/** `list.map((one) => …)` is followed; what other methods do is not known. */
function methodCall(node: SyntaxNode, target: SyntaxNode, args: readonly SyntaxNode[], lowering: Lowering): Expression {
  const { from, to } = node;
  const [object] = childrenOf(target);
  const method = childrenOf(target).at(-1);
  const [mapped] = args;
  const body = mapped?.name === "ArrowFunction" ? functionOf(mapped, lowering) : undefined;
  const isMap = method && textOf(method, lowering.text) === "map" && args.length === 1;
  const [parameter] = body?.kind === "function" ? body.parameters : [];
  if (!isMap || !object || body?.kind !== "function" || body.parameters.length !== 1 || !parameter)
    return opaque(node, lowering, method ? `.${textOf(method, lowering.text)}()` : undefined);
  const clauses = [{ kind: "for", name: parameter.name, list: lower(object, lowering) } as const];
  return { kind: "list-for", body: body.body, clauses, from, to };
}
