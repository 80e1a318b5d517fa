import type { Operation } from "../http/operation.ts";

export const AUDIT: readonly Operation[] = [];
