import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { exposedPort, exposuresOf, type WayIn, waysIn } from "../exposure.ts";
import { didYouMean } from "../nearest-name.ts";
import { portName } from "../ports.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { showValue } from "./show-value.ts";

/** What an Ingress refuses: paths that servers read in different ways (Kubernetes, validation of Ingress paths). */
const AMBIGUOUS_PATH = /\/\/|\/\.\.?(\/|$)|%2f/i;

/** Stands for the domain of whichever zone: default hosts are told apart by what comes before it. */
const ANY_ZONE = { domain: "zone" };

/** Public addresses belong to one container each, and what is said of one fits its protocol. */
export function checkExposure(spec: ProjectSpec): Diagnostic[] {
  const owners = new Map<string, string>();
  return spec.containers.flatMap((container, index) => {
    const options: ValuePath = ["containers", index, "options"];
    return [
      ...checkHosts(container, spec.project.name, options, owners),
      ...checkPublicPorts(container, options),
      ...waysIn(container).flatMap((way) => checkWay(way, [...options, ...way.source])),
    ];
  });
}

function checkHosts(
  container: ContainerSpec,
  project: string,
  options: ValuePath,
  owners: Map<string, string>,
): Diagnostic[] {
  const given = waysIn(container).map((way) => way.options.hosts ?? []);
  return exposuresOf(container, project, ANY_ZONE).flatMap(({ protocol, hosts, path, source }, way) =>
    hosts.flatMap((host, index) => {
      if (protocol !== "http") return [];
      const address = `${host}${path}`;
      const owner = owners.get(address);
      owners.set(address, container.name);
      const own = given[way]?.[index] !== undefined;
      const place = [...options, ...source, ...(own ? ["hosts", index] : [])];
      return owner === undefined ? [] : [takenAddress(owner, own ? host : undefined, place)];
    }),
  );
}

function takenAddress(owner: string, host: string | undefined, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "duplicate-host",
    message: `${JSON.stringify(owner)} has this address already`,
    path,
    ...(host !== undefined && { got: JSON.stringify(host) }),
    fix: "give one of them another host or another path",
  };
}

/** All but http share one load balancer, where a port leads to one place. */
function checkPublicPorts(container: ContainerSpec, options: ValuePath): Diagnostic[] {
  const taken = new Set<string>();
  return exposuresOf(container, "project", ANY_ZONE).flatMap((exposure) => {
    if (exposure.protocol === "http") return [];
    const outside = portName({ ...exposedPort(exposure), number: exposure.publicPort });
    const repeated = taken.has(outside);
    taken.add(outside);
    return repeated
      ? [
          {
            severity: "error",
            code: "duplicate-port",
            message: "another way in has this public port already",
            path: [...options, ...exposure.source],
            got: outside,
            fix: 'give one of them another "publicPort", or leave one out',
          },
        ]
      : [];
  });
}

function checkWay({ options }: WayIn, path: ValuePath): Diagnostic[] {
  const { protocol = "http" } = options;
  if (protocol === "http") {
    return [
      ...(options.publicPort === undefined ? [] : [noPublicPort(options.publicPort, [...path, "publicPort"])]),
      ...checkPath(options.path, [...path, "path"]),
    ];
  }
  if (options.path === undefined) return [];
  return [
    {
      severity: "error",
      code: "http-only",
      message: `only http has paths, not ${protocol}`,
      path: [...path, "path"],
      got: JSON.stringify(options.path),
      fix: "leave it out",
    },
  ];
}

function noPublicPort(got: number, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "not-for-http",
    message: "an http address is always on port 443",
    path,
    got: String(got),
    allowed: "tcp, udp and ssh have a public port",
    fix: "leave it out",
  };
}

function checkPath(given: string | undefined, path: ValuePath): Diagnostic[] {
  if (given === undefined || !AMBIGUOUS_PATH.test(given)) return [];
  return [
    {
      severity: "error",
      code: "wrong-format",
      message: "not written as it must be",
      path,
      got: showValue(given),
      allowed: "a path without empty steps, . and ..",
      fix: didYouMean(new URL(`http://host${given.replace(/(%2f|\/)+/gi, "/")}`).pathname),
    },
  ];
}
