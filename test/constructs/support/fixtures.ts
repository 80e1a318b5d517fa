import assert from "node:assert/strict";
import { compileSpec } from "../../../constructs/compile.ts";
import { type Diagnostic, formatDiagnostic, formatPath } from "../../../constructs/diagnostic.ts";
import type { Manifest } from "../../../constructs/manifest.ts";
import { secretReference } from "../../../constructs/secret-reference.ts";
import type { ContainerSpec, ProjectSpec, VolumeSpec } from "../../../constructs/spec.ts";
import type { Tree } from "../../../constructs/tree.ts";
import { validateSpec } from "../../../constructs/validate-spec.ts";
import { DEFAULT_CLAIM, type ZoneContext } from "../../../constructs/zone-context.ts";

export const ZONE: ZoneContext = {
  name: "sofia-1",
  domain: "sofia.example",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "letsencrypt",
  claim: DEFAULT_CLAIM,
};

const ACCESS = {
  DB_HOST: "database",
  DB_PORT: "5432",
  DB_USER: "example_user",
  DB_PASSWORD: secretReference("db_password"),
};

/** The example of the founding document with its variables put in. */
export const FOUNDING_EXAMPLE: ProjectSpec = {
  project: { name: "example_project", description: "An example project template" },
  containers: [
    {
      name: "backend_service",
      image: "example/backend:latest",
      environment: ACCESS,
      options: { expose: true, tags: ["backend", "service"] },
    },
    {
      name: "database",
      image: "example/database:latest",
      environment: { POSTGRES_USER: "example_user", POSTGRES_PASSWORD: secretReference("db_password") },
      options: { expose: false, tags: ["database", "postgres"] },
    },
    {
      name: "backup_service",
      image: "example/backup:latest",
      environment: ACCESS,
      options: { expose: false, tags: ["backup", "service"] },
    },
  ],
  network: { name: "example_network", driver: "bridge" },
};

/** A spec of the project `shop`. */
export function shop(containers: readonly Partial<ContainerSpec>[], volumes?: VolumeSpec[]): ProjectSpec {
  return {
    project: { name: "shop" },
    containers: containers.map((container, index) => ({ name: `c${index}`, image: "nginx:1.29", ...container })),
    ...(volumes && { volumes }),
  };
}

/** The tree of a spec that is known to be right. */
export function treeOf(spec: ProjectSpec, zone: ZoneContext = ZONE): Tree {
  const { value, diagnostics } = compileSpec(spec, zone);
  assert.ok(value, diagnostics.map(formatDiagnostic).join("\n"));
  return value;
}

/** An object of a tree, loosely typed: tests look deep into it. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes are Kubernetes' own
export type Loose = any;

export function objectOf(tree: Tree, kind: string, name: string): Loose {
  const found = find(tree, kind, name);
  assert.ok(found, `no ${kind} ${name} among ${tree.manifests.map((m) => `${m.kind} ${m.metadata.name}`).join(", ")}`);
  return found;
}

export function find(tree: Tree, kind: string, name: string): Manifest | undefined {
  return tree.manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
}

/** The one container in the pods of a Deployment or Job. */
export function podContainer(workload: Loose): Loose {
  return workload.spec.template.spec.containers[0];
}

/** What validation says, as `path: code` and the diagnostics by path. */
export function problemsOf(value: unknown): { readonly list: string[]; at(path: string): Diagnostic } {
  const { diagnostics } = validateSpec(value);
  const place = ({ path = [] }: Diagnostic) => formatPath(path);
  return {
    list: diagnostics.map((diagnostic) => `${place(diagnostic)}: ${diagnostic.code}`),
    at(path) {
      const found = diagnostics.find((diagnostic) => place(diagnostic) === path);
      assert.ok(found, `nothing at ${path}, but\n${diagnostics.map(formatDiagnostic).join("\n")}`);
      return found;
    },
  };
}
