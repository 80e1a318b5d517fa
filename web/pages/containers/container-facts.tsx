import { Link } from "wouter";
import { containerName } from "../../../diagram/workload-words.ts";
import { useProject } from "../../app/project.tsx";
import type { Tree, TreeNode } from "../../live/use-tree.ts";
import { Badge } from "../../ui/badge.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Card, Facts, Row, Section } from "../../ui/layout.tsx";
import styles from "./container.module.css";

/** Words of facts that are not their key. */
const WORDS: Readonly<Record<string, string>> = {
  deployment: "run as",
  publicPort: "public port",
  timeZone: "time zone",
  size: "size",
  cpu: "CPU",
  gpus: "GPUs",
  init: "before it starts",
  gates: "readiness gates",
};

/** What the definition says of the container. */
export function ContainerFacts({ node, tree }: { readonly node: TreeNode; readonly tree: Tree }) {
  const { name: project } = useProject();
  const used = connections(node, tree);
  return (
    <Section title="What it is">
      <Card>
        <Facts
          facts={[
            ["Kind", containerName(node)],
            ...Object.entries(node.facts)
              .filter(([fact]) => fact !== "workload")
              .map(
                ([fact, value]) =>
                  [upper(WORDS[fact] ?? fact), fact === "image" ? <code>{value}</code> : value] as const,
              ),
            [
              "Tags",
              node.tags.length > 0 && (
                <Row>
                  {node.tags.map((tag) => (
                    <Link key={tag} href={`/projects/${project}/containers?tag=${encodeURIComponent(tag)}`}>
                      <Badge icon="tag">{tag}</Badge>
                    </Link>
                  ))}
                </Row>
              ),
            ],
            ...used.map(({ words, names }) => [words, names.join(", ")] as const),
          ]}
        />
      </Card>
    </Section>
  );
}

export function ContainerAddresses({
  node,
  tree,
  live,
}: {
  readonly node: TreeNode;
  readonly tree: Tree;
  readonly live: boolean;
}) {
  const addresses = tree.nodes.filter(({ kind, parent }) => kind === "address" && parent === node.path);
  if (addresses.length === 0) return null;
  return (
    <Section title="Addresses" {...(!live && { description: "From when it is deployed on." })}>
      <ul className={styles.addresses}>
        {addresses.map(({ path, name, facts }) => {
          const url = facts.url ?? name;
          return (
            <li key={path} className={styles.address}>
              <CopyLine text={url} label={`Copy ${url}`} opens={live} />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const VERBS = {
  request: ["Calls", "Called by"],
  mount: ["Mounts", "Mounted by"],
  wait: ["Starts after", "Waited for by"],
  allow: ["May call", "May be called by"],
} as const;

/** What it is tied to, in words. */
function connections({ path }: TreeNode, { nodes, references }: Tree) {
  const nameOf = (other: string) => nodes.find((node) => node.path === other)?.name ?? other;
  return Object.entries(VERBS).flatMap(([kind, [to, from]]) => {
    const those = references.filter((reference) => reference.kind === kind);
    return [
      { words: to, names: unique(those.filter((one) => one.from === path).map((one) => nameOf(one.to))) },
      { words: from, names: unique(those.filter((one) => one.to === path).map((one) => nameOf(one.from))) },
    ].filter(({ names }) => names.length > 0);
  });
}

const unique = (names: readonly string[]) => [...new Set(names)];
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
