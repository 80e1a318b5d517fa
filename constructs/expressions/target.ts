import { dnsName } from "../dns-name.ts";
import { exposuresOf } from "../exposure.ts";
import { parsePort } from "../ports.ts";
import type { ContainerSpec, Environment, ProjectSpec } from "../spec.ts";
import { controllerOf, hasHostName } from "../workload-kind.ts";
import type { ZoneContext } from "../zone-context.ts";
import { type Connection, connectionOf } from "./connection.ts";

/** A container as expressions of others see it. */
export interface Target {
  readonly name: string;
  /** Undefined when nothing can call it: a worker, a job. */
  readonly host: string | undefined;
  /** Of a well-known server the one its clients use, else the exposed one, else the first of `options.ports`. */
  readonly port: number | undefined;
  /** False when its host name leads to other ports only. */
  readonly reachable: boolean;
  readonly connection: Connection | undefined;
  /** Its main public address. */
  readonly address: { readonly url: string; readonly host: string } | undefined;
  /** Its own over that of its groups, as texts. */
  readonly environment: ReadonlyMap<string, string>;
  /** Command and args in turn. */
  readonly words: readonly string[];
}

export type Groups = NonNullable<ProjectSpec["environmentGroups"]>;

/** Where Knative's gateway takes requests for serverless containers. */
const GATEWAY_PORT = 80;

/** Host name within the project. Knative's gateway knows its containers by their names with the namespace alone. */
export function hostOf(container: Pick<ContainerSpec, "name" | "options">, project: string): string {
  const name = dnsName(container.name);
  return controllerOf(container) === "Serverless" ? `${name}.${dnsName(project)}` : name;
}

/** @param container with its per-zone options merged */
export function targetOf(
  container: ContainerSpec,
  groups: Groups,
  project: string,
  zone: Pick<ZoneContext, "domain">,
): Target {
  const serverless = controllerOf(container) === "Serverless";
  const exposure = exposuresOf(container, project, zone)[0];
  const ports = (container.options?.ports ?? []).map(parsePort);
  const connection = connectionOf(container.image);
  const known = [...(exposure ? [exposure.port] : []), ...ports.map(({ number }) => number)];
  const usual = connection && (known.includes(connection.port) ? connection.port : ports[0]?.number);
  const port = serverless ? GATEWAY_PORT : (usual ?? connection?.port ?? known[0]);
  return {
    name: container.name,
    host: hasHostName(container) ? hostOf(container, project) : undefined,
    port,
    reachable: port === undefined || serverless || known.length === 0 || known.includes(port),
    connection,
    address: exposure && { url: exposure.url, host: exposure.hosts[0] as string },
    environment: mergedEnvironment(container, groups),
    words: [...(container.command ?? []), ...(container.args ?? [])],
  };
}

/** A later group wins, what is the part's own wins over all. */
export function mergedEnvironment(
  { environment = {}, environmentFrom = [] }: Pick<ContainerSpec, "environment" | "environmentFrom">,
  groups: Groups,
): ReadonlyMap<string, string> {
  const shared = environmentFrom.flatMap((name) => Object.entries(groupNamed(groups, name)));
  return new Map([...shared, ...Object.entries(environment)].map(([name, value]) => [name, String(value)]));
}

export function groupNamed(groups: Groups, name: string): Environment {
  return Object.hasOwn(groups, name) ? (groups[name] as Environment) : {};
}
