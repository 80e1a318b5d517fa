import type { Manifest } from "../../constructs/manifest.ts";

/** A change of one field of a manifest. */
export interface Mutation {
  readonly path: string;
  readonly how: "remove" | "alter";
  readonly manifest: Manifest;
}

type Fields = Record<string | number, unknown>;

/** Every way to remove one field or element, or to alter one scalar, of an object's `spec`, `data` and the like. */
export function mutations(manifest: Manifest): Mutation[] {
  const found: Mutation[] = [];
  const visit = (value: unknown, path: (string | number)[]) => {
    const shown = path.join(".");
    if (path.length > 0) found.push({ path: shown, how: "remove", manifest: edited(manifest, path, undefined) });
    if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, Array.isArray(value) ? Number(key) : key]);
    } else found.push({ path: shown, how: "alter", manifest: edited(manifest, path, altered(value)) });
  };
  for (const [field, value] of Object.entries(manifest)) {
    if (!["apiVersion", "kind", "metadata"].includes(field)) visit(value, [field]);
  }
  return found;
}

function altered(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return value;
  if (/^\d+m$/.test(value)) return `${Number.parseInt(value, 10) + 100}m`;
  if (/^[\d.]+([KMG]i)?$/.test(value)) return value.replace(/^[\d.]+/, (digits) => String(Number(digits) * 2));
  return `${value}x`;
}

function edited(manifest: Manifest, path: readonly (string | number)[], to: unknown): Manifest {
  const copy = structuredClone(manifest) as unknown as Fields;
  const last = path.at(-1) as string | number;
  const parent = path.slice(0, -1).reduce<Fields>((value, step) => value[step] as Fields, copy);
  if (to !== undefined) parent[last] = to;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy as unknown as Manifest;
}
