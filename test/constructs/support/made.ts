import { LABEL, type Manifest } from "../../../constructs/manifest.ts";
import type { ContainerSpec, ProjectSpec } from "../../../constructs/spec.ts";
import type { ZoneContext } from "../../../constructs/zone-context.ts";
import { type Loose, objectOf, shop, treeOf, ZONE } from "./fixtures.ts";
import { matchesSnapshot } from "./snapshot.ts";

export type Words = Partial<ContainerSpec>;

/** What containers of a project become, without what every project has. */
export interface Made {
  readonly manifests: readonly Manifest[];
  object(kind: string, name?: string): Loose;
  has(kind: string, name?: string): boolean;
  /** The pods' spec of a workload. */
  pod(kind: string, name?: string): Loose;
}

/** Compiles containers of the project `shop`; the first one is called `app` unless it has a name. */
export function make(
  containers: readonly Words[],
  { zone = {}, ...spec }: Partial<ProjectSpec> & { readonly zone?: Partial<ZoneContext> } = {},
): Made {
  const [first, ...others] = containers;
  const tree = treeOf({ ...shop([{ name: "app", ...first }, ...others]), ...spec }, { ...ZONE, ...zone });
  const object = (kind: string, name = "app") => objectOf(tree, kind, name);
  return {
    manifests: tree.manifests.filter(({ metadata }) => metadata.labels?.[LABEL.container] !== undefined),
    object,
    has: (kind, name = "app") => tree.manifests.some((one) => one.kind === kind && one.metadata.name === name),
    pod(kind, name) {
      const { spec: workload } = object(kind, name);
      return (workload.jobTemplate?.spec ?? workload).template.spec;
    },
  };
}

/** Compares with the manifests that are kept under this name in `snapshots/workloads/`. */
export function assertSnapshot(name: string, { manifests }: Made): void {
  matchesSnapshot(`workloads/${name}`, manifests);
}
