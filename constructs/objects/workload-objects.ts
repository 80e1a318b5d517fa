import { ApiObject, Lazy } from "cdk8s";
import { k8s } from "cdk8s-plus-33";
import type { Construct } from "constructs";
import { type ContainerParts, derivedName } from "../container-parts.ts";
import type { Project } from "../project.ts";
import { controllerOf } from "../workload-kind.ts";
import { autoscalerSpec } from "./autoscaler.ts";
import { daemonSetSpec } from "./daemon-set.ts";
import { deploymentSpec } from "./deployment.ts";
import { disruptionBudgetSpec } from "./disruption-budget.ts";
import { cronJobSpec, jobSpec } from "./job.ts";
import { SCALED_OBJECT, scaledObjectSpec } from "./scaled-object.ts";
import { callersPolicy, KNATIVE_SERVICE, knativeServiceSpec, NOT_PUBLIC, serverlessPolicy } from "./serverless.ts";
import { statefulSetSpec } from "./stateful-set.ts";

/** The object that runs a container. Its spec is made when the tree is whole: it may say something of other containers. */
export function workloadObject(scope: Construct, parts: ContainerParts, project: Project): ApiObject {
  const metadata = { name: parts.name, labels: parts.workloadLabels };
  const whole = (make: (parts: ContainerParts, project: Project) => unknown) =>
    Lazy.any({ produce: () => make(parts, project) });
  switch (controllerOf(parts.spec)) {
    case "Deployment":
      return new k8s.KubeDeployment(scope, "Deployment", { metadata, spec: whole(deploymentSpec) });
    case "StatefulSet":
      return new k8s.KubeStatefulSet(scope, "StatefulSet", { metadata, spec: whole(statefulSetSpec) });
    case "DaemonSet":
      return new k8s.KubeDaemonSet(scope, "DaemonSet", { metadata, spec: whole(daemonSetSpec) });
    case "Job":
      return new k8s.KubeJob(scope, "Job", { metadata, spec: whole(jobSpec) });
    case "CronJob":
      return new k8s.KubeCronJob(scope, "CronJob", { metadata, spec: whole(cronJobSpec) });
    case "Serverless":
      return new ApiObject(scope, "Serverless", {
        ...KNATIVE_SERVICE,
        metadata: {
          ...metadata,
          labels: { ...metadata.labels, ...(parts.exposures.length === 0 && NOT_PUBLIC) },
        },
        spec: whole(knativeServiceSpec),
      });
  }
}

/** What decides how many of a container run, by load and by time, and how many may be missing. */
export function scalingObjects(scope: Construct, parts: ContainerParts): ApiObject[] {
  return [...autoscaler(scope, parts), ...disruptionBudget(scope, parts)];
}

/** The gaps that Knative needs in the walls of a project. */
export function serverlessObjects(scope: Construct, parts: ContainerParts): ApiObject[] {
  const { name, labels, spec } = parts;
  if (controllerOf(spec) !== "Serverless") return [];
  return [
    new k8s.KubeNetworkPolicy(scope, "FromKnative", {
      metadata: { name: derivedName(name, "serverless"), labels },
      spec: serverlessPolicy(parts),
    }),
    new k8s.KubeNetworkPolicy(scope, "ToKnative", {
      metadata: { name: derivedName(name, "callers"), labels },
      spec: callersPolicy(),
    }),
  ];
}

function autoscaler(scope: Construct, parts: ContainerParts): ApiObject[] {
  const { name, labels, spec } = parts;
  const scale = spec.options?.scale;
  if (!scale || !["Deployment", "StatefulSet"].includes(controllerOf(spec))) return [];
  const metadata = { name, labels };
  const byTime = (scale.schedule ?? []).length > 0;
  return [
    byTime
      ? new ApiObject(scope, "Autoscaler", { ...SCALED_OBJECT, metadata, spec: scaledObjectSpec(parts, scale) })
      : new k8s.KubeHorizontalPodAutoscalerV2(scope, "Autoscaler", { metadata, spec: autoscalerSpec(parts, scale) }),
  ];
}

function disruptionBudget(scope: Construct, parts: ContainerParts): ApiObject[] {
  const { name, labels } = parts;
  const spec = disruptionBudgetSpec(parts);
  return spec ? [new k8s.KubePodDisruptionBudget(scope, "DisruptionBudget", { metadata: { name, labels }, spec })] : [];
}
