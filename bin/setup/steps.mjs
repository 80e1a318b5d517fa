import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Set-up cannot go on; the message says why and what to do, and is all that a person needs to see. */
export class SetupError extends Error {}

const durations = [];
const KEEP_CHARACTERS = 20_000;
/** Of a long output the first lines are shown, where npm says what is wrong, and the last, where compilers do. */
const SHOWN_LINES = 15;

/**
 * Runs one step with a line that shows its seconds, and what it is expected to take.
 *
 * @param {string} name
 * @param {(tell: (detail: string) => void) => Promise<T>} work
 * @param {{ expectedSeconds?: number, quiet?: boolean }} options `quiet` leaves the screen to the step itself.
 * @returns {Promise<T>}
 * @template T
 */
export async function step(name, work, { expectedSeconds, quiet = false } = {}) {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const display = quiet ? quietDisplay(name) : liveDisplay(name, seconds, expectedSeconds);
  try {
    const result = await work(display.tell);
    display.end(`done in ${seconds().toFixed(1)} s`);
    return result;
  } catch (error) {
    display.end("failed");
    throw error;
  } finally {
    durations.push({ name, seconds: seconds() });
  }
}

function quietDisplay(name) {
  process.stderr.write(`${name}\n`);
  return { tell: () => {}, end: () => {} };
}

function liveDisplay(name, seconds, expectedSeconds) {
  const expected = expectedSeconds ? ` of about ${expectedSeconds} s` : "";
  if (!process.stderr.isTTY) {
    process.stderr.write(`${name} …${expectedSeconds ? ` (about ${expectedSeconds} s)` : ""}\n`);
    return { tell: () => {}, end: (outcome) => process.stderr.write(`${name}: ${outcome}\n`) };
  }
  let detail = "";
  const draw = () => {
    const line = `${name} … ${seconds().toFixed(0)} s${expected} ${detail}`;
    process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
  };
  draw();
  const timer = setInterval(draw, 250);
  return {
    tell: (text) => {
      detail = text;
    },
    end: (outcome) => {
      clearInterval(timer);
      process.stderr.write(`\r\x1b[2K${name}: ${outcome}\n`);
    },
  };
}

export function printDurations() {
  if (durations.length === 0) return;
  const width = Math.max(...durations.map(({ name }) => name.length));
  const rows = durations.map(({ name, seconds }) => `  ${name.padEnd(width)} ${seconds.toFixed(1).padStart(7)} s`);
  const total = durations.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = [...rows, `  ${"together".padEnd(width)} ${total.toFixed(1).padStart(7)} s`];
  process.stderr.write(`\n${lines.join("\n")}\n\n`);
}

/**
 * Runs a program and keeps its output for the case that it fails.
 *
 * @returns {Promise<string>} its standard output
 */
export async function run(program, args, { cwd, tell = () => {}, environment } = {}) {
  const child = spawn(program, args, { cwd, env: environment ?? process.env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let everything = "";
  const keep = (text) => {
    everything = (everything + text).slice(-KEEP_CHARACTERS);
    tell(text.trim().split("\n").at(-1) ?? "");
  };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout = (stdout + text).slice(-KEEP_CHARACTERS);
    keep(text);
  });
  child.stderr.setEncoding("utf8").on("data", keep);
  const code = await exitCode(child, program);
  if (code === 0) return stdout;
  const shown = firstAndLast(everything.trim().split("\n"));
  throw new SetupError(`${[program, ...args].join(" ")} failed (exit code ${code})${shown && `:\n${shown}`}`);
}

function firstAndLast(lines) {
  if (lines.length <= 2 * SHOWN_LINES) return lines.join("\n");
  return [...lines.slice(0, SHOWN_LINES), "…", ...lines.slice(-SHOWN_LINES)].join("\n");
}

/**
 * Runs a program that has the terminal to itself; resolves to its exit code.
 *
 * @param {{ cwd?: string, environment?: NodeJS.ProcessEnv, passSignals?: string[], output?: number }} options
 * `passSignals`: what reaches this process alone is passed on to the program · `output`: an open file that it writes to
 * instead of the terminal
 */
export function runInherited(program, args, { cwd, environment, passSignals = [], output } = {}) {
  const stdio = output === undefined ? "inherit" : ["ignore", output, output];
  const child = spawn(program, args, { cwd, env: environment ?? process.env, stdio });
  for (const signal of passSignals) process.on(signal, () => child.kill(signal));
  return exitCode(child, program);
}

function exitCode(child, program) {
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new SetupError(`${program} cannot be started: ${error.message}`)));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
