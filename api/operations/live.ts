import type { Operation } from "../http/operation.ts";

export const LIVE: readonly Operation[] = [];
