import { CONTAINER_CHECKS, checkContainers } from "./container-checks.ts";
import type { Finding } from "./finding.ts";
import type { LintedTemplate } from "./gallery-manifests.ts";
import { checkObjects, OBJECT_CHECKS } from "./object-checks.ts";
import { workloadsIn } from "./workloads.ts";

/** Names of the checks that need no tool. */
export const OWN_CHECKS: ReadonlySet<string> = new Set([...CONTAINER_CHECKS, ...OBJECT_CHECKS]);

/** The checks of kube-linter and kube-score that matter most, without either. */
export function ownFindings({ template, manifests }: LintedTemplate): Finding[] {
  const containers = workloadsIn(manifests).flatMap((workload) => {
    const { kind, metadata } = workload.manifest;
    return checkContainers(workload).map(({ check, container, message }) => ({
      check,
      where: `${template}/${kind}/${metadata.name}/${container}`,
      message,
    }));
  });
  const objects = checkObjects(manifests).map(({ check, manifest: { kind, metadata }, message }) => ({
    check,
    where: `${template}/${kind}/${metadata.name}`,
    message,
  }));
  return [...containers, ...objects];
}
