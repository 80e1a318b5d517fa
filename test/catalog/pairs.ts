import type { CompiledFile } from "./compile-file.ts";
import { type ContainerShape, shapeOf } from "./shape-of-tree.ts";

/** The same app in two formats, and what differs: image by image, what only one of the two has. */
export interface Pair {
  readonly app: string;
  /** `coolify/n8n`. */
  readonly one: string;
  readonly other: string;
  readonly differences: readonly string[];
}

const COMPARED = ["ports", "mounts", "environment"] as const;

/** Every two files of different folders that are named after the same app and compiled. */
export function comparePairs(files: readonly CompiledFile[]): Pair[] {
  const apps = Map.groupBy(
    files.filter(({ evaluation }) => evaluation),
    ({ name }) => appName(name),
  );
  return [...apps].flatMap(([app, same]) =>
    same.flatMap((one, index) =>
      same
        .slice(index + 1)
        .filter(({ folder }) => folder !== one.folder)
        .map((other) => compared(app, one, other)),
    ),
  );
}

/** `n8n-with-postgresql` and `nextcloud-redis-mariadb` are n8n and Nextcloud. */
export function appName(name: string): string {
  const databases = /-(with|and|mysql|mariadb|postgres|postgresql|sqlite|redis|mongo|mongodb)(-|$)/;
  const words = name.toLowerCase().replace(/_/g, "-");
  return (words.slice(1).match(databases) ? words.slice(0, words.slice(1).search(databases) + 1) : words).replace(
    /[^a-z0-9]/g,
    "",
  );
}

function compared(app: string, one: CompiledFile, other: CompiledFile): Pair {
  const names = [`${one.folder}/${one.name}`, `${other.folder}/${other.name}`] as const;
  const [shape, otherShape] = [shapeOf(one.evaluation!.tree), shapeOf(other.evaluation!.tree)];
  return { app, one: names[0], other: names[1], differences: differences(shape, otherShape, names) };
}

/** What differs between two trees of the same app; empty when they come to the same. */
export function differences(
  one: readonly ContainerShape[],
  other: readonly ContainerShape[],
  [name, otherName]: readonly [string, string],
): string[] {
  const images = new Set([...one, ...other].map(({ image }) => image));
  return [...images].flatMap((image) => {
    const [here, there] = [one, other].map((shapes) => shapes.filter((shape) => shape.image === image)) as [
      ContainerShape[],
      ContainerShape[],
    ];
    if (here.length === 0) return [`${image}: only in ${otherName}`];
    if (there.length === 0) return [`${image}: only in ${name}`];
    return COMPARED.flatMap((what) => {
      const [mine, theirs] = [here, there].map((shapes) => new Set(shapes.flatMap((shape) => shape[what])));
      return [
        ...only(mine!, theirs!, `${image} ${what}: only in ${name}`),
        ...only(theirs!, mine!, `${image} ${what}: only in ${otherName}`),
      ];
    });
  });
}

function only(these: ReadonlySet<string>, those: ReadonlySet<string>, told: string): string[] {
  const left = [...these].filter((one) => !those.has(one));
  return left.length ? [`${told}: ${left.join(", ")}`] : [];
}

export function formatPairs(pairs: readonly Pair[]): string {
  const equal = pairs.filter((pair) => pair.differences.length === 0).length;
  const told = pairs.map(({ one, other, differences: found }) =>
    [
      `${one} and ${other}: ${found.length ? `${found.length} differences` : "equivalent"}`,
      ...found.map((line) => `  ${line}`),
    ].join("\n"),
  );
  return `${[...told, "", `${pairs.length} pairs, ${equal} without any difference`].join("\n")}\n`;
}
