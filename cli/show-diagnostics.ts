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
  for (const diagnostic of diagnostics.slice(0, SHOWN_LIMIT)) {
    for (const line of output.live ? framed(output, diagnostic, cwd) : oneLine(diagnostic, cwd)) output.say(line);
  }
  if (diagnostics.length > SHOWN_LIMIT) output.say(`… and ${diagnostics.length - SHOWN_LIMIT} more`);
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
  const colours = output.talk;
  const { severity, path, message, position, got, allowed, fix, code } = diagnostic;
  const at = path?.length ? `${formatPath(path)}: ` : "";
  const found = got === undefined || isLog(got) || message.includes(got) ? "" : `, got ${got}`;
  const headline = `${at}${message}${found}`;
  const title = `${paint(colours, severity)(severity)}${colours.bold(`: ${safeText(headline)}`)} ${colours.dim(`[${code}]`)}`;
  const facts = [allowed ? `allowed: ${allowed}` : "", fix ?? ""].filter(Boolean);
  const { lines, gutter } = position ? frameLines(output, position, severity, cwd) : { lines: [], gutter: "  " };
  const explained = facts.flatMap((fact) =>
    wrap(safeText(fact), Math.max(30, output.columns - gutter.length - 5)).map(
      (line, index) => `${gutter}${colours.dim(index === 0 ? "= " : "  ")}${line}`,
    ),
  );
  const log = logLines(got).map((line) => `${gutter}${colours.dim(output.symbols.bar)} ${line}`);
  return [title, ...lines, ...log, ...explained, ""];
}

function frameLines(
  output: Output,
  position: Position,
  severity: Severity,
  cwd: string,
): { lines: string[]; gutter: string } {
  const colours = output.talk;
  const { bar } = output.symbols;
  const number = String(position.line);
  const blank = " ".repeat(number.length);
  const where = `${shownPath(position.file, cwd)}:${position.line}:${position.column}`;
  const frame = codeFrame(position, Math.max(30, output.columns - number.length - 6));
  const lines = [`${blank} ${colours.dim("at")} ${colours.cyan(safeText(where))}`];
  if (frame) {
    lines.push(
      `${colours.dim(`${number} ${bar}`)} ${frame.line}`,
      `${colours.dim(`${blank} ${bar}`)} ${" ".repeat(frame.indent)}${paint(colours, severity)("^")}`,
    );
  }
  return { lines, gutter: `${blank} ` };
}

function paint(colours: Colours, severity: Severity): (text: string) => string {
  return { error: colours.red, warning: colours.yellow, note: colours.blue }[severity];
}
