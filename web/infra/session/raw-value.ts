import { type ParseError, parse } from "jsonc-parser";
import type { SessionFormat } from "./session.ts";

/**
 * The plain value that edits in the diagram are worked out from: of JSON what stands there, with its blanks; of a program
 * the spec that it evaluates to. Undefined while there is none.
 */
export function editedValue(format: SessionFormat, text: string, spec: unknown): unknown {
  if (format !== "json") return spec ?? undefined;
  const errors: ParseError[] = [];
  const value: unknown = parse(withoutMark(text), errors, { allowTrailingComma: true });
  return errors.length > 0 ? undefined : value;
}

/** As far as broken text can be read. */
export function looselyRead(format: SessionFormat, text: string, spec: unknown): unknown {
  return format === "json" ? parse(withoutMark(text), [], { allowTrailingComma: true }) : spec;
}

/** A byte order mark is no JSON, but files begin with one. */
function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
