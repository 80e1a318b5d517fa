import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

/**
 * `npm run test:stalls -- FILES…`: the tests of the files, while one process after the other of them stands still for a
 * while, as all do on a busy machine. Finds tests, and code, that hope to be faster than something else. Needs `/proc`.
 */
const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    /** Milliseconds that a process stands still at most. */
    longest: { type: "string", default: "2800" },
  },
});
const longest = Number(values.longest);
const SHORTEST = 300;
/** Milliseconds between two stalls: about half of the time everything runs. */
const BETWEEN = [200, 3_200] as const;

if (files.length === 0 || !(longest > SHORTEST)) {
  process.stderr.write("usage: npm run test:stalls -- [--longest MILLISECONDS] FILES…\n");
  process.exitCode = 2;
} else {
  await runWithStalls();
}

async function runWithStalls(): Promise<void> {
  const tests = spawn(process.execPath, ["node_modules/mocha/bin/mocha.js", ...files], { stdio: "inherit" });
  const ended = new AbortController();
  tests.once("exit", (code) => {
    process.exitCode = code ?? 1;
    ended.abort();
  });
  // Who ends this leaves nothing behind that stands still.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => tests.kill(name));
  let stalls = 0;
  while (!ended.signal.aborted) {
    await sleep(randomInt(...BETWEEN));
    const all = withDescendants(Number(tests.pid));
    // Half of them stop the tests themselves, which then look late at everything.
    const target = randomInt(2) === 0 ? all[0] : all[randomInt(all.length)];
    // What a test has stopped by itself is left to it.
    if (ended.signal.aborted || target === undefined || isStopped(target) || !signal(target, "SIGSTOP")) continue;
    stalls += 1;
    await sleep(randomInt(SHORTEST, longest));
    signal(target, "SIGCONT");
  }
  process.stderr.write(`${stalls} stalls of up to ${longest} ms\n`);
}

/** False when the process is gone. */
function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** The process first. */
function withDescendants(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    const parent = /^\d+$/.test(entry) ? parentOf(entry) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found = [root];
  for (let index = 0; index < found.length; index++) found.push(...(children.get(found[index] ?? 0) ?? []));
  return found;
}

function parentOf(pid: string): number | undefined {
  const parent = fieldsOf(pid)[1];
  return parent === undefined ? undefined : Number(parent);
}

function isStopped(pid: number): boolean {
  return fieldsOf(String(pid))[0] === "T";
}

/** Those after the name, which may hold anything; none when the process is gone. Source: proc_pid_stat(5) */
function fieldsOf(pid: string): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
