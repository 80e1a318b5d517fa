import type { Operation } from "../http/operation.ts";

export const PLATFORM: readonly Operation[] = [];
