import { shellWords } from "./shell-words.ts";

/** A check over the network that a command stands for: a GET, or just a connection. */
export interface NetworkCheck {
  readonly http?: string;
  readonly tcp?: true;
  readonly tls?: true;
  readonly headers?: Readonly<Record<string, string>>;
  readonly port: number;
}

const LOCAL_URL =
  /^(?:(https?):\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::([0-9]{1,5}))?(\/[^\s"'`|;&<>]*)?$/i;

/** How a program is told what to ask. */
interface Program {
  /** Options that change nothing about what is asked. */
  readonly flags: RegExp;
  /** The same, followed by a value. */
  readonly valued: RegExp;
  /** Whether it fails when the answer is an error. */
  readonly needsSuccess: (flags: readonly string[]) => boolean;
}

const CURL: Program = {
  flags:
    /^(-[fsSLkIiv]+|--fail|--silent|--show-error|--location|--insecure|--head|--include|--fail-with-body|--retry-connrefused|--(max-time|connect-timeout|retry)=.*)$/,
  valued: /^(-o|-m|-X|--output|--max-time|--connect-timeout|--retry|--retry-delay|--retry-max-time|--request)$/,
  needsSuccess: (flags) => flags.some((flag) => /^-[A-Za-z]*f/.test(flag) || flag.startsWith("--fail")),
};

const WGET: Program = {
  flags:
    /^(-[qSnv]+|-qO-|-O-|-q0-|--spider|--quiet|--no-verbose|--no-check-certificate|--server-response|-qO\/dev\/null|--(timeout|tries|output-document)=.*)$/,
  valued: /^(-O|-T|-t|--output-document|--timeout|--tries|-o)$/,
  needsSuccess: () => true,
};

/**
 * The request that a command such as `curl -f http://localhost:8080/health || exit 1` makes; undefined when it does more
 * than that, or asks in a way that a check cannot.
 */
export function httpCheck(asked: string | readonly string[]): NetworkCheck | undefined {
  const words = typeof asked === "string" ? simpleWords(asked) : asked;
  const [program = "", ...rest] = words ?? [];
  const name = program.split("/").at(-1);
  if (name === "curl") return request(rest, CURL);
  if (name === "wget") return request(rest, WGET);
  if (name === "nc") return connection(rest);
  return undefined;
}

/** Words of a command line without pipes and the like; `|| exit 1` at its end changes nothing. */
function simpleWords(text: string): readonly string[] | undefined {
  const command = text
    .trim()
    .replace(/\s*(\|\|\s*(exit\s+1|false|kill\s+1)|>\s*\/dev\/null(\s+2>&1)?)\s*$/g, "")
    .replace(/\s*>\s*\/dev\/null(\s+2>&1)?\s*$/, "");
  return /[|;&<>`()\n]/.test(command) ? undefined : shellWords(command);
}

function request(words: readonly string[], program: Program): NetworkCheck | undefined {
  const flags: string[] = [];
  const headers: [string, string][] = [];
  const urls: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const next = words[at + 1] ?? "";
    const header = headerOf(word, next);
    if (header) headers.push(header);
    else if (program.flags.test(word)) flags.push(word);
    else if (!word.startsWith("-")) urls.push(word);
    else if (!program.valued.test(word) || asksOtherwise(word, next)) return undefined;
    if (program.valued.test(word) || word === "-H" || word === "--header") at += 1;
  }
  const url = urls.length === 1 ? LOCAL_URL.exec(urls[0] as string) : null;
  return url ? networkCheck(url, program.needsSuccess(flags), Object.fromEntries(headers)) : undefined;
}

function headerOf(word: string, next: string): [string, string] | undefined {
  const text = word === "-H" || word === "--header" ? next : /^--header=(.*)$/.exec(word)?.[1];
  const [, name, value] = /^([A-Za-z0-9-]+):\s*([^$]*)$/.exec(text ?? "") ?? [];
  return name === undefined || value === undefined ? undefined : [name, value];
}

function asksOtherwise(word: string, method: string): boolean {
  return /^(-X|--request)$/.test(word) && !/^(GET|HEAD)$/i.test(method);
}

function networkCheck(url: RegExpExecArray, needsSuccess: boolean, headers: Readonly<Record<string, string>>) {
  const [, scheme = "http", given, path = "/"] = url;
  const tls = scheme.toLowerCase() === "https";
  const port = given === undefined ? (tls ? 443 : 80) : Number(given);
  if (port < 1 || port > 65535) return undefined;
  // Blanks and shell variables are known inside the container only.
  if (path.includes("$")) return undefined;
  if (!needsSuccess) return { tcp: true as const, port };
  const sent = Object.keys(headers).length > 0 && { headers };
  return { http: path, ...(tls && { tls: true as const }), ...sent, port };
}

/** `nc -z localhost 5432` */
function connection(words: readonly string[]): NetworkCheck | undefined {
  const [host, port, ...more] = words.filter((word) => !/^-[zvw]+[0-9]*$/.test(word));
  if (more.length > 0 || !/^(localhost|127\.0\.0\.1)$/.test(host ?? "") || !/^[0-9]{1,5}$/.test(port ?? ""))
    return undefined;
  return { tcp: true, port: Number(port) };
}
