import { checkSpec } from "./check-spec.ts";
import { type Diagnosed, type Diagnostic, hasErrors } from "./diagnostic.ts";
import { ProjectSpec } from "./spec.ts";
import { checkRest } from "./validation/check-rest.ts";
import { explainIssue } from "./validation/explain-issue.ts";
import { LIMITS, scanValue } from "./validation/scan-value.ts";

/** Codes after which the rest of a definition is not looked at: it may be hostile. */
const FATAL = new Set(["too-large", "too-deep", "not-plain"]);

/**
 * The spec a value stands for, and all there is to say about it: first its shape, then what its parts mean to each
 * other. Diagnostics carry paths; whoever knows the text adds positions.
 */
export function validateSpec(value: unknown): Diagnosed<ProjectSpec> {
  const scanned = scanValue(value);
  if (scanned.some(({ code }) => FATAL.has(code))) return { diagnostics: limit(scanned) };
  const parsed = ProjectSpec.safeParse(value);
  const shape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => explainIssue(issue, value));
  const found = withoutRepeats([...scanned, ...shape.map(withoutPassword)]);
  const meaning = parsed.success ? checkSpec(parsed.data) : checkRest(value, found);
  const diagnostics = limit([...found, ...meaning]);
  return parsed.success && !hasErrors(diagnostics) ? { value: parsed.data, diagnostics } : { diagnostics };
}

/** One finding for each place: the first, since scanning knows better than the schema. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const places = new Set<string>();
  return diagnostics.filter(({ path }) => {
    const place = JSON.stringify(path);
    return !places.has(place) && places.add(place);
  });
}

/** What stands where a secret should may be the secret itself. */
function withoutPassword(diagnostic: Diagnostic): Diagnostic {
  const { path = [], got: _got, fix: _fix, ...others } = diagnostic;
  return path[0] === "registries" && path[2] === "password" ? { ...others, path } : diagnostic;
}

function limit(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= LIMITS.diagnostics) return diagnostics;
  const left = diagnostics.length - LIMITS.diagnostics;
  const rest: Diagnostic = { severity: "error", code: "too-many-problems", message: `and ${left} more problems` };
  return [...diagnostics.slice(0, LIMITS.diagnostics), rest];
}
