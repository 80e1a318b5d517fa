import type { Operation } from "../http/operation.ts";

export const CLAIMS: readonly Operation[] = [];
