import type { z } from "zod";
import type { ProjectSpec } from "./spec.ts";

/** What a person may write where a `ProjectSpec` is expected. */
export type ProjectSpecInput = z.input<typeof ProjectSpec>;
