import { z } from "zod";
import { PROBLEMS } from "../http/problems.ts";
import { DiagnosticView } from "../views/diagnostic.ts";

/** RFC 9457, with our diagnostics. */
export const ProblemDocument = z
  .strictObject({
    type: z.string().describe("Where the problem is explained."),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe("Names this one occurrence; the request id is in it."),
    code: z.enum(Object.keys(PROBLEMS) as [keyof typeof PROBLEMS, ...(keyof typeof PROBLEMS)[]]),
    diagnostics: z.array(DiagnosticView).optional(),
    changed: z.unknown().optional().describe("Of a stale write: what is there now, and what has changed since."),
  })
  .meta({ id: "Problem" });
