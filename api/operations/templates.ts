import type { Operation } from "../http/operation.ts";

export const TEMPLATES: readonly Operation[] = [];
