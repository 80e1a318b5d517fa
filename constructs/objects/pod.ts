import type { k8s } from "cdk8s-plus-33";
import type { ContainerParts } from "../container-parts.ts";
import { dnsName } from "../dns-name.ts";
import { ANNOTATION } from "../manifest.ts";
import { containerSecurityContext, podSecurityContext } from "./pod-security.ts";
import { probes } from "./probes.ts";
import { resources } from "./resources.ts";

/** The service account of a project's pods: it holds no token and may do nothing. */
export const SERVICE_ACCOUNT = "containers";

/** The pods of a container. Tags stay off them: a changed tag is no reason to restart. */
export function podTemplate(parts: ContainerParts, restartPolicy?: "Never"): k8s.PodTemplateSpec {
  const { secretReferences } = parts.variables;
  return {
    metadata: {
      labels: parts.podLabels,
      ...(secretReferences.length > 0 && { annotations: { [ANNOTATION.secrets]: secretReferences.join(" ") } }),
    },
    spec: podSpec(parts, restartPolicy),
  };
}

function podSpec(parts: ContainerParts, restartPolicy: "Never" | undefined): k8s.PodSpec {
  const { spec, selector, replicas } = parts;
  const importance = spec.options?.importance ?? "normal";
  const volumes = [
    ...new Set((spec.options?.volumes ?? []).flatMap(({ volume }) => (volume === undefined ? [] : [dnsName(volume)]))),
  ].sort();
  return {
    ...(restartPolicy && { restartPolicy }),
    ...(importance !== "normal" && { priorityClassName: `espalier-${importance}` }),
    serviceAccountName: SERVICE_ACCOUNT,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    hostUsers: !parts.security.userNamespace,
    securityContext: podSecurityContext(parts.security),
    ...(replicas > 1 && { topologySpreadConstraints: [spreadOverNodes(selector)] }),
    ...(volumes.length > 0 && {
      volumes: volumes.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
    }),
    containers: [container(parts)],
  };
}

function container({ name, spec, variables, ports, exposures, security, zone }: ContainerParts): k8s.Container {
  const mounts = spec.options?.volumes ?? [];
  return {
    name,
    image: spec.image,
    ...(variables.command && { command: variables.command }),
    ...(variables.args && { args: variables.args }),
    ...(variables.env.length > 0 && { env: variables.env }),
    ...(ports.length > 0 && {
      ports: ports.map(({ number, transport }) => ({ containerPort: number, protocol: transport })),
    }),
    resources: resources(spec, zone.claim),
    ...probes(spec, exposures[0]),
    securityContext: containerSecurityContext(security),
    ...(mounts.length > 0 && {
      volumeMounts: mounts.map(({ volume = "", path, readOnly }) => ({
        name: dnsName(volume),
        mountPath: path,
        ...(readOnly && { readOnly }),
      })),
    }),
  };
}

function spreadOverNodes(selector: Record<string, string>): k8s.TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  };
}
