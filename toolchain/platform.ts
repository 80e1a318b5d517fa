/** Kind of machine that a program is made for, as `<system>-<processor>`: `linux-x64`, `darwin-arm64`. */
export interface Platform {
  /** As Node names them: `linux`, `darwin`. */
  readonly system: string;
  /** As Node names them: `x64`, `arm64`. */
  readonly processor: string;
}

export const THIS_PLATFORM: Platform = { system: process.platform, processor: process.arch };

export function platformName(platform: Platform): string {
  return `${platform.system}-${platform.processor}`;
}

/** The processor as Go and the Kubernetes project name it: `amd64`, `arm64`. */
export function goProcessor(platform: Platform): string {
  return platform.processor === "x64" ? "amd64" : platform.processor;
}
