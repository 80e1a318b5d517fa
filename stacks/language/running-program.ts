import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import { withoutLoopbackProxy } from "../loopback-proxy.ts";

/** The SDK's runner ends with it when it has told the person what was wrong (pulumi/cmd/run/index.js). */
const EXIT_AFTER_MESSAGE = 32;

/** A program in a process of its own, started by the SDK that the program itself uses. */
export class RunningProgram {
  readonly finished: Promise<messages.RunResponse>;
  #child: ChildProcess | undefined;

  constructor(request: messages.RunRequest, engine: string) {
    this.finished = this.#run(request, engine);
  }

  stop(): void {
    this.#child?.kill();
  }

  async #run(request: messages.RunRequest, engine: string): Promise<messages.RunResponse> {
    const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
    const runner = findRunner(folder);
    if (!runner) {
      return new messages.RunResponse().setError(`@pulumi/pulumi is not installed in ${folder}: run npm install there`);
    }
    this.#child = spawn(process.execPath, [runner, ...runnerArguments(request, engine)], {
      cwd: request.getPwd() || folder,
      env: { ...process.env, ...configuration(request), ...withoutLoopbackProxy(process.env) },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code, signal] = (await once(this.#child, "exit")) as [number | null, string | null];
    const response = new messages.RunResponse();
    if (code === EXIT_AFTER_MESSAGE) return response.setBail(true);
    return code === 0 ? response : response.setError(`the program ended with ${signal ?? `exit code ${code}`}`);
  }
}

function findRunner(folder: string): string | undefined {
  try {
    return createRequire(join(folder, "program")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    return undefined;
  }
}

function runnerArguments(request: messages.RunRequest, engine: string): string[] {
  const info = request.getInfo();
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([flag, value]) => (value ? [`--${flag}`, value] : [])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() || request.getProgram() || ".",
    ...request.getArgsList(),
  ];
}

/** Configuration goes by the environment: other users of the machine can read the arguments of a process. */
function configuration(request: messages.RunRequest): Record<string, string> {
  const typescript = request.getInfo()?.getOptions()?.toJavaScript().typescript === true;
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: String(typescript),
  };
}
