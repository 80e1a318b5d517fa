import { ApiObject } from "cdk8s";
import type { IConstruct } from "constructs";
import { inApplyOrder } from "./apply-order.ts";
import { type Diagnostic, hasErrors } from "./diagnostic.ts";
import { checkIsolation, isClusterScoped, isDefinition } from "./isolation.ts";
import { ANNOTATION, LABEL, MANAGER, type Manifest, type ObjectId, objectId } from "./manifest.ts";
import type { Project } from "./project.ts";

/** An object of a project's tree, with the construct it comes from. */
export interface SynthesizedObject {
  readonly construct: ApiObject;
  readonly manifest: Manifest;
  /** False for objects that a person added. */
  readonly ours: boolean;
}

export interface Synthesis {
  /** In the order of application. */
  readonly objects: readonly SynthesizedObject[];
  /** Messages start with `[construct/path]`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Renders every object below a project. Done here and not by cdk8s' `App.synth`, which writes files and walks the tree
 * once for each chart; the order is by kind, so cdk8s dependencies make no difference.
 */
export function synthesize(project: Project): Synthesis {
  const constructs = project.node.findAll();
  const ours = ownObjects(project);
  const diagnostics: Diagnostic[] = constructs.flatMap(validate);
  const rendered = constructs.flatMap((construct) => {
    if (!ApiObject.isApiObject(construct)) return [];
    const manifest = render(construct, diagnostics);
    return manifest ? [{ construct, manifest, ours: ours.has(construct) }] : [];
  });
  const definitions = rendered.map(({ manifest }) => manifest).filter(isDefinition);
  const { projectNamespace, zone } = project;
  for (const { construct, manifest, ours } of rendered) {
    if (ours) continue;
    const problems = checkIsolation(manifest, projectNamespace, definitions, zone.ownAddresses ?? []);
    diagnostics.push(...at(construct, problems));
  }
  const objects = rendered.map((object) => ({ ...object, manifest: owned(object, project, definitions) }));
  diagnostics.push(...repeated(objects));
  return { objects: hasErrors(diagnostics) ? [] : inApplyOrder(objects), diagnostics };
}

function ownObjects(project: Project): ReadonlySet<ApiObject> {
  return new Set([
    ...project.objects,
    ...project.containers.flatMap(({ objects, addresses, network }) => [
      ...objects,
      ...addresses.flatMap((address) => address.objects),
      ...(network?.objects ?? []),
    ]),
    ...project.volumes.flatMap(({ objects }) => objects),
    ...project.environmentGroups.flatMap(({ objects }) => objects),
  ]);
}

function validate(construct: IConstruct): Diagnostic[] {
  return at(
    construct,
    construct.node.validate().map((message) => ({ severity: "error", code: "invalid-construct", message })),
  );
}

function render(construct: ApiObject, diagnostics: Diagnostic[]): Manifest | undefined {
  try {
    return construct.toJson() as Manifest;
  } catch (error) {
    const message = `cannot be rendered: ${error instanceof Error ? error.message : String(error)}`;
    diagnostics.push(...at(construct, [{ severity: "error", code: "invalid-construct", message }]));
    return undefined;
  }
}

/** The object as the zone will know it: in the project's namespace, with its owner and its construct written on it. */
function owned({ construct, manifest }: SynthesizedObject, project: Project, definitions: Manifest[]): Manifest {
  const { namespace: _, labels, annotations, ...metadata } = manifest.metadata;
  return {
    ...manifest,
    metadata: {
      ...metadata,
      ...(!isClusterScoped(manifest, definitions) && { namespace: project.projectNamespace }),
      labels: sorted({ ...labels, [LABEL.managedBy]: MANAGER, [LABEL.project]: project.name }),
      annotations: sorted({ ...annotations, [ANNOTATION.path]: construct.node.path }),
    },
  };
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function repeated(objects: readonly SynthesizedObject[]): Diagnostic[] {
  const first = new Map<ObjectId, ApiObject>();
  return objects.flatMap(({ construct, manifest }) => {
    const id = objectId(manifest);
    const other = first.get(id);
    if (!other) first.set(id, construct);
    if (!other) return [];
    const message = `makes the same object as ${other.node.path}: ${manifest.kind} ${JSON.stringify(manifest.metadata.name)}`;
    return at(construct, [
      { severity: "error", code: "duplicate-object", message, fix: "give one of them another name" },
    ]);
  });
}

function at(construct: IConstruct, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    message: `[${construct.node.path}] ${diagnostic.message}`,
  }));
}
