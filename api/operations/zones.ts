import type { Operation } from "../http/operation.ts";

export const ZONES: readonly Operation[] = [];
