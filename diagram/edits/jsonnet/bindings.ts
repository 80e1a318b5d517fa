import type { Argument, Bind, Expression, Parameter } from "../tracing/expression.ts";
import type { Reader } from "./reader.ts";

/** What a `local` gives a name to: `x = 1`, `f(x) = x`. */
export function readBind(reader: Reader): Bind {
  const from = reader.now.from;
  const key = reader.name("a local");
  const name = key.kind === "literal" ? String(key.value) : "";
  if (reader.is("(")) return { name, value: readFunction(reader, from, "=") };
  reader.demand("=");
  return { name, value: reader.expression() };
}

/** From its parameters; `sign` stands before the body of one that is written like `local f(x) = x`. */
export function readFunction(reader: Reader, from: number, sign?: string): Expression {
  const parameters = readParameters(reader);
  if (sign) reader.demand(sign);
  return reader.made(from, "function", { parameters, body: reader.expression() });
}

export function readParameters(reader: Reader): Parameter[] {
  reader.demand("(");
  const parameters: Parameter[] = [];
  while (reader.now.kind === "name") {
    const name = reader.next().text;
    parameters.push({ name, ...(reader.take("=") && { fallback: reader.expression() }) });
    if (!reader.take(",")) break;
  }
  reader.demand(")");
  return parameters;
}

/** From behind the opening bracket to the closing one. */
export function readArguments(reader: Reader): Argument[] {
  const args: Argument[] = [];
  while (!reader.is(")") && reader.now.kind !== "end") {
    const { from } = reader.now;
    const before = reader.at;
    const name = reader.takeArgumentName();
    const value = reader.expression();
    args.push({ from, to: value.to, value, ...(name !== undefined && { name }) });
    if (!reader.take(",") && !reader.is(")")) {
      reader.complain('"," is missing here');
      if (reader.at === before || reader.is("]") || reader.is("}") || reader.is(";")) break;
    }
  }
  reader.demand(")");
  return args;
}
