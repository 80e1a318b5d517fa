import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import { usageError } from "./command-error.ts";
import { parseEnvironmentFile } from "./environment-file.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const FILE_LIMIT = 1024 * 1024;
const COUNT_LIMIT = 1000;
/** The bound Kubernetes sets to a whole Secret. */
const VALUE_LIMIT = 1024 * 1024;

/**
 * Values of variables, as text, from `--var-file` (JSON or `.env` style) and `--var`; the later wins, and `--var` wins over
 * files. Messages name variables and lines, never values: they may be secret.
 */
export function readVariables(
  cwd: string,
  given: { readonly var?: readonly string[]; readonly varFile?: readonly string[] },
): Record<string, string> {
  const values = new Map<string, string>();
  for (const file of given.varFile ?? []) for (const [name, value] of readFileOf(cwd, file)) values.set(name, value);
  for (const pair of given.var ?? []) {
    const [name, value] = parsePair(pair);
    values.set(name, value);
  }
  if (values.size > COUNT_LIMIT) throw usageError(`${values.size} variables are given, at most ${COUNT_LIMIT} can be`);
  return Object.fromEntries(values);
}

function parsePair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf("=");
  if (equals < 0) throw usageError("--var wants name=value, got no =", "write it as --var name=value");
  return checked(pair.slice(0, equals), pair.slice(equals + 1), "--var");
}

function checked(name: string, value: string, where: string): [name: string, value: string] {
  if (!NAME.test(name)) {
    throw usageError(
      `${where}: "${name.slice(0, 60)}" is no name of a variable`,
      "letters, digits and _, not starting with a digit, at most 64",
    );
  }
  if (value.length > VALUE_LIMIT) throw usageError(`${where}: the value of "${name}" is larger than 1 MiB`);
  if (value.includes("\u0000")) throw usageError(`${where}: the value of "${name}" holds a zero byte`);
  return [name, value];
}

function readFileOf(cwd: string, file: string): [string, string][] {
  const text = readBounded(resolve(cwd, file), file);
  const entries = text.trimStart().startsWith("{") ? parseJson(text, file) : parseEnvironmentFile(text, file);
  return entries.map(([name, value]) => checked(name, value, file));
}

/** Reads at most the limit, whatever the file claims to be: a device or a pipe has no size. */
function readBounded(path: string, shown: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw usageError(`--var-file ${shown}: ${why}`);
  }
  try {
    if (fstatSync(descriptor).isDirectory()) throw usageError(`--var-file ${shown}: it is a folder`);
    const buffer = Buffer.alloc(FILE_LIMIT + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    }
    if (length > FILE_LIMIT) throw usageError(`--var-file ${shown}: it is larger than 1 MiB`);
    return new TextDecoder("utf-8", { fatal: true }).decode(buffer.subarray(0, length));
  } catch (error) {
    if (error instanceof TypeError) throw usageError(`--var-file ${shown}: it is not UTF-8 text`);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function parseJson(text: string, file: string): [string, string][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the mistake, which may be a secret.
    throw usageError(`--var-file ${file}: it is not valid JSON`);
  }
  return Object.entries(value as Record<string, unknown>).map(([name, one]) => {
    if (typeof one === "string") return [name, one];
    if (typeof one === "number" || typeof one === "boolean") return [name, String(one)];
    throw usageError(
      `--var-file ${file}: "${name}" is ${one === null ? "null" : Array.isArray(one) ? "a list" : "an object"}`,
      "a variable is a text, a number or true or false",
    );
  });
}
