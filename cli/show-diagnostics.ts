import { isAbsolute, relative } from "node:path";
import {
  type Diagnostic,
  formatDiagnostic,
  formatPath,
  type Position,
  type Severity,
} from "../constructs/diagnostic.ts";
import { codeFrame } from "./code-frame.ts";
import type { Colours } from "./terminal/colours.ts";
import { wrap } from "./terminal/display-width.ts";
import type { Output } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";

const SHOWN_LIMIT = 200;

/** All diagnostics on stderr: with the line they point at on a terminal, one line each elsewhere. */
export function showDiagnostics(output: Output, diagnostics: readonly Diagnostic[], cwd: string): void {
  for (const diagnostic of inReadingOrder(diagnostics).slice(0, SHOWN_LIMIT)) {
    for (const line of output.live ? framed(output, diagnostic, cwd) : oneLine(diagnostic, cwd)) output.say(line);
  }
  if (diagnostics.length > SHOWN_LIMIT) output.say(`… and ${diagnostics.length - SHOWN_LIMIT} more`);
}

/** As they stand in the file; what has no place there comes first. */
function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ position }: Diagnostic): [string, number, number] =>
    position ? [position.file, position.line, position.column] : ["", 0, 0];
  return diagnostics.toSorted((one, other) => {
    const [file, line, column] = key(one);
    const [otherFile, otherLine, otherColumn] = key(other);
    return file === otherFile ? line - otherLine || column - otherColumn : file < otherFile ? -1 : 1;
  });
}

/** Without the notes: what was chosen where a definition is silent belongs to `validate` and to plans. */
export function warningsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity !== "note");
}

/** `3 errors, 1 warning` */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity, word: string): string => {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return found === 0 ? "" : `${found} ${word}${found === 1 ? "" : "s"}`;
  };
  return [count("error", "error"), count("warning", "warning"), count("note", "note")].filter(Boolean).join(", ");
}

function oneLine(diagnostic: Diagnostic, cwd: string): string[] {
  const { got, ...others } = diagnostic;
  const position = others.position && { ...others.position, file: shownPath(others.position.file, cwd) };
  const shown = { ...others, ...(position && { position }), ...(got !== undefined && !isLog(got) && { got }) };
  return [safeText(formatDiagnostic(shown)).replaceAll("\n", "\n  "), ...logLines(got).map((line) => `  | ${line}`)];
}

/** Several lines that were got are what a container said last. */
function isLog(got: string): boolean {
  return got.includes("\n");
}

function logLines(got: string | undefined): string[] {
  return got !== undefined && isLog(got) ? safeText(got).split("\n") : [];
}

/** A path as a person names it: relative when it lies below the current folder. */
export function shownPath(file: string, cwd: string): string {
  const near = relative(cwd, file);
  return near === "" || near.startsWith("..") || isAbsolute(near) ? file : near;
}

function framed(output: Output, diagnostic: Diagnostic, cwd: string): string[] {
  const { talk: colours, symbols, columns } = output;
  const { severity, path, message, position, got, allowed, fix, code } = diagnostic;
  const at = path?.length ? `${formatPath(path)}: ` : "";
  const found = got === undefined || isLog(got) || message.includes(got) ? "" : `, got ${got}`;
  const [first = "", ...rest] = wrap(safeText(`${severity}: ${at}${message}${found}`), columns - 1);
  const headline = `${paint(colours, severity)(severity)}${colours.bold(first.slice(severity.length))}`;
  const gutter = " ".repeat(position ? String(position.line).length + 1 : 2);
  const facts = [allowed ? `allowed: ${allowed}` : "", fix ?? ""].filter(Boolean);
  const explained = facts.flatMap((fact) =>
    wrap(safeText(fact), Math.max(30, columns - gutter.length - 3)).map(
      (line, index) => `${gutter}${colours.dim(index === 0 ? "= " : "  ")}${line}`,
    ),
  );
  return [
    position || rest.length ? headline : `${headline} ${colours.dim(`[${code}]`)}`,
    ...rest.map((line) => colours.bold(line)),
    ...(position ? frameLines(output, position, diagnostic, cwd) : []),
    ...logLines(got).map((line) => `${gutter}${colours.dim(symbols.bar)} ${line}`),
    ...explained,
    "",
  ];
}

/** Where it is, the line there, and a caret below the column. */
function frameLines(
  output: Output,
  position: Position,
  { severity, code, path = [] }: Diagnostic,
  cwd: string,
): string[] {
  const { talk: colours, symbols, columns } = output;
  const number = String(position.line);
  const blank = " ".repeat(number.length);
  const where = `${shownPath(position.file, cwd)}:${position.line}:${position.column}`;
  const place = `${blank} ${colours.dim("at")} ${colours.cyan(safeText(where))} ${colours.dim(`[${code}]`)}`;
  const frame = codeFrame(position, path, Math.max(30, columns - number.length - 4));
  if (!frame) return [place];
  return [
    place,
    `${colours.dim(`${number} ${symbols.bar}`)} ${frame.line}`,
    `${colours.dim(`${blank} ${symbols.bar}`)} ${" ".repeat(frame.indent)}${paint(colours, severity)("^")}`,
  ];
}

function paint(colours: Colours, severity: Severity): (text: string) => string {
  return { error: colours.red, warning: colours.yellow, note: colours.blue }[severity];
}
