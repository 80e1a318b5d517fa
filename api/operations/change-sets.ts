import type { Operation } from "../http/operation.ts";

export const CHANGE_SETS: readonly Operation[] = [];
