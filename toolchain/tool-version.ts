import { runCommand } from "./run-command.ts";
import type { Tool } from "./tools.ts";

/** The version a program reports, e.g. `1.36.3`; rejects when it cannot be run or reports none. */
export async function versionOf(program: string, tool: Tool, signal?: AbortSignal): Promise<string> {
  const { code, stdout, stderr } = await runCommand(program, tool.versionArguments, {
    timeoutSeconds: 30,
    signal,
    environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0];
  if (code === 0 && version) return version;
  const why = stderr.trim().split("\n").at(-1) || `exit code ${code}`;
  throw new Error(`${[tool.name, ...tool.versionArguments].join(" ")} reported no version: ${why}`);
}

/** A version fits when major and minor are the pinned ones, and the patch is not older. */
export function versionFits(found: string, pinned: string): boolean {
  const [major, minor, patch] = found.split(".").map(Number);
  const [pinnedMajor, pinnedMinor, pinnedPatch] = pinned.split(".").map(Number);
  return major === pinnedMajor && minor === pinnedMinor && patch! >= pinnedPatch!;
}
