import type { Operation } from "../http/operation.ts";

export const MEMBERS: readonly Operation[] = [];
