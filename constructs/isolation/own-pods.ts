import type { Diagnostic } from "../diagnostic.ts";
import type { Manifest } from "../manifest.ts";
import { CAPABILITIES, SYSCTLS } from "../spec.ts";
import { type Fields, fields, list, refused, texts } from "./refused.ts";

/** Deeper than any pod stands in an object. */
const DEEPEST = 12;

/**
 * What the pods of a person's own object ask for and no project gets: the Pod Security standard `baseline` (kubernetes.io,
 * Pod Security Standards), which the namespace enforces, said before anything is deployed.
 */
export function checkOwnPods(manifest: Manifest): Diagnostic[] {
  const wishes = podsIn(manifest, 0).flatMap(wishesOfPod);
  return [...new Set(wishes)].map((wish) =>
    refused(`${wish}: nodes belong to the zone and are shared by projects`, "leave it out"),
  );
}

/** Every pod in an object: whatever holds a list of containers. */
function podsIn(value: unknown, depth: number): Fields[] {
  if (depth > DEEPEST || typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap((inner) => podsIn(inner, depth + 1));
  return Array.isArray((value as Fields).containers) ? [value as Fields, ...below] : below;
}

function wishesOfPod(pod: Fields): string[] {
  const images = ["containers", "initContainers", "ephemeralContainers"].flatMap((key) => list(pod[key]));
  const { sysctls, ...context } = fields(pod.securityContext);
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].filter((key) => pod[key] === true).map((key) => `its pods ask for ${key}`),
    ...list(pod.volumes).flatMap(({ name, hostPath }) =>
      hostPath === undefined ? [] : [`its volume ${JSON.stringify(name)} is a folder of the node (hostPath)`],
    ),
    ...list(sysctls).flatMap(({ name }) =>
      (SYSCTLS as readonly unknown[]).includes(name) ? [] : [`its pods change the kernel setting ${name}`],
    ),
    ...unconfined(context).map((what) => `its pods ask for ${what}`),
    ...images.flatMap((image) =>
      wishesOfImage(image).map((wish) => `its container ${JSON.stringify(image.name)} ${wish}`),
    ),
  ];
}

function wishesOfImage({ securityContext, ports }: Fields): string[] {
  const context = fields(securityContext);
  const added = texts(fields(context.capabilities).add);
  return [
    ...(context.privileged === true ? ["asks to be privileged"] : []),
    ...added
      .filter((one) => !(CAPABILITIES as readonly string[]).includes(one))
      .map((one) => `asks for the capability ${one}`),
    ...(context.procMount !== undefined && context.procMount !== "Default" ? ["asks for all of /proc"] : []),
    ...list(ports).flatMap(({ hostPort }) => (hostPort ? [`asks for port ${hostPort} of its node`] : [])),
    ...unconfined(context).map((what) => `asks for ${what}`),
  ];
}

function unconfined(context: Fields): string[] {
  return [
    ...["seccompProfile", "appArmorProfile"].flatMap((key) =>
      fields(context[key]).type === "Unconfined" ? [`${key} Unconfined`] : [],
    ),
    ...(fields(context.windowsOptions).hostProcess === true ? ["a process of the node (hostProcess)"] : []),
  ];
}
