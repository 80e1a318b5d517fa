import type { z } from "zod";

/**
 * Keys of a schema, each told by the field it stands for: objects that share a field, as all health checks do, share the
 * key too. Keys of records are names, not words.
 */

type Schema = z.core.$ZodType;

/** Every field below a schema, with one path that leads to it. */
export function keysOfSchema(schema: z.ZodType): Map<Schema, string> {
  const found = new Map<Schema, string>();
  const visit = (one: Schema, path: string): void => {
    for (const object of objectsIn(one)) {
      for (const [key, field] of fieldsOf(object)) {
        if (found.has(field)) continue;
        found.set(field, `${path}.${key}`);
        visit(field, `${path}.${key}`);
      }
    }
    for (const inner of innerOf(one)) visit(inner, path);
  };
  visit(schema, "spec");
  return found;
}

/** The fields that a value uses. */
export function keysUsed(schema: z.ZodType, value: unknown): Set<Schema> {
  const used = new Set<Schema>();
  const visit = (one: Schema, part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const list of arraysIn(one)) if (Array.isArray(part)) for (const item of part) visit(list, item);
    for (const record of recordsIn(one)) for (const item of Object.values(part)) visit(record, item);
    for (const object of objectsIn(one)) {
      const fields = new Map(fieldsOf(object));
      if (Object.keys(part).some((key) => !fields.has(key))) continue;
      for (const [key, item] of Object.entries(part)) {
        used.add(fields.get(key) as Schema);
        visit(fields.get(key) as Schema, item);
      }
    }
  };
  visit(schema, value);
  return used;
}

type Parts = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly options?: readonly Schema[];
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly innerType?: Schema;
};

function partsOf(schema: Schema): Parts {
  return schema._zod.def as unknown as Parts;
}

/** What stands behind optional fields and in unions. */
function alternatives(schema: Schema): Schema[] {
  const { options, innerType } = partsOf(schema);
  if (options) return options.flatMap(alternatives);
  return innerType ? alternatives(innerType) : [schema];
}

function objectsIn(schema: Schema): Schema[] {
  return alternatives(schema).filter((one) => partsOf(one).shape);
}

function fieldsOf(object: Schema): [string, Schema][] {
  return Object.entries(partsOf(object).shape ?? {});
}

function arraysIn(schema: Schema): Schema[] {
  return alternatives(schema).flatMap((one) => partsOf(one).element ?? []);
}

function recordsIn(schema: Schema): Schema[] {
  return alternatives(schema).flatMap((one) => partsOf(one).valueType ?? []);
}

function innerOf(schema: Schema): Schema[] {
  return [...arraysIn(schema), ...recordsIn(schema)];
}
