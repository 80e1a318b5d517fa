import type { Diagnostic } from "./diagnostic.ts";
import { LABEL, type Manifest } from "./manifest.ts";
import type { Project } from "./project.ts";

const MOST_NAMES = 10;

interface ContainerShape {
  readonly resources?: { readonly requests?: Amounts; readonly limits?: Amounts };
}

type Amounts = Readonly<Record<string, string | undefined>>;

/**
 * What the amounts of a project mean when a node runs short (Kubernetes, "Pod Quality of Service Classes"): one note a
 * class. Silent while nobody has said anything of amounts. No container is `best effort`: each is promised something.
 */
export function qualityNotes(project: Project, manifests: readonly Manifest[]): Diagnostic[] {
  if (!project.containers.some(({ parts }) => parts?.pod.some(({ options }) => options.resources !== undefined)))
    return [];
  const pods = manifests.flatMap((manifest) => {
    const name = manifest.metadata.labels?.[LABEL.container];
    const images = imagesOf(manifest);
    return name !== undefined && images.length > 0 ? [{ name, guaranteed: images.every(isGuaranteed) }] : [];
  });
  const named = (guaranteed: boolean) => pods.filter((pod) => pod.guaranteed === guaranteed).map(({ name }) => name);
  return [
    ...note(
      named(true),
      "promised all that they may use (quality of service: guaranteed): when a node runs short of memory they are stopped last",
    ),
    ...note(
      named(false),
      "promised less than they may use (quality of service: burstable): when a node runs short of memory, those that exceed their promise most are stopped first",
    ),
  ];
}

function note(names: readonly string[], what: string): Diagnostic[] {
  if (names.length === 0) return [];
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return [{ severity: "note", code: "quality-of-service", message: `${shown}: ${what}` }];
}

function imagesOf({ kind, spec }: Manifest): readonly ContainerShape[] {
  const { template, jobTemplate } = (spec ?? {}) as Templates;
  const pod = kind === "CronJob" ? jobTemplate?.spec?.template?.spec : template?.spec;
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

interface Templates {
  readonly template?: PodTemplate;
  readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplate } };
}

interface PodTemplate {
  readonly spec?: { readonly containers?: ContainerShape[]; readonly initContainers?: ContainerShape[] };
}

/** Quantities of ours are canonical, so that equal ones are equal texts. */
function isGuaranteed({ resources = {} }: ContainerShape): boolean {
  const { requests = {}, limits = {} } = resources;
  return ["cpu", "memory"].every((what) => limits[what] !== undefined && limits[what] === requests[what]);
}
