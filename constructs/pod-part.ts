import type { ValuePath } from "./diagnostic.ts";
import { dnsName, shortenLabel } from "./dns-name.ts";
import type { ContainerOptions, ContainerSpec, InitContainerSpec, SidecarSpec } from "./spec.ts";

type Run = "image" | "command" | "args" | "workingDir" | "environment" | "environmentFrom";

/** One image of a pod with its options, whatever its place in it. */
export interface PodPart {
  /** `container`: the container itself · `init`: runs to its end before it · `sidecar`: runs beside it. */
  readonly role: "container" | "init" | "sidecar";
  /** Its DNS name, and its name within the pod. */
  readonly name: string;
  readonly run: Pick<ContainerSpec, Run>;
  readonly mounts: NonNullable<ContainerOptions["volumes"]>;
  readonly options: Pick<ContainerOptions, "resources" | "pull" | "ports" | "health" | "lifecycle">;
  /** Name of the Secret that holds what is secret in its environment. */
  readonly secretObject: string;
  /** Where it stands in the spec of its container: `[]`, `["options", "init", 0]`. */
  readonly path: ValuePath;
}

/** The container itself, then its init containers, then its sidecars. */
export function podParts(container: ContainerSpec): readonly PodPart[] {
  const { init = [], sidecars = [] } = container.options ?? {};
  return [
    mainPart(container),
    ...init.map((part, index) => helperPart("init", part, container, ["options", "init", index])),
    ...sidecars.map((part, index) => helperPart("sidecar", part, container, ["options", "sidecars", index])),
  ];
}

function mainPart(container: ContainerSpec): PodPart {
  const { volumes = [], ...options } = container.options ?? {};
  const name = dnsName(container.name);
  const secretObject = shortenLabel(`${name}-env`);
  return { role: "container", name, run: container, mounts: volumes, options, secretObject, path: [] };
}

function helperPart(
  role: "init" | "sidecar",
  part: InitContainerSpec | SidecarSpec,
  container: ContainerSpec,
  path: ValuePath,
): PodPart {
  const { volumes = [], resources, pull } = part;
  const { ports, health, lifecycle } = part as SidecarSpec;
  const name = dnsName(part.name);
  const secretObject = shortenLabel(`${dnsName(container.name)}-env-${name}`);
  return {
    role,
    name,
    run: part,
    mounts: volumes,
    options: { resources, pull, ports, health, lifecycle },
    secretObject,
    path,
  };
}
