import type { Operation } from "../http/operation.ts";

export const DEFINITION: readonly Operation[] = [];
