import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { waysIn } from "../exposure.ts";
import { parsePort } from "../ports.ts";
import type { ContainerSpec } from "../spec.ts";
import { showValue } from "./show-value.ts";

/** Variables that Knative sets itself (knative/serving, pkg/apis/serving/k8s_validation.go). */
const RESERVED_VARIABLES = ["K_SERVICE", "K_CONFIGURATION", "K_REVISION"];

/** Ports of the proxy that Knative puts beside each container. */
const RESERVED_PORTS = [8012, 8013, 8022, 9090, 9091];

/** What Knative takes of a container: one http port, files, and names for itself. `path` leads to the container. */
export function checkServerless(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  return [
    ...ports(container, [...path, "options"]),
    ...waysIn(container).flatMap((way) => wayIn(way, [...path, "options", ...way.source])),
    ...mounts(container, [...path, "options", "volumes"]),
    ...variables(container, [...path, "environment"]),
    ...sysctls(container, [...path, "options", "security"]),
    ...hosts(container, [...path, "options", "network", "hosts"]),
  ];
}

function ports(container: ContainerSpec, options: ValuePath): Diagnostic[] {
  const further = (container.options?.ports ?? []).map(parsePort);
  const exposed = waysIn(container).flatMap(({ options: { port } }) => port ?? []);
  const numbers = new Set([...exposed, ...further.map(({ number }) => number)]);
  const wrong = further.filter(({ transport }) => transport !== "TCP").map(({ number }) => number);
  const reserved = [...numbers].filter((number) => RESERVED_PORTS.includes(number));
  const got = numbers.size > 1 ? [...numbers] : wrong.length > 0 ? wrong : reserved;
  if (got.length === 0) return [];
  return [
    refusal(
      "a serverless container listens on one port, for http",
      [...options, further.length > 0 ? "ports" : "expose"],
      got.join(", "),
      reserved.length > 0 ? `a port but ${RESERVED_PORTS.join(", ")}, which are Knative's` : "one port",
    ),
  ];
}

function wayIn({ options }: ReturnType<typeof waysIn>[number], path: ValuePath): Diagnostic[] {
  const { protocol = "http", hosts = [], path: below = "/" } = options;
  const wildcard = hosts.findIndex((host) => host.startsWith("*."));
  return [
    ...(protocol === "http"
      ? []
      : [refusal("Knative serves http alone", [...path, "protocol"], `"${protocol}"`, "http")]),
    ...(below === "/" ? [] : [refusal("Knative serves whole hosts", [...path, "path"], showValue(below), "/")]),
    ...(wildcard < 0
      ? []
      : [refusal("Knative needs each host by its name", [...path, "hosts", wildcard], showValue(hosts[wildcard]))]),
  ];
}

function mounts({ options }: ContainerSpec, path: ValuePath): Diagnostic[] {
  return (options?.volumes ?? []).flatMap(({ volume, each }, index) =>
    volume === undefined && each === undefined
      ? []
      : [refusal("Knative mounts no volumes that last", [...path, index], "a volume", "files, file, projected, empty")],
  );
}

function variables({ environment = {} }: ContainerSpec, path: ValuePath): Diagnostic[] {
  return RESERVED_VARIABLES.filter((name) => environment[name] !== undefined).map((name) =>
    refusal("Knative sets this variable itself", [...path, name]),
  );
}

function sysctls({ options }: ContainerSpec, path: ValuePath): Diagnostic[] {
  const security = options?.security;
  if (typeof security !== "object") return [];
  return (["sysctls", "volumeGroup", "capabilities"] as const)
    .filter((key) => security[key] !== undefined)
    .map((key) => refusal("Knative does not take it", [...path, key], showValue(security[key])));
}

function hosts({ options }: ContainerSpec, path: ValuePath): Diagnostic[] {
  const given = Object.keys(options?.network?.hosts ?? {});
  return given.length === 0 ? [] : [refusal("Knative does not take it", path, given.slice(0, 3).join(", "))];
}

function refusal(message: string, path: ValuePath, got?: string, allowed?: string): Diagnostic {
  return {
    severity: "error",
    code: "not-with-workload",
    message,
    path,
    ...(got && { got }),
    ...(allowed ? { allowed } : { fix: "leave it out" }),
  };
}
