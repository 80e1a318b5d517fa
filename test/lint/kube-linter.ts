import type { Finding } from "./finding.ts";

interface LinterReport {
  readonly Reports:
    | readonly {
        readonly Check: string;
        readonly Diagnostic: { readonly Message: string };
        readonly Object: {
          readonly K8sObject: { readonly Name: string; readonly GroupVersionKind: { readonly Kind: string } };
        };
      }[]
    | null;
}

/** What `kube-linter lint --format json` says of a template's manifests. */
export function kubeLinterFindings(template: string, output: string): Finding[] {
  const { Reports } = JSON.parse(output) as LinterReport;
  return (Reports ?? []).map(({ Check, Diagnostic, Object: { K8sObject } }) => {
    const container = /^container "([^"]+)"/.exec(Diagnostic.Message)?.[1];
    const where = [template, K8sObject.GroupVersionKind.Kind, K8sObject.Name, container].filter(Boolean).join("/");
    return { check: Check, where, message: Diagnostic.Message };
  });
}
