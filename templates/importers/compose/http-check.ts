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

/** Options that change nothing about what is asked; with a value, the ones of the second list. */
const CURL_FLAGS =
  /^(-[fsSLkIiv]+|--fail|--silent|--show-error|--location|--insecure|--head|--include|--fail-with-body|--retry-connrefused)$/;
const CURL_VALUES =
  /^(-o|-m|-X|--output|--max-time|--connect-timeout|--retry|--retry-delay|--retry-max-time|--request)$/;
const WGET_FLAGS =
  /^(-[qSnv]+|-qO-|-O-|-q0-|--spider|--quiet|--no-verbose|--no-check-certificate|--server-response|-qO\/dev\/null)$/;
const WGET_VALUES = /^(-O|-T|-t|--output-document|--timeout|--tries|-o)$/;

/**
 * The request that a command such as `curl -f http://localhost:8080/health || exit 1` makes; undefined when it does more
 * than that, or asks in a way that a check cannot.
 */
export function httpCheck(asked: string | readonly string[]): NetworkCheck | undefined {
  const words = typeof asked === "string" ? simpleWords(asked) : asked;
  const [program = "", ...rest] = words ?? [];
  const name = program.split("/").at(-1);
  if (name === "curl") return request(rest, CURL_FLAGS, CURL_VALUES, (flags) => flags.some(isCurlFail));
  if (name === "wget") return request(rest, WGET_FLAGS, WGET_VALUES, () => true);
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

function isCurlFail(flag: string): boolean {
  return /^-[A-Za-z]*f/.test(flag) || flag.startsWith("--fail");
}

function request(
  words: readonly string[],
  plain: RegExp,
  valued: RegExp,
  needsSuccess: (flags: readonly string[]) => boolean,
): NetworkCheck | undefined {
  const flags: string[] = [];
  const headers: Record<string, string> = {};
  let url: RegExpExecArray | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (valued.test(word)) {
      if (/^(-X|--request)$/.test(word) && !/^(GET|HEAD)$/i.test(words[at + 1] ?? "")) return undefined;
      at += 1;
    } else if (/^(--max-time|--timeout|--tries|--connect-timeout|--retry|--output-document)=/.test(word)) continue;
    else if (plain.test(word)) flags.push(word);
    else if (/^(-H|--header)$/.test(word) || word.startsWith("--header=")) {
      const header = word.startsWith("--header=") ? word.slice("--header=".length) : (words[(at += 1)] ?? "");
      const found = /^([A-Za-z0-9-]+):\s*([^$]*)$/.exec(header);
      if (!found) return undefined;
      headers[found[1] as string] = found[2] as string;
    } else if (url === null && !word.startsWith("-")) {
      url = LOCAL_URL.exec(word);
      if (!url) return undefined;
    } else return undefined;
  }
  return url ? networkCheck(url, needsSuccess(flags), headers) : undefined;
}

function networkCheck(url: RegExpExecArray, needsSuccess: boolean, headers: Readonly<Record<string, string>>) {
  const [, scheme = "http", given, path = "/"] = url;
  const tls = scheme.toLowerCase() === "https";
  const port = given === undefined ? (tls ? 443 : 80) : Number(given);
  if (port < 1 || port > 65535) return undefined;
  // Blanks and shell variables are known inside the container only.
  if (path.includes("$")) return undefined;
  if (!needsSuccess) return { tcp: true as const, port };
  const given_ = Object.keys(headers).length > 0 ? { headers } : {};
  return { http: path, ...(tls && { tls: true as const }), ...given_, port };
}

/** `nc -z localhost 5432` */
function connection(words: readonly string[]): NetworkCheck | undefined {
  const [host, port, ...more] = words.filter((word) => !/^-[zvw]+[0-9]*$/.test(word));
  if (more.length > 0 || !/^(localhost|127\.0\.0\.1)$/.test(host ?? "") || !/^[0-9]{1,5}$/.test(port ?? ""))
    return undefined;
  return { tcp: true, port: Number(port) };
}
