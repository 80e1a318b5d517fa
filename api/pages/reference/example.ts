import { choicesOf, resolved, type Schema, type Schemas } from "./schema-shape.ts";

/** Names by which things of our examples go, wherever a field or a parameter is called like this. */
const NAMES: Readonly<Record<string, string>> = {
  project: "shop",
  name: "shop",
  zone: "sofia",
  zones: "sofia",
  container: "web",
  template: "web-postgres",
  tier: "starter",
  role: "developer",
  variable: "greeting",
  city: "Sofia",
  password: "correct horse battery",
  comment: "say hello",
  description: "our web shop",
  kubeconfig: "apiVersion: v1\nkind: Config\n…",
  text: '{ "project": { "name": "shop" } }',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: "ada@example.com",
  uuid: "0198a3c5-5d3e-7c1a-9b7e-3f1d2c4b5a69",
  "date-time": "2027-01-31T12:00:00Z",
};

const SHORTEST_TEXT = "text";
const TOKEN = "hR3vK9sQ2mXw7LpZ4tYb8NcJ5dFg6VaE1uHiOxTrPqS";

/**
 * A value that fits a schema, to show how a request looks: what is required, and of an object without anything required its
 * first field, since an empty one says nothing.
 *
 * @param name of the field or parameter that it is for
 */
export function exampleOf(schema: Schema, schemas: Schemas, name = ""): unknown {
  const known = resolved(schema, schemas);
  if (known.examples?.length) return known.examples[0];
  if (known.const !== undefined) return known.const;
  if (known.enum) return known.enum[0];
  const choice = choicesOf(known)?.find(({ type }) => type !== "null");
  if (choice) return exampleOf(choice, schemas, name);
  switch (known.type) {
    case "object":
      return objectExample(known, schemas);
    case "array":
      return known.items ? [exampleOf(known.items, schemas, name)] : [];
    case "string":
      return textExample(known, name);
    case "integer":
    case "number":
      return Math.max(known.minimum ?? 1, Math.min(1, known.maximum ?? 1));
    case "boolean":
      return known.default === undefined ? true : !known.default;
    default:
      return known.default ?? null;
  }
}

function objectExample({ properties = {}, required = [] }: Schema, schemas: Schemas): Record<string, unknown> {
  const [first] = Object.keys(properties);
  const shown = required.length > 0 || first === undefined ? required : [first];
  return Object.fromEntries(shown.map((name) => [name, exampleOf(properties[name] as Schema, schemas, name)]));
}

function textExample(schema: Schema, name: string): string {
  const candidates = [NAMES[name], FORMATS[schema.format ?? ""], SHORTEST_TEXT, "1", TOKEN];
  return candidates.find((text): text is string => text !== undefined && fits(text, schema)) ?? SHORTEST_TEXT;
}

function fits(text: string, { pattern, format, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): boolean {
  if (text.length < minLength || text.length > maxLength) return false;
  if (format !== undefined && format in FORMATS && FORMATS[format] !== text) return false;
  return pattern === undefined || new RegExp(pattern, "u").test(text);
}
