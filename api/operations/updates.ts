import type { Operation } from "../http/operation.ts";

export const UPDATES: readonly Operation[] = [];
