import { readFileSync } from "node:fs";
import type { CompiledFile } from "./compile-file.ts";
import { type ContainerShape, shapeOf } from "./shape-of-tree.ts";

/** The same app in two formats, and what differs between what they became. */
export interface Pair {
  readonly app: string;
  /** `coolify/n8n`. */
  readonly one: string;
  readonly other: string;
  readonly differences: readonly PairDifference[];
}

export interface PairDifference extends Difference {
  /**
   * Of `things`, those that the file without them mentions all the same. The others differ because the two authors wrote
   * different things; of these an importer may have lost something.
   */
  readonly mentioned: readonly string[];
}

/** Something that one of two has and the other has not. */
export interface Difference {
  readonly image: string;
  /** Absent when the image itself is only there. */
  readonly what?: "ports" | "mounts" | "environment";
  readonly onlyIn: "one" | "other";
  readonly things: readonly string[];
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
  const words = name.toLowerCase().replace(/_/g, "-");
  const extras = words.search(/(?<!^)-(with|and|mysql|mariadb|postgres|postgresql|sqlite|redis|mongo|mongodb)(-|$)/);
  return words.slice(0, extras < 0 ? undefined : extras).replace(/[^a-z0-9]/g, "");
}

function compared(app: string, one: CompiledFile, other: CompiledFile): Pair {
  const [text, otherText] = [one, other].map(({ file }) => readFileSync(file, "utf8")) as [string, string];
  const found = differences(shapeOf(one.evaluation!.tree), shapeOf(other.evaluation!.tree));
  return {
    app,
    one: `${one.folder}/${one.name}`,
    other: `${other.folder}/${other.name}`,
    differences: found.map((difference) => ({
      ...difference,
      mentioned: difference.things.filter((thing) =>
        isMentioned(thing, difference.onlyIn === "one" ? otherText : text),
      ),
    })),
  };
}

/** As a word of its own, outside of comments. */
function isMentioned(thing: string, text: string): boolean {
  const word = thing.replace(/\/(TCP|UDP)$/, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(^|[^\\w./-])${word}($|[^\\w./-])`).test(text.replace(/^\s*#.*$/gm, ""));
}

/** What differs between two trees of the same app; empty when they come to the same. */
export function differences(one: readonly ContainerShape[], other: readonly ContainerShape[]): Difference[] {
  const images = new Set([...one, ...other].map(({ image }) => image));
  return [...images].flatMap((image): Difference[] => {
    const [here, there] = [one, other].map((shapes) => shapes.filter((shape) => shape.image === image)) as [
      ContainerShape[],
      ContainerShape[],
    ];
    if (here.length === 0) return [{ image, onlyIn: "other", things: [image] }];
    if (there.length === 0) return [{ image, onlyIn: "one", things: [image] }];
    return COMPARED.flatMap((what) => {
      const [mine, theirs] = [here, there].map((shapes) => new Set(shapes.flatMap((shape) => shape[what]))) as [
        Set<string>,
        Set<string>,
      ];
      const [left, right] = [[...mine].filter((one) => !theirs.has(one)), [...theirs].filter((one) => !mine.has(one))];
      return [
        ...(left.length ? [{ image, what, onlyIn: "one", things: left } as const] : []),
        ...(right.length ? [{ image, what, onlyIn: "other", things: right } as const] : []),
      ];
    });
  });
}

export function formatPairs(pairs: readonly Pair[]): string {
  const equal = pairs.filter((pair) => pair.differences.length === 0).length;
  const doubtful = pairs.filter((pair) => pair.differences.some(({ mentioned }) => mentioned.length)).length;
  const summary = [
    `${pairs.length} pairs: ${equal} without any difference`,
    `${pairs.length - equal - doubtful} differ in what only one of the two files mentions`,
    `${doubtful} in something both mention`,
  ];
  return `${[...pairs.map(formatPair), "", summary.join(", ")].join("\n")}\n`;
}

function formatPair({ one, other, differences: found }: Pair): string {
  const lines = found.map(({ image, what, onlyIn, things, mentioned }) => {
    const both = mentioned.length ? `; both mention ${mentioned.join(", ")}` : "";
    const told = what === undefined ? "" : ` ${what}`;
    return `  ${image}${told}: only in ${onlyIn === "one" ? one : other}${what === undefined ? "" : `: ${things.join(", ")}`}${both}`;
  });
  return [`${one} and ${other}: ${found.length ? "" : "equivalent"}`.trimEnd(), ...lines].join("\n");
}
