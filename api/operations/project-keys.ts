import type { Operation } from "../http/operation.ts";

export const PROJECT_KEYS: readonly Operation[] = [];
