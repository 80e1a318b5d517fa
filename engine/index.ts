/**
 * The engine: what happens to a tree once it is evaluated.
 *
 *     evaluate → seal → plan → deploy → watch
 *
 * Each function takes the zones to act on and does so in all of them at the same time.
 */
export { checkKubeconfigText, type KubeconfigTextOptions } from "./check-kubeconfig-text.ts";
export { type DeployRequest, deployProject } from "./deploy.ts";
export { type DestroyRequest, destroyProject, planDestroy } from "./destroy.ts";
export { formatPlan, type PlanColours } from "./format-plan.ts";
export { generatedValues } from "./generated-values.ts";
export { KubeconfigError } from "./import-kubeconfig.ts";
export { connectZone } from "./kubernetes-client.ts";
export { type PlanRequest, planProject } from "./plan.ts";
export { type PreviewRequest, previewProject, type ZonePreview } from "./preview.ts";
export { type LogLine, type LogRequest, projectLogs } from "./project-logs.ts";
export { type ProjectStatus, projectStatus, watchStatus } from "./project-status.ts";
export { readSecretKey, SecretKey } from "./secret-key.ts";
export { localStackHost } from "./stack-host.ts";
export type { LockZone, UpdateRequest } from "./update-request.ts";
export type { WatchedProject } from "./watching/namespace-watch.ts";
export { type FileZone, type HeldKubeconfig, holdKubeconfig, type Zone } from "./zone.ts";
export { refreshZone, withFacts, type ZoneFacts } from "./zone-facts.ts";
