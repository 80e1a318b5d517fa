import { z } from "zod";

/** A finding, as `constructs/diagnostic.ts` makes it. */
export const DiagnosticView = z
  .strictObject({
    severity: z.enum(["error", "warning", "note"]),
    code: z.string(),
    message: z.string(),
    path: z
      .array(z.union([z.string(), z.int()]))
      .optional()
      .describe("Steps from the root to the value it is about."),
    position: z.strictObject({ file: z.string(), line: z.int(), column: z.int() }).optional(),
    got: z.string().optional(),
    allowed: z.string().optional(),
    fix: z.string().optional(),
  })
  .meta({ id: "Diagnostic" });
