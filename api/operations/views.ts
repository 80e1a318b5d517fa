import type { Operation } from "../http/operation.ts";

export const VIEWS: readonly Operation[] = [];
