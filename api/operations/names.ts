import { z } from "zod";
import { ProjectSpec } from "../../constructs/spec.ts";
import { VARIABLE_NAME } from "../../templates/definition.ts";

/** Words that stand in paths and bodies of several operations. */

export const projectName = ProjectSpec.shape.project.shape.name;
export const id = z.uuid().describe("An id.");
export const zoneName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and -")
  .describe("Name of a zone.");
export const variableName = z
  .string()
  .regex(VARIABLE_NAME, "up to 64 letters, digits and _, not starting with a digit");
/** Written by people, shown to people: no control characters but line breaks and tabs. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, "without control characters");
/** Meant for programs: anything that can be kept. PostgreSQL cannot keep the zero byte. */
export const anyText = (longest: number) =>
  z
    .string()
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
    .regex(/^[^\u0000]*$/, "without the zero byte");
export const line = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, "one line without control characters");
/** Read to the end by `identity/account-input.ts`, which says what is wrong with one. */
export const email = z.string().min(3).max(254).meta({ format: "email" });
export const time = z.iso.datetime().describe("ISO 8601, UTC.");

export const ProjectParams = z.strictObject({ project: projectName });
