import { z } from "zod";
import { Definition } from "./definition.ts";

type Schema = Record<string, unknown>;

/**
 * The JSON Schema (draft 2020-12) of definitions in JSON, for editors. As `Definition`, but wherever a definition must have
 * a number, a choice or a text of a certain form, `$name` of a variable is accepted too.
 */
export function definitionSchema(): Schema {
  const { $schema, properties, ...schema } = z.toJSONSchema(Definition, { io: "input" }) as Schema;
  const { template, variables, $schema: address, ...spec } = properties as Record<string, Schema>;
  return {
    $schema,
    title: "Espalier definition",
    ...schema,
    properties: { $schema: address, template, ...mapValues(spec, acceptBlanks), variables },
  };
}

/** Columns of a line (biome.json). */
const LINE_WIDTH = 120;

/** The whole text is one variable, which may be a number or a boolean. */
const BLANK: Schema = { type: "string", pattern: "^\\$([A-Za-z_]\\w*|\\{[A-Za-z_]\\w*\\})$" };
/** A text with at least one variable in it. */
const TEXT_WITH_BLANKS: Schema = { type: "string", pattern: "\\$([A-Za-z_]|\\{[A-Za-z_])" };

function acceptBlanks(schema: Schema): Schema {
  const { description, ...rest } = schema;
  const about = description === undefined ? {} : { description };
  if (Array.isArray(rest.anyOf)) return { ...about, ...rest, anyOf: rest.anyOf.map(acceptBlanks) };
  if (rest.type === "object") return { ...about, ...acceptInside(rest) };
  if (rest.type === "array") return { ...about, ...rest, items: acceptBlanks(rest.items as Schema) };
  if (takesAnyText(rest)) return schema;
  return { ...about, anyOf: [rest, rest.type === "string" && !rest.enum ? TEXT_WITH_BLANKS : BLANK] };
}

function takesAnyText({ type, pattern, enum: choices }: Schema): boolean {
  return Array.isArray(type) ? type.includes("string") : type === "string" && !pattern && !choices;
}

/** Keys are no place for variables. */
function acceptInside(schema: Schema): Schema {
  const { properties, additionalProperties } = schema as {
    properties?: Record<string, Schema>;
    additionalProperties?: unknown;
  };
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, acceptBlanks) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: acceptBlanks(additionalProperties as Schema),
    }),
  };
}

function mapValues(values: Record<string, Schema>, change: (schema: Schema) => Schema): Record<string, Schema> {
  return Object.fromEntries(Object.entries(values).map(([key, schema]) => [key, change(schema)]));
}

/** The schema as its file holds it: lists of words on one line where they fit, as the formatter wants them. */
export function formatSchema(schema: Schema): string {
  const lists = /^(.*)\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\](,?)$/gm;
  const text = JSON.stringify(schema, null, 2);
  return `${text.replace(lists, (whole, before: string, words: string, after: string) => {
    const line = `${before}[${words.replace(/,\n\s+/g, ", ")}]${after}`;
    return line.length <= LINE_WIDTH ? line : whole;
  })}\n`;
}
