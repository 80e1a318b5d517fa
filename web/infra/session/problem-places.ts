import { findNodeAtLocation, parseTree } from "jsonc-parser";
import type { Schema } from "../../../api/client/types.ts";
import { nodeOfPart, nodeOfPath, partAt, type TreePart } from "./parts.ts";
import type { SessionFormat } from "./session.ts";

export type Finding = Schema<"Diagnostic">;

/** Where a finding stands: offsets in the text. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly from: number;
  readonly to: number;
}

/** Findings at their places in the text that they are about, in the order of the text. */
export function placeFindings(format: SessionFormat, text: string, findings: readonly Finding[]): PlacedFinding[] {
  const root =
    format === "json" && findings.some(({ path }) => path)
      ? parseTree(text.replace(/^\uFEFF/, " "), [], { allowTrailingComma: true })
      : undefined;
  const starts = lineStarts(text);
  return findings
    .map((finding) => {
      const node = root && finding.path ? findNodeAtLocation(root, [...finding.path]) : undefined;
      if (node && isAround(node, finding, text, starts))
        return { finding, from: node.offset, to: endOfShown(text, node.offset, node.offset + node.length) };
      return { finding, ...placeOf(finding, text, starts) };
    })
    .toSorted((one, other) => one.from - other.from);
}

/** A value is marked to the end of its first line: a whole container in red says nothing. */
function endOfShown(text: string, from: number, to: number): number {
  const lineEnd = text.indexOf("\n", from);
  // The parser's ends of what is not closed may lie before its beginning or beyond the text.
  return lineEnd === -1
    ? Math.max(from, Math.min(to, text.length))
    : Math.min(to, Math.max(from, text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd));
}

/** A finding may be about something within the value, of which just the position tells. */
function isAround(
  node: { readonly offset: number; readonly length: number },
  { position }: Finding,
  text: string,
  starts: readonly number[],
): boolean {
  if (!position) return true;
  const at = offsetOf(position, text, starts);
  return at <= node.offset || at >= node.offset + node.length;
}

function placeOf({ position }: Finding, text: string, starts: readonly number[]): { from: number; to: number } {
  if (!position) return { from: 0, to: 0 };
  const from = offsetOf(position, text, starts);
  const word = /^(?:"(?:[^"\\\n]|\\.)*"?|[\w$.-]+|[^\s])/.exec(text.slice(from, from + 200))?.[0] ?? "";
  return { from, to: from + word.length };
}

function offsetOf({ line, column }: { line: number; column: number }, text: string, starts: readonly number[]): number {
  const start = starts[Math.min(line, starts.length) - 1] ?? 0;
  const end = starts[line] ?? text.length + 1;
  return Math.max(0, Math.min(start + column - 1, end - 1, text.length));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

export interface NodeProblem {
  readonly count: number;
  readonly severity: "error" | "warning";
  readonly text: string;
}

/** Errors and warnings by the node that they belong to. `value`: what the paths of findings lead into. */
export function problemsOfNodes(
  findings: readonly Finding[],
  value: unknown,
  nodes: readonly TreePart[],
): ReadonlyMap<string, NodeProblem> {
  const problems = new Map<string, NodeProblem>();
  for (const { severity, path, message } of findings) {
    if (severity === "note" || !path) continue;
    const part = partAt(path, value);
    const node = part && (nodeOfPart(part, nodes) ?? nodeOfPath(`${nodes[0]?.path}/${part.name}`, nodes));
    if (node === undefined) continue;
    const before = problems.get(node);
    problems.set(node, {
      count: (before?.count ?? 0) + 1,
      severity: before?.severity === "error" ? "error" : severity,
      text: before ? `${before.text}\n${message}` : message,
    });
  }
  return problems;
}
