import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type OnToolProgress, secondsLeft } from "./progress.ts";
import { runCommand } from "./run-command.ts";
import type { Tool } from "./tools.ts";

export interface BuildOptions {
  readonly onProgress: OnToolProgress;
  readonly signal?: AbortSignal;
  readonly environment?: NodeJS.ProcessEnv;
}

/** From 1.21 on `go` fetches by itself the newer version that a `go.mod` asks for, as a module. */
const OLDEST_GO: readonly [major: number, minor: number] = [1, 21];
const BUILD_LIMIT_SECONDS = 3600;
/** Compiling is most of a build; the rest is linking, of which `go build` tells nothing. */
const COMPILING_SHARE = 0.9;

/** Builds a program from Go modules into the file `target`. */
export async function buildTool(tool: Tool, target: string, options: BuildOptions): Promise<void> {
  const { onProgress, signal, environment } = options;
  await requireGo(options);
  const started = Date.now();
  let compiled = 0;
  let fetched = 0;
  const tell = (line: string): void => {
    if (line.startsWith("go: downloading")) {
      fetched += 1;
      onProgress({ tool: tool.name, step: "fetching modules", detail: `${fetched} so far` });
      return;
    }
    if (line.startsWith("go: ") || line.includes(" ")) return;
    compiled += 1;
    const fraction = Math.min(compiled / tool.build.packages, 1) * COMPILING_SHARE;
    const elapsed = (Date.now() - started) / 1000;
    const estimateSeconds = secondsLeft(tool.build.seconds, elapsed, fraction);
    onProgress({ tool: tool.name, step: "building", fraction, estimateSeconds });
  };
  onProgress({ tool: tool.name, step: "building", fraction: 0, estimateSeconds: tool.build.seconds });
  const flags = ["-v", "-trimpath", "-buildvcs=false", "-ldflags", tool.build.linkerFlags, "-o", target];
  const { code, stderr } = await runCommand("go", ["build", ...flags, tool.build.package], {
    cwd: moduleFolder(tool),
    timeoutSeconds: BUILD_LIMIT_SECONDS,
    signal,
    environment,
    onErrorLine: tell,
  });
  if (code !== 0) throw new Error(`go build failed: ${lastTellingLines(stderr)}`);
}

/** Beside this file in a checkout; two folders up in the published package, where this file lies in `dist`. */
function moduleFolder(tool: Tool): string {
  const places = ["./go/", "../../toolchain/go/"].map((place) =>
    fileURLToPath(new URL(`${place}${tool.build.module}`, import.meta.url)),
  );
  const folder = places.find((place) => existsSync(place));
  if (!folder) throw new Error(`the go.mod of ${tool.name} is missing; looked at ${places.join(", ")}`);
  return folder;
}

async function requireGo(options: BuildOptions): Promise<void> {
  const version = await goVersion(options);
  if (!version) throw new Error("go is not installed");
  const [major, minor] = version;
  if (major < OLDEST_GO[0] || (major === OLDEST_GO[0] && minor < OLDEST_GO[1])) {
    throw new Error(`go ${major}.${minor} is too old; ${OLDEST_GO.join(".")} or newer is needed`);
  }
}

async function goVersion({ signal, environment }: BuildOptions): Promise<[major: number, minor: number] | undefined> {
  try {
    const { stdout } = await runCommand("go", ["version"], { timeoutSeconds: 20, signal, environment });
    const match = /go(\d+)\.(\d+)/.exec(stdout);
    return match ? [Number(match[1]), Number(match[2])] : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** With `-v` the names of compiled packages are among the errors; they hold no space. */
function lastTellingLines(stderr: string): string {
  const telling = stderr.split("\n").filter((line) => line.includes(" ") && !line.startsWith("go: downloading"));
  return telling.slice(-5).join("\n    ") || "no message";
}
