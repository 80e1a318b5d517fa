import { formatToolProgress, type ToolProgress } from "../../toolchain/progress.ts";

/** What is being done to bring a local zone up. */
export type LocalZoneProgress =
  | { readonly type: "tool"; readonly zone: string; readonly tool: ToolProgress }
  | { readonly type: "zone"; readonly zone: string; readonly step: LocalZoneStep };

export type LocalZoneStep =
  | "stopping what is left"
  | "starting"
  | "waiting for the API server"
  | "setting up"
  | "ready";

export type OnLocalZoneProgress = (progress: LocalZoneProgress) => void;

/** One line for a terminal, without colour. */
export function formatLocalZoneProgress(progress: LocalZoneProgress): string {
  return progress.type === "tool" ? formatToolProgress(progress.tool) : `zone ${progress.zone}: ${progress.step}`;
}
