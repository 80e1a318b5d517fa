import type { Operation } from "../http/operation.ts";

export const ROLES: readonly Operation[] = [];
