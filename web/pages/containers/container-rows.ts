import type { Schema } from "../../../api/client/types.ts";
import { containerName } from "../../../diagram/workload-words.ts";
import { type NodeStatus, statusByPath } from "../../live/node-status.ts";
import type { ZoneStatus } from "../../live/status-store.ts";

export interface ContainerRow {
  readonly path: string;
  readonly name: string;
  /** It is not in the definition any more, but still runs. */
  readonly left: boolean;
  /** `stateful database`, `cron job`; undefined: the definition does not say. */
  readonly kind: string | undefined;
  readonly image: string | undefined;
  readonly tags: readonly string[];
  readonly addresses: readonly string[];
  readonly status: NodeStatus | undefined;
}

/** Containers of the definition in its order, then those that run and are not in it; without a definition just these. */
export function containerRows(
  nodes: readonly Schema<"TreeNode">[] = [],
  zones: readonly ZoneStatus[],
): readonly ContainerRow[] {
  const defined = nodes.filter(({ kind }) => kind === "container");
  const statuses = statusByPath(
    zones,
    defined.map(({ path }) => path),
  );
  const paths = new Set(defined.map(({ path }) => path));
  const left = zones.flatMap(({ containers }) => containers).filter(({ path }) => !paths.has(path));
  return [
    ...defined.map((node) => ({
      path: node.path,
      name: node.name,
      left: false,
      kind: containerName(node),
      image: node.facts.image,
      tags: node.tags,
      addresses: nodes.flatMap(({ kind, parent, facts, name }) =>
        kind === "address" && parent === node.path ? [facts.url ?? name] : [],
      ),
      status: statuses.get(node.path),
    })),
    ...new Map(
      left.map(({ path, container }) => [
        path,
        {
          path,
          name: container,
          left: nodes.length > 0,
          kind: undefined,
          image: undefined,
          tags: [],
          addresses: [],
          status: statuses.get(path),
        },
      ]),
    ).values(),
  ];
}

/** Those with every one of the tags and all of the words in their name, kind, image or tags. */
export function filterRows(
  rows: readonly ContainerRow[],
  { tags, search }: { readonly tags: readonly string[]; readonly search: string },
): readonly ContainerRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = [row.name, row.kind, row.image, ...row.tags].join(" ").toLowerCase();
    return tags.every((tag) => row.tags.includes(tag)) && words.every((word) => text.includes(word));
  });
}

/** Every tag with how many have it, the most frequent first. */
export function countTags(rows: readonly ContainerRow[]): readonly (readonly [tag: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const tag of rows.flatMap((row) => row.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1));
}
