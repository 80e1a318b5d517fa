import type { Finding } from "./finding.ts";

interface ScoredObject {
  readonly object_name: string;
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string };
  readonly checks: readonly ScoredCheck[];
}

interface ScoredCheck {
  readonly check: { readonly id: string };
  readonly grade: number;
  readonly skipped: boolean;
  readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
}

/** Grades of kube-score: 10 is all good; 7 and less are told as notes, warnings and critical findings. */
const ALL_GOOD = 10;

/** What `kube-score score -o json` says of a template's manifests. */
export function kubeScoreFindings(template: string, output: string): Finding[] {
  const objects = (JSON.parse(output) ?? []) as readonly ScoredObject[];
  return objects.flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) =>
    checks
      .filter(({ grade, skipped }) => grade < ALL_GOOD && !skipped)
      .flatMap(({ check, comments }) =>
        (comments?.length ? comments : [{ path: "", summary: check.id }]).map(({ path, summary }) => ({
          check: check.id,
          where: [template, kind, name, path].filter(Boolean).join("/"),
          message: summary,
        })),
      ),
  );
}
