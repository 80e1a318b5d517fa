import { fileURLToPath } from "node:url";
import type { Diagnostic, Position } from "../constructs/diagnostic.ts";

/** Something thrown by a program, as it crosses the border between processes. */
export interface ProgramError {
  readonly message: string;
  readonly syntax: boolean;
  readonly position?: Position;
  /** What our own constructs found, when it was them who threw. */
  readonly diagnostics?: readonly Diagnostic[];
}

/**
 * @param isOurs whether a file belongs to Espalier or a package: an error is told at the person's own line
 */
export function describeError(error: unknown, isOurs: (file: string) => boolean): ProgramError {
  if (!(error instanceof Error)) return { message: cleanMessage(String(error)), syntax: false };
  const stack = error.stack ?? "";
  const syntax = error instanceof SyntaxError;
  const position = (syntax ? caretPosition(stack) : undefined) ?? framePosition(stack, isOurs);
  const { diagnostics } = error as { diagnostics?: unknown };
  return {
    message: cleanMessage(error.message || error.name),
    syntax,
    ...(position && { position }),
    ...(Array.isArray(diagnostics) && { diagnostics: diagnostics as Diagnostic[] }),
  };
}

/** One line, without string literals of the source (they may be a password) and without a stack. */
function cleanMessage(message: string): string {
  return message
    .replace(/\n\s+at [\s\S]*$/, "")
    .replace(/string literal \([^\n]*\)/g, "string literal")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
}

/** `FILE:LINE`, source lines, then a caret under the column: how Node heads the stack of a syntax error. */
function caretPosition(stack: string): Position | undefined {
  const head = /^((?:file:\/\/)?\/[^\n]*):(\d+)\n(?:[^\n]*\n)*?( *)\^/.exec(stack);
  if (!head) return undefined;
  return { file: plainPath(head[1] as string), line: Number(head[2]), column: (head[3] as string).length + 1 };
}

function framePosition(stack: string, isOurs: (file: string) => boolean): Position | undefined {
  for (const [, place, line, column] of stack.matchAll(
    /^ {4}at (?:async )?(?:[^\n]*\()?((?:file:\/\/)?\/[^\n]*?):(\d+):(\d+)\)?$/gm,
  )) {
    const file = plainPath(place as string);
    if (!isOurs(file)) return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function plainPath(place: string): string {
  return place.startsWith("file://") ? fileURLToPath(place) : place;
}
