/** What is used of a JSON Schema here. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
}

export type JsonPath = readonly (string | number)[];

/** A schema and those that it lets one choose from. */
function choices(schema: Schema): Schema[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap(choices)];
}

/** Every schema that a value at a path may be of. */
export function schemasAt(root: Schema, path: JsonPath): Schema[] {
  let found = choices(root);
  for (const step of path) {
    found = found.flatMap((schema) => {
      const next = typeof step === "number" ? schema.items : (schema.properties?.[step] ?? schema.additionalProperties);
      return typeof next === "object" ? choices(next) : [];
    });
  }
  return found;
}

export interface KnownKey {
  readonly key: string;
  readonly description: string | undefined;
  /** `"`, `{`, `[` or nothing: what its value may begin with, when that is clear. */
  readonly opens: "object" | "list" | "text" | undefined;
}

/** The keys that the object at a path may have. */
export function keysAt(root: Schema, path: JsonPath): KnownKey[] {
  const keys = new Map<string, KnownKey>();
  for (const { properties = {} } of schemasAt(root, path)) {
    for (const [key, schema] of Object.entries(properties)) {
      if (keys.has(key)) continue;
      const all = choices(schema);
      keys.set(key, { key, description: descriptionOf(all), opens: opening(all) });
    }
  }
  return [...keys.values()];
}

/** The values that are named for a path. */
export function valuesAt(root: Schema, path: JsonPath): unknown[] {
  const schemas = schemasAt(root, path);
  const named = schemas.flatMap((schema) => [...(schema.enum ?? []), ...("const" in schema ? [schema.const] : [])]);
  const isBoolean = schemas.some(({ type }) => type === "boolean" || (Array.isArray(type) && type.includes("boolean")));
  return [...new Set([...named, ...(isBoolean && !schemas.some(isFree) ? [true, false] : [])])];
}

export function descriptionAt(root: Schema, path: JsonPath): string | undefined {
  return descriptionOf(schemasAt(root, path));
}

function descriptionOf(schemas: readonly Schema[]): string | undefined {
  return schemas.find(({ description }) => description)?.description;
}

export function takesObject({ type, properties }: Schema): boolean {
  return properties !== undefined || type === "object" || (Array.isArray(type) && type.includes("object"));
}

function isFree({ type }: Schema): boolean {
  return Array.isArray(type) && type.length > 1;
}

function opening(schemas: readonly Schema[]): KnownKey["opens"] {
  // A blank may stand in the place of almost everything: it says nothing about what is usual there.
  const types = new Set(schemas.filter(({ pattern }) => !pattern?.includes("\\$")).flatMap(({ type }) => type ?? []));
  if (types.size !== 1) return undefined;
  if (types.has("object")) return "object";
  if (types.has("array")) return "list";
  return types.has("string") ? "text" : undefined;
}
