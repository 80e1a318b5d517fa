import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { didYouMean } from "../nearest-name.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { showValue } from "./show-value.ts";

/** What an Ingress refuses: paths that servers read in different ways (Kubernetes, validation of Ingress paths). */
const AMBIGUOUS_PATH = /\/\/|\/\.\.?(\/|$)|%2f/i;

/** Public addresses belong to one container each, and what is said of one fits its protocol. */
export function checkExposure(spec: ProjectSpec): Diagnostic[] {
  const owners = new Map<string, string>();
  return spec.containers.flatMap((container, index) => {
    const options: ValuePath = ["containers", index, "options"];
    return [
      ...checkHosts(container, [...options, "expose", "hosts"], owners),
      ...checkProtocol(container, [...options, "expose"]),
      ...checkPath(container, [...options, "expose", "path"]),
      ...checkHealth(container, [...options, "health"]),
    ];
  });
}

function checkHosts(container: ContainerSpec, path: ValuePath, owners: Map<string, string>): Diagnostic[] {
  const expose = exposeObject(container);
  return (expose?.hosts ?? []).flatMap((host, index) => {
    const address = `${host}${expose?.path ?? "/"}`;
    const owner = owners.get(address);
    owners.set(address, container.name);
    if (owner === undefined) return [];
    return [
      {
        severity: "error",
        code: "duplicate-host",
        message: `${JSON.stringify(owner)} has this address already`,
        path: [...path, index],
        got: JSON.stringify(host),
        fix: "give one of them another host or another path",
      },
    ];
  });
}

function checkProtocol(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const expose = exposeObject(container);
  if (!expose || (expose.protocol ?? "http") === "http" || expose.path === undefined) return [];
  return [
    {
      severity: "error",
      code: "http-only",
      message: `only http has paths, not ${expose.protocol}`,
      path: [...path, "path"],
      got: JSON.stringify(expose.path),
      fix: "leave it out",
    },
  ];
}

function checkPath(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const given = exposeObject(container)?.path;
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

function checkHealth({ options }: ContainerSpec, path: ValuePath): Diagnostic[] {
  const health = options?.health;
  if (!health || health.command || health.port !== undefined || options?.expose) return [];
  const port = options?.ports?.[0];
  return [
    {
      severity: "error",
      code: "unknown-health-port",
      message: "which port to check is not known, since the container is not exposed",
      path,
      fix: `give it a port, e.g. "port": ${port ?? 8080}`,
    },
  ];
}

function exposeObject({ options }: ContainerSpec) {
  return typeof options?.expose === "object" ? options.expose : undefined;
}
