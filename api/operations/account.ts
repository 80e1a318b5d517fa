import type { Operation } from "../http/operation.ts";

export const ACCOUNT: readonly Operation[] = [];
