import { isDeepStrictEqual } from "node:util";
import type { Construct } from "constructs";
import { constructProject } from "./compile.ts";
import { Container } from "./container.ts";
import type { DefinitionResult, ProjectDefinition } from "./define-project.ts";
import { EnvironmentGroup } from "./environment-group.ts";
import { applyOverrides, type Override } from "./override-value.ts";
import { Project } from "./project.ts";
import type { ProjectSpec } from "./spec.ts";
import { Volume } from "./volume.ts";

export type { Override, OverrideStep } from "./override-value.ts";

/**
 * A definition with some of what it makes changed afterwards, one after the other. Edits in the diagram write it around a
 * definition whose values cannot be edited where they are made, because they are computed.
 *
 * @example
 * export default override(
 *   defineProject(({ zone }) => shopOf(zone)),
 *   [{ set: ["containers", { name: "web" }, "options", "replicas"], to: 3 }],
 * );
 */
export function override(
  definition: ProjectDefinition | ProjectDefinition["build"] | DefinitionResult,
  overrides: readonly Override[],
): ProjectDefinition {
  const given = asDefinition(definition);
  return {
    ...given,
    build: async (context) => {
      const result = await given.build(context);
      if (Project.isProject(result)) return overrideProject(result, overrides);
      return applyOverrides(result, overrides) as DefinitionResult;
    },
  };
}

function asDefinition(given: Parameters<typeof override>[0]): ProjectDefinition {
  if (typeof given === "function") return { kind: "espalier-definition", build: given };
  if ("kind" in given && given.kind === "espalier-definition") return given;
  return { kind: "espalier-definition", build: () => given as DefinitionResult };
}

function overrideProject(project: Project, overrides: readonly Override[]): Project {
  const before = project.toSpec();
  const after = applyOverrides(before, overrides) as ProjectSpec;
  if (isDeepStrictEqual(settingsOf(before), settingsOf(after))) return overrideParts(project, after);
  if (holdsOthers(project)) {
    throw new Error(
      `[${project.node.path}] has objects of its own, so only containers, volumes and environment groups can be overridden: write the rest into new Project(…)`,
    );
  }
  return constructProject(after, project.zone);
}

/** What a project is made with, which it cannot be given later. */
function settingsOf({ project, network, registries, zones }: ProjectSpec) {
  return { project, network, registries, zones };
}

/** Whether other constructs than ours stand in it. */
function holdsOthers(project: Project): boolean {
  const bare = new Project(project.zone, project.name, project.registries ? { registries: project.registries } : {});
  const own = new Set([...bare.node.children.map(({ node }) => node.id), "Volumes", "EnvironmentGroups"]);
  const containers = new Set<Construct>(project.containers);
  return project.node.children.some((one) => !own.has(one.node.id) && !containers.has(one as Construct));
}

function overrideParts(project: Project, spec: ProjectSpec): Project {
  const { containers, volumes, environmentGroups: groups } = project;
  const groupSpecs = Object.entries(spec.environmentGroups ?? {}).map(([name, group]) => ({ name, spec: group }));
  const kept = {
    groups: match(
      groups,
      groupSpecs,
      ({ name, spec: wanted }, { name: own, spec: has }) => name === own && isDeepStrictEqual(wanted, has),
    ),
    volumes: match(volumes, spec.volumes ?? [], (wanted, { spec: has }) => isDeepStrictEqual(wanted, has)),
    containers: match(containers, spec.containers ?? [], (wanted, { spec: has }) => isDeepStrictEqual(wanted, has)),
  };
  // Everything that changes goes before anything comes: the new parts have the names of the old.
  const scopes = new Map([...containers, ...volumes, ...groups].map((one) => [one, placeOf(one)]));
  for (const one of [...kept.groups.gone, ...kept.volumes.gone, ...kept.containers.gone])
    one.node.scope?.node.tryRemoveChild(one.node.id);
  const again = (name: string, gone: readonly (Container | Volume | EnvironmentGroup)[]) => {
    const old = gone.find((one) => one.name === name);
    return (old && scopes.get(old)) ?? { scope: project as Construct, id: name };
  };
  project.keep({
    groups: kept.groups.order.map(
      ({ part, wanted }) =>
        part ?? new EnvironmentGroup(again(wanted.name, kept.groups.gone).scope, wanted.name, wanted.spec),
    ),
    volumes: kept.volumes.order.map(({ part, wanted }) => {
      const { scope, id } = again(wanted.name, kept.volumes.gone);
      return part ?? new Volume(scope, id, wanted);
    }),
    containers: kept.containers.order.map(({ part, wanted }) => {
      const { scope, id } = again(wanted.name, kept.containers.gone);
      return part ?? new Container(scope, id, wanted);
    }),
  });
  return project;
}

function placeOf(part: Construct): { scope: Construct; id: string } {
  const { scope, id } = part.node;
  const stands = part instanceof Container ? scope : scope?.node.scope;
  return { scope: stands as Construct, id };
}

/** For each thing that is wanted the part that says the same; and the parts that say nothing that is wanted. */
function match<Part, Wanted>(
  parts: readonly Part[],
  wanted: readonly Wanted[],
  isSame: (wanted: Wanted, part: Part) => boolean,
): { order: { readonly part: Part | undefined; readonly wanted: Wanted }[]; gone: Part[] } {
  const left = new Set(parts);
  const order = wanted.map((one) => {
    const part = [...left].find((candidate) => isSame(one, candidate));
    if (part) left.delete(part);
    return { part, wanted: one };
  });
  return { order, gone: [...left] };
}
