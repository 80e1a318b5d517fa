import { spawn, spawnSync } from "node:child_process";
import { PROGRAM, type Ran, type RunOptions, surroundings } from "./run-espalier.ts";

/** A real terminal is made by `script` of util-linux; where it is another one, or none, nobody can be asked. */
export function hasTerminals(): boolean {
  return spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;
}

/**
 * Runs the real binary at a terminal, and types answers to its questions: each when its question is there.
 *
 * @returns everything that stood on the screen, as `stdout`
 */
export function espalierAtTerminal(
  args: readonly string[],
  answers: readonly (readonly [question: RegExp, answer: string])[],
  options: RunOptions = {},
): Promise<Ran> {
  const command = [process.execPath, PROGRAM, ...args].map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(" ");
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    ...surroundings(options),
    stdio: ["pipe", "pipe", "inherit"],
  });
  options.started?.(child);
  let screen = "";
  let seen = 0;
  const waiting = [...answers];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    screen += text;
    const [next] = waiting;
    const found = next?.[0].exec(screen.slice(seen));
    if (!next || !found) return;
    seen += found.index + found[0].length;
    waiting.shift();
    child.stdin.write(`${next[1]}\r`);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, stdout: screen, stderr: "" }));
  });
}
