import type { Operation } from "../http/operation.ts";

export const PROJECTS: readonly Operation[] = [];
