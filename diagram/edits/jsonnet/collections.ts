import type { Bind, Clause, Expression, Member } from "../tracing/expression.ts";
import { readBind, readParameters } from "./bindings.ts";
import type { Reader } from "./reader.ts";

/** A list or a comprehension that makes one. */
export function readList(reader: Reader): Expression {
  const { from } = reader.next();
  const elements: Expression[] = [];
  while (!reader.is("]") && reader.now.kind !== "end") {
    const before = reader.at;
    elements.push(reader.expression());
    if (reader.is("for")) break;
    if (!reader.take(",") && !reader.is("]")) {
      reader.complain('"," is missing here');
      if (reader.at === before || reader.is("}") || reader.is(")") || reader.is(";")) break;
    } else if (reader.is("for")) break;
  }
  const clauses = reader.is("for") ? readClauses(reader) : undefined;
  reader.demand("]");
  if (clauses) return reader.made(from, "list-for", { body: elements[0] ?? reader.hole("nothing"), clauses });
  return reader.made(from, "list", { elements });
}

/** An object or a comprehension that makes one. */
export function readObject(reader: Reader): Expression {
  const { from } = reader.next();
  const members: Member[] = [];
  const locals: Bind[] = [];
  const items: { from: number; to: number }[] = [];
  let clauses: Clause[] | undefined;
  while (!reader.is("}") && reader.now.kind !== "end") {
    const start = reader.now.from;
    const before = reader.at;
    if (reader.take("local")) locals.push(readBind(reader));
    else if (reader.is("assert")) readAssertion(reader);
    else {
      const member = readMember(reader);
      if (member) members.push(member);
    }
    items.push({ from: start, to: reader.before });
    const comma = reader.take(",");
    if (reader.is("for")) {
      clauses = readClauses(reader);
      break;
    }
    if (comma || reader.is("}")) continue;
    reader.complain('"," is missing here');
    if (reader.at === before) reader.next();
    if (reader.is("]") || reader.is(")") || reader.is(";")) break;
  }
  reader.demand("}");
  if (!clauses) return reader.made(from, "object", { members, locals, late: true, items });
  const [field] = members;
  if (!field) return reader.made(from, "opaque", { what: "a comprehension", parts: [] });
  return reader.made(from, "object-for", { locals, key: field.key, value: field.value, plus: field.plus, clauses });
}

function readMember(reader: Reader): Member | undefined {
  const { kind, from } = reader.now;
  let key: Expression;
  if (kind === "text") key = reader.literal(reader.now.text);
  else if (reader.take("[")) {
    key = reader.expression();
    reader.demand("]");
  } else if (kind === "name") key = reader.name("a field");
  else {
    reader.complain("the name of a field is missing here");
    return undefined;
  }
  const method = reader.is("(") ? reader.now.from : undefined;
  if (method !== undefined) {
    // The colons of a method stand between its parameters and its body.
    const value = readMethod(reader, from);
    return { from, to: value.value.to, key, value: value.value, plus: false, visibility: value.visibility };
  }
  const sign = readColons(reader);
  const value = reader.expression();
  return { from, to: Math.max(value.to, reader.before), key, value, ...sign };
}

function readMethod(reader: Reader, from: number): { value: Expression; visibility: Member["visibility"] } {
  const parameters = readParameters(reader);
  const { visibility } = readColons(reader);
  return { value: reader.made(from, "function", { parameters, body: reader.expression() }), visibility };
}

function readColons(reader: Reader): Pick<Member, "plus" | "visibility"> {
  const { kind, text } = reader.now;
  const found = kind === "mark" ? /^(\+?)(:{1,3})$/.exec(text) : null;
  if (!found) {
    reader.complain('":" is missing here');
    return { plus: false, visibility: ":" };
  }
  reader.next();
  return { plus: found[1] === "+", visibility: found[2] as Member["visibility"] };
}

export function readAssertion(reader: Reader): void {
  reader.next();
  reader.expression();
  if (reader.take(":")) reader.expression();
}

function readClauses(reader: Reader): Clause[] {
  const clauses: Clause[] = [];
  for (;;) {
    if (reader.take("for")) {
      const name = reader.now.kind === "name" ? reader.next().text : "";
      reader.demand("in");
      clauses.push({ kind: "for", name, list: reader.expression() });
    } else if (reader.take("if")) clauses.push({ kind: "if", test: reader.expression() });
    else return clauses;
  }
}
