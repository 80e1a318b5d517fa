import type { Operation } from "../http/operation.ts";

export const REVISIONS: readonly Operation[] = [];
