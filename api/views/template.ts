import { z } from "zod";
import type { FormField } from "../../templates/template-form.ts";
import { DiagnosticView } from "./diagnostic.ts";
import { DiagramView } from "./diagram.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const FormFieldView = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    description: z.string().optional(),
    type: z.enum(["string", "number", "boolean"]),
    default: scalar.optional().describe("Never of a secret."),
    example: scalar.optional().describe("A value as it might look; never used by itself."),
    pattern: z.string().optional().describe("Regular expression that the whole value must match."),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    choices: z.array(scalar).optional(),
    required: z.boolean().describe("Nothing stands in for a value that is left out."),
    secret: z.boolean(),
  })
  .meta({ id: "FormField" });

const facts = {
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  version: z.string().optional(),
  icon: z.string().optional().describe("An emoji. Absent: ask for its icon, or there is none"),
  hasIcon: z.boolean().describe("Whether its icon is a drawing: `GET /templates/{template}/icon`."),
  runsProgram: z
    .boolean()
    .describe("It is a program in TypeScript, which the platform does not run: start it on your own machine."),
};

export const TemplateView = z.strictObject(facts).meta({ id: "Template" });

export const TemplateDetail = z
  .strictObject({
    ...facts,
    links: z.record(z.string(), z.string()).describe("Addresses to read more at, by title."),
    notes: z.string().optional().describe("What to do after the first deploy."),
    format: z.enum(["json", "jsonnet", "typescript"]),
    text: z.string().describe("Its definition."),
    form: z.array(FormFieldView).describe("What to ask for, in order. Empty for a program."),
    instead: z.string().optional().describe("What to do with a program."),
  })
  .meta({ id: "TemplateDetail" });

export const TemplatePreviewView = z
  .strictObject({
    diagnostics: z.array(DiagnosticView),
    diagram: DiagramView.nullable().describe("What it would make; null when a value is wrong."),
    svg: z.string().nullable().describe("The same as an SVG, when a theme was given."),
  })
  .meta({ id: "TemplatePreview" });

export function viewFormField(field: FormField): z.output<typeof FormFieldView> {
  const { name, label, description, type, example, pattern, minimum, maximum, choices, required, secret } = field;
  return {
    name,
    label,
    ...(description !== undefined && { description }),
    type,
    ...(field.default !== undefined && !secret && { default: field.default }),
    ...(example !== undefined && { example }),
    ...(pattern !== undefined && { pattern }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(choices && { choices: [...choices] }),
    required,
    secret,
  };
}
