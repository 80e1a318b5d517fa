/** A JSON Schema as zod writes it into the OpenAPI document; only what there is of it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | false;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly writeOnly?: boolean;
}

export type Schemas = Readonly<Record<string, Schema>>;

const REFERENCE = "#/components/schemas/";

/** Name of the schema that is referred to; undefined when it is no reference. */
export function referredName({ $ref }: Schema): string | undefined {
  return $ref?.startsWith(REFERENCE) ? $ref.slice(REFERENCE.length) : undefined;
}

/** The schema itself where one is referred to. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = referredName(schema);
  return (name && schemas[name]) || schema;
}

/** What it may be besides null; undefined when it is no choice. */
export function choicesOf({ anyOf, oneOf, allOf }: Schema): readonly Schema[] | undefined {
  return anyOf ?? oneOf ?? (allOf?.length === 1 ? allOf : undefined);
}
