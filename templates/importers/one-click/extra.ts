import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { LossRow } from "../importer.ts";
import { translated, unsupported } from "../loss-row.ts";
import { isPlainObject } from "../read-yaml.ts";
import { isYes } from "./apps.ts";
import { type Dockerfile, readDockerfile } from "./dockerfile.ts";

/** What `caproverExtra` of a service becomes: a row for each of its keys, and compose keys that say the same. */
export interface Extra {
  readonly rows: readonly LossRow[];
  readonly merge?: Readonly<Record<string, unknown>>;
}

/** @param hasImage whether the service names an image itself, which CapRover then takes */
export function readExtra(at: ValuePath, value: unknown, hasImage: boolean): Extra {
  if (!isPlainObject(value)) return { rows: [unsupported(at, "settings by name belong here")] };
  const dockerfile = value.dockerfileLines === undefined ? undefined : dockerfileOf(value.dockerfileLines);
  const rows = Object.keys(value).flatMap((key) => {
    const path = [...at, key];
    return key === "dockerfileLines" && dockerfile
      ? dockerfileRows(path, value[key], dockerfile, hasImage)
      : [settingRow(key, value[key], path, isYes(value.notExposeAsWebApp))];
  });
  const merge = dockerfile && !hasImage ? mergeOf(dockerfile, value.dockerfileLines) : undefined;
  return { rows: [translated(at, "options of the container"), ...rows], ...(merge && { merge }) };
}

function settingRow(key: string, value: unknown, path: ValuePath, isInner: boolean): LossRow {
  switch (key) {
    case "containerHttpPort":
      return translated(path, isInner ? "nothing: it has no public address" : "options.expose.port");
    case "notExposeAsWebApp":
      return translated(
        path,
        isYes(value) ? "nothing: containers have no public address unless they ask" : "options.expose",
      );
    case "websocketSupport":
      return translated(path, "nothing: web sockets work at every public address");
    default:
      return unsupported(path, "Espalier has nothing that does this");
  }
}

function dockerfileOf(lines: unknown): Dockerfile {
  return readDockerfile(linesOf(lines));
}

function linesOf(lines: unknown): string[] {
  const list = Array.isArray(lines) ? lines : [lines];
  return list.filter((line): line is string => typeof line === "string");
}

function dockerfileRows(path: ValuePath, lines: unknown, dockerfile: Dockerfile, hasImage: boolean): LossRow[] {
  const each = Array.isArray(lines) ? lines.map((_, index) => [...path, index]) : [];
  const row = hasImage
    ? (at: ValuePath) => translated(at, "nothing: the service names an image, which is what is run")
    : "keys" in dockerfile
      ? (at: ValuePath) => translated(at, "image and how it is run: nothing in it is changed")
      : (at: ValuePath) =>
          unsupported(at, `an image must be built (${dockerfile.builds}): build it, push it to a registry and name it`);
  return [path, ...each].map(row);
}

/** An image that must be built is left to what compose's own `build` becomes. */
function mergeOf(dockerfile: Dockerfile, lines: unknown): Readonly<Record<string, unknown>> {
  if ("keys" in dockerfile) return dockerfile.keys;
  return { build: { dockerfile_inline: linesOf(lines).join("\n") } };
}
