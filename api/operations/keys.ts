import type { Operation } from "../http/operation.ts";

export const KEYS: readonly Operation[] = [];
