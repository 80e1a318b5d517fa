import type { Operation } from "../http/operation.ts";

export const INVITATIONS: readonly Operation[] = [];
