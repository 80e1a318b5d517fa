import { z } from "zod";
import { ProjectSpec } from "../constructs/spec.ts";
import { LIMIT } from "./limits.ts";

/**
 * What a person writes in JSON or Jsonnet: a `ProjectSpec` with blanks, the variables that fill them, and what a gallery
 * tells about it. Descriptions here are the texts of the published JSON Schema.
 */

/** `__proto__` is no name, so that plain objects by name are safe. */
export const VARIABLE_NAME = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_]{0,63}$/;

const scalar = z.union([z.string().max(LIMIT.value), z.number(), z.boolean()]);

export const GENERATE_KINDS = ["password", "hex", "base64", "uuid"] as const;

const drawnLength = z.int().min(8).max(256);

export const Generate = z
  .union([
    z.literal(true),
    drawnLength,
    z.strictObject({
      kind: z
        .enum(GENERATE_KINDS)
        .optional()
        .describe("password (default): letters and digits. hex, base64: random bytes written so. uuid: version 4."),
      length: drawnLength.optional().describe("How many characters. Default: 32"),
      bytes: z
        .int()
        .min(8)
        .max(192)
        .optional()
        .describe("hex, base64: how many random bytes are written so, instead of length; base64 with its padding."),
    }),
  ])
  .describe("Draws a value once and keeps it with the project. true, or how many characters: a password.");

export const VariableDeclaration = z
  .strictObject({
    type: z
      .enum(["string", "number", "boolean"])
      .optional()
      .describe("What values it takes. Default: the type of its default, else string"),
    default: scalar.optional().describe("Value when none is given. Without it a value must be given or generated."),
    label: z.string().max(200).optional().describe("What a form calls it. Default: its name"),
    description: z.string().max(2000).optional().describe("What it is for."),
    example: scalar
      .optional()
      .describe("A value as it might look, shown where none is given yet. Never used by itself."),
    pattern: z.string().max(LIMIT.pattern).optional().describe("Regular expression that the whole value must match."),
    minimum: z.number().optional().describe("Least value of a number."),
    maximum: z.number().optional().describe("Greatest value of a number."),
    choices: z.array(scalar).min(1).max(200).optional().describe("The only values it takes."),
    secret: z
      .boolean()
      .optional()
      .describe(
        "true: its value stands in a Kubernetes Secret and is never shown. Default: true when it is generated or its " +
          "name says so (password, secret, token, api_key…)",
      ),
    generate: Generate.optional(),
  })
  .describe("A variable with all that a form needs to ask for it.");

const Variables = z
  .record(
    z.string().regex(VARIABLE_NAME, "up to 64 letters, digits and _, not starting with a digit"),
    z.union([scalar, VariableDeclaration]).describe("A default value, or a full declaration."),
  )
  .describe("Blanks of the definition by name: $name in any text stands for the value.");

export const TemplateInfo = z
  .strictObject({
    title: z.string().max(100).optional().describe("What a gallery calls it."),
    description: z.string().max(2000).optional().describe("What one gets."),
    icon: z.string().max(200).optional().describe("An emoji, or the name of a file beside the definition."),
    tags: z.array(z.string().max(40)).max(20).optional().describe("Words to find it by."),
    links: z.record(z.string().max(100), z.url().max(500)).optional().describe("Addresses to read more at, by title."),
    version: z.string().max(50).optional().describe("Version of the template."),
    notes: z.string().max(5000).optional().describe("What to do after the first deploy."),
  })
  .describe("What a gallery tells about this definition.");

export type TemplateInfo = z.infer<typeof TemplateInfo>;

export const Definition = z
  .strictObject({
    $schema: z.string().optional().describe("Address of this schema, for editors."),
    template: TemplateInfo.optional(),
    ...ProjectSpec.shape,
    variables: Variables.optional(),
  })
  .describe("A project: its containers, volumes and network, with variables to fill in.");

/** Keys of a definition that are no part of the spec. */
export const OWN_KEYS: readonly string[] = ["$schema", "template", "variables"];
export const SPEC_KEYS: readonly string[] = Object.keys(ProjectSpec.shape);
