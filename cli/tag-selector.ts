import type { Tree } from "../constructs/tree.ts";
import { usageError } from "./command-error.ts";
import { suggestion } from "./nearest.ts";

/** What `--tag` asks for: everything that has all of some tags and none of others. */
export interface TagSelector {
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}

/** Reads `--tag web,eu --tag '!canary'`; undefined when none was given. As in label selectors of kubectl, a comma is an "and". */
export function readTags(given: readonly string[] | undefined): TagSelector | undefined {
  if (given === undefined) return undefined;
  const tags = given.flatMap((one) => one.split(",")).map((tag) => tag.trim());
  if (tags.some((tag) => tag === "" || tag === "!")) {
    throw usageError(
      "--tag wants tags separated by commas, got an empty one",
      "--tag web, --tag web,eu, --tag '!canary'",
    );
  }
  const [unwanted, wanted] = [true, false].map((negated) => tags.filter((tag) => tag.startsWith("!") === negated));
  return { wanted: [...new Set(wanted)], unwanted: [...new Set(unwanted?.map((tag) => tag.slice(1)))] };
}

export function matchesTags({ wanted, unwanted }: TagSelector, tags: readonly string[]): boolean {
  return wanted.every((tag) => tags.includes(tag)) && !unwanted.some((tag) => tags.includes(tag));
}

/**
 * Those of the things that have the tags. A usage error for a tag none of them has, with the nearest that there is, and when
 * none is left; `what` names one of them.
 */
export function withTags<T extends { readonly tags?: readonly string[] | undefined }>(
  selector: TagSelector | undefined,
  things: readonly T[],
  what: string,
): readonly T[] {
  if (!selector) return things;
  const known = [...new Set(things.flatMap(({ tags = [] }) => tags))];
  const unknown = [...selector.wanted, ...selector.unwanted].find((tag) => !known.includes(tag));
  if (unknown !== undefined)
    throw usageError(`no ${what} has the tag "${unknown}"`, suggestion(unknown, known, "tags"));
  const found = things.filter(({ tags = [] }) => matchesTags(selector, tags));
  if (found.length === 0) throw usageError(`no ${what} has ${inWords(selector)}`, "every tag given must fit");
  return found;
}

/** Construct paths of the containers with the tags; undefined when no tag was given. */
export function taggedContainers(
  { nodes }: { readonly nodes: readonly Pick<Tree["nodes"][number], "kind" | "path" | "tags">[] },
  given: readonly string[] | undefined,
): ReadonlySet<string> | undefined {
  const selector = readTags(given);
  if (!selector) return undefined;
  const containers = nodes.filter(({ kind }) => kind === "container");
  return new Set(withTags(selector, containers, "container").map(({ path }) => path));
}

function inWords({ wanted, unwanted }: TagSelector): string {
  const has = wanted.length ? `the tags ${wanted.join(" and ")}` : "tags";
  return unwanted.length ? `${has} without ${unwanted.join(" and ")}` : has;
}
