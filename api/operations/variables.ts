import type { Operation } from "../http/operation.ts";

export const VARIABLES: readonly Operation[] = [];
