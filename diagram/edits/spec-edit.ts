/** Steps from the root of a definition: keys, indices, or the element of a list that has this name. */
export type Step = string | number | { readonly name: string };

export type StepPath = readonly Step[];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One change of the plain value that a definition holds.
 *
 * - `set`: a key, an index that is there, or the element of this name, which comes to the end of the list when there is
 *   none. Missing parents are made: objects, and lists where the next step is a name.
 * - `remove`: what is not there stays away. A parent that is left empty stays.
 * - `insert`: an element more in the list at the path, which is made when missing: at its end, or after the element of
 *   that name.
 */
export type SpecEdit =
  | { readonly op: "set"; readonly path: StepPath; readonly value: Json }
  | { readonly op: "remove"; readonly path: StepPath }
  | { readonly op: "insert"; readonly path: StepPath; readonly value: Json; readonly after?: string };

/** `containers[web].options.replicas`, for messages. */
export function formatStepPath(path: StepPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (typeof step === "object") return `[${step.name}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
