import { type Binary, type Call, type Expression, partsOf } from "./expression.ts";

/** The call that has an expression as an argument. */
export function findArgument(root: Expression, value: Expression): { call: Call; index: number } | undefined {
  let found: { call: Call; index: number } | undefined;
  visit(root, (one) => {
    if (one.kind !== "call") return;
    const index = one.args.findIndex((arg) => bare(arg.value) === value);
    if (index >= 0) found = { call: one, index };
  });
  return found;
}

/** `left + value` */
export function findOperand(root: Expression, value: Expression): Binary | undefined {
  let found: Binary | undefined;
  visit(root, (one) => {
    if (one.kind === "binary" && one.operator === "+" && one.right === value) found = one;
  });
  return found;
}

/** What a name stands for, as long as it is bound just once in the program. */
export function resolveVariables(expression: Expression, root: Expression): Expression {
  let at = bare(expression);
  for (let turns = 0; at.kind === "variable" && turns < 10; turns++) {
    const bound = bindsOf(root).get(at.name);
    if (bound?.length !== 1) return at;
    at = bare(bound[0] as Expression);
  }
  return at;
}

export function bare(expression: Expression): Expression {
  let at = expression;
  while (at.kind === "group") at = at.inner;
  return at;
}

const known = new WeakMap<Expression, Map<string, Expression[]>>();

function bindsOf(root: Expression): ReadonlyMap<string, readonly Expression[]> {
  const found = known.get(root);
  if (found) return found;
  const binds = new Map<string, Expression[]>();
  visit(root, (one) => {
    const own = one.kind === "local" ? one.binds : one.kind === "object" || one.kind === "object-for" ? one.locals : [];
    for (const { name, value } of own) binds.set(name, [...(binds.get(name) ?? []), value]);
  });
  known.set(root, binds);
  return binds;
}

export function visit(root: Expression, look: (expression: Expression) => void): void {
  const open = [root];
  for (let one = open.pop(); one; one = open.pop()) {
    look(one);
    open.push(...partsOf(one));
  }
}

const repeatables = new WeakMap<Expression, ReadonlySet<Expression>>();

/** What stands in functions and loops, so that it may be evaluated more than once. */
export function repeatable(root: Expression): ReadonlySet<Expression> {
  const kept = repeatables.get(root);
  if (kept) return kept;
  const found = new Set<Expression>();
  repeatables.set(root, found);
  visit(root, (one) => {
    const bodies = one.kind === "function" ? [one.body] : one.kind === "list-for" ? [one.body] : [];
    if (one.kind === "object-for") bodies.push(one.key, one.value);
    for (const body of bodies) {
      if (found.has(body)) continue;
      visit(body, (inner) => found.add(inner));
    }
  });
  return found;
}
