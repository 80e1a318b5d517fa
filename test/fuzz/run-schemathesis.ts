import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { configuration, type Extent } from "./configuration.ts";
import type { Subject } from "./subject.ts";

const HOOKS = fileURLToPath(new URL("./hooks.py", import.meta.url));

export interface SchemathesisRun {
  /** Test cases that were sent. */
  readonly cases: number;
  /** Checks that did not pass, each once for an operation and a reason. */
  readonly failures: number;
  /** What it tells, with a curl command for each failure. */
  readonly output: string;
}

/** Runs Schemathesis against a server, as the subject's caller. Rejects when it cannot do its work. */
export async function runSchemathesis(
  program: string,
  url: string,
  subject: Subject,
  extent: Extent,
): Promise<SchemathesisRun> {
  const folder = mkdtempSync(join(tmpdir(), "espalier-fuzz-"));
  try {
    const subjectFile = join(folder, "subject.json");
    const configFile = join(folder, "schemathesis.toml");
    writeFileSync(subjectFile, JSON.stringify(subject), { mode: 0o600 });
    writeFileSync(configFile, configuration(HOOKS, subject, extent));
    const child = spawn(program, ["--config-file", configFile, "run", `${url}/openapi.json`], {
      cwd: folder,
      env: {
        ...process.env,
        ESPALIER_FUZZ_SUBJECT: subjectFile,
        ESPALIER_FUZZ_SEED: String(extent.seed),
        PYTHONDONTWRITEBYTECODE: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    if (code !== 0 && code !== 1) throw new Error(`schemathesis ended with ${code}:\n${output.slice(-5000)}`);
    const cases = numberIn(output, /^ {2}(\d+) generated/m);
    if (cases === undefined) throw new Error(`schemathesis does not tell what it has sent:\n${output.slice(-5000)}`);
    // What failed without being a check, such as a connection that was refused, has no number but a code.
    return { cases, failures: numberIn(output, /generated.* found (\d+) unique failure/) ?? code, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
