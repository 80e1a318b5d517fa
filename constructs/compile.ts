import { checkCapabilities } from "./check-capabilities.ts";
import { checkClaim } from "./claim-use.ts";
import { Container } from "./container.ts";
import { type Diagnosed, type Diagnostic, DiagnosticsError, formatPath, hasErrors } from "./diagnostic.ts";
import { EnvironmentGroup } from "./environment-group.ts";
import { networkProblems } from "./network-problems.ts";
import { Project } from "./project.ts";
import { qualityNotes } from "./quality-notes.ts";
import { inferReferences } from "./references.ts";
import type { ProjectSpec } from "./spec.ts";
import { synthesize } from "./synthesize.ts";
import type { Tree } from "./tree.ts";
import { treeNodes } from "./tree-nodes.ts";
import { treeNotes } from "./tree-notes.ts";
import { unusedNotes } from "./unused-notes.ts";
import { validateSpec } from "./validate-spec.ts";
import { valueProblems } from "./value-problems.ts";
import { Volume } from "./volume.ts";
import type { ZoneContext } from "./zone-context.ts";

/**
 * The tree of a spec in a zone. `diagnostics` holds what `validateSpec` says and what stops the tree; what was chosen
 * for it, and what it should make a person wary of, is in the tree's `notes`.
 */
export function compileSpec(spec: ProjectSpec, zone: ZoneContext): Diagnosed<Tree> {
  const validated = validateSpec(spec);
  if (!validated.value) return { diagnostics: validated.diagnostics };
  const { tree, errors } = treeOf(constructProject(validated.value, zone));
  return { ...(tree && { value: tree }), diagnostics: [...validated.diagnostics, ...errors] };
}

/** The tree of a project that was built from constructs. Throws a DiagnosticsError with everything wrong about it. */
export function compileProject(project: Project): Tree {
  const validated = validateSpec(project.toSpec());
  const said = validated.diagnostics.map((diagnostic) => atConstruct(diagnostic, project));
  if (!validated.value) throw new DiagnosticsError([...said, ...synthesize(project).diagnostics]);
  const { tree, errors } = treeOf(project);
  if (!tree) throw new DiagnosticsError([...said, ...errors.map((error) => atConstruct(error, project))]);
  return { ...tree, notes: [...said, ...tree.notes.map((note) => atConstruct(note, project))] };
}

/** The constructs that a spec stands for. */
export function constructProject(spec: ProjectSpec, zone: ZoneContext): Project {
  const { name, ...props } = spec.project;
  const { registries, network, zones } = spec;
  const project = new Project(zone, name, {
    ...props,
    ...(registries && { registries }),
    ...(network && { network }),
    ...(zones && { zones }),
  });
  for (const [id, group] of Object.entries(spec.environmentGroups ?? {})) new EnvironmentGroup(project, id, group);
  for (const { name: id, ...volume } of spec.volumes ?? []) new Volume(project, id, volume);
  for (const { name: id, ...container } of spec.containers) new Container(project, id, container);
  return project;
}

function treeOf(project: Project): { readonly tree?: Tree; readonly errors: readonly Diagnostic[] } {
  const { objects, diagnostics } = synthesize(project);
  const said = [...checkCapabilities(project), ...diagnostics, ...networkProblems(project), ...valueProblems(project)];
  if (hasErrors(said)) return { errors: said };
  const manifests = objects.map(({ manifest }) => manifest);
  const inference = inferReferences(project, objects);
  const tree: Tree = {
    project: project.name,
    namespace: project.projectNamespace,
    zone: project.zone.name,
    ...(project.description !== undefined && { description: project.description }),
    manifests,
    nodes: treeNodes(project, objects),
    references: inference.references,
    notes: [
      ...treeNotes(project),
      ...qualityNotes(project, manifests),
      ...inference.diagnostics,
      ...unusedNotes(project, objects, inference.references),
      ...checkClaim(project, manifests),
      ...diagnostics,
    ],
  };
  return { tree, errors: [] };
}

/** A person who writes constructs knows their paths, not those of a spec: `[shop/web] options.replicas: …`. */
function atConstruct({ path, ...diagnostic }: Diagnostic, project: Project): Diagnostic {
  if (!path) return diagnostic;
  const [list, index, ...rest] = path;
  const construct = constructAt(list, index, project);
  const steps = formatPath(construct ? rest : path);
  const where = `[${(construct ?? project).node.path}]${steps ? ` ${steps}:` : ""}`;
  return { ...diagnostic, message: `${where} ${diagnostic.message}` };
}

function constructAt(list: string | number | undefined, index: string | number | undefined, project: Project) {
  const { containers, volumes, environmentGroups } = project;
  if (list === "environmentGroups") return environmentGroups.find(({ name }) => name === index);
  const parts = list === "containers" ? containers : list === "volumes" ? volumes : [];
  return typeof index === "number" ? parts[index] : undefined;
}
