/** Builds the dashboard, unless it was built from these very sources. */
export function buildWeb(root: string, node: string): Promise<void>;
