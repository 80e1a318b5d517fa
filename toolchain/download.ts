import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { OnToolProgress } from "./progress.ts";
import { secondsLeft } from "./progress.ts";
import { runCommand } from "./run-command.ts";
import type { Checksum, Download, Tool } from "./tools.ts";

export interface DownloadOptions {
  readonly onProgress: OnToolProgress;
  readonly signal?: AbortSignal;
  /** Replaced in tests by one that knows a server of the test. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Until the first byte of an answer: where a network is closed, this is all the time it costs. */
const ANSWER_SECONDS = 5;
const IDLE_SECONDS = 30;
const MAX_CHECKSUM_BYTES = 1 << 20;
const MAX_PROGRAM_BYTES = 1 << 30;
/** Used only for the first estimate. */
const EXPECTED_MEGABYTES_PER_SECOND = 8;

/** Fetches a program from its publisher to `target`; rejects when its SHA-256 is not the one the publisher states. */
export async function downloadTool(
  tool: Tool,
  download: Download,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  const expected = await fetchChecksum(download, options);
  const file = join(dirname(target), `${basename(target)}.download`);
  await mkdir(dirname(target), { recursive: true });
  const got = await fetchToFile(tool, download, file, options);
  if (got !== expected) {
    throw new Error(`the SHA-256 of ${download.url} is ${got}, but ${download.checksum.url} says ${expected}`);
  }
  if (download.archiveMember) await extract(file, download.archiveMember, target, options);
  else await rename(file, target);
  await chmod(target, 0o755);
}

async function fetchChecksum({ url, checksum }: Download, options: DownloadOptions): Promise<string> {
  const response = await request(checksum.url, options);
  const text = await boundedText(response, checksum.url);
  const sum = checksumIn(text, checksum, basename(new URL(url).pathname));
  if (!sum) throw new Error(`${checksum.url} states no SHA-256 for ${basename(url)}`);
  return sum;
}

/** Exported for tests: the checksum of a file in what its publisher states; undefined when it is not there. */
export function checksumIn(text: string, checksum: Pick<Checksum, "kind">, fileName: string): string | undefined {
  if (checksum.kind === "github-release") return digestOfAsset(text, fileName);
  const lines = text.split("\n").map((line) => line.trim().split(/\s+\*?/));
  const line = checksum.kind === "file" ? lines[0] : lines.find((words) => words[1] === fileName);
  return line?.[0] && /^[0-9a-f]{64}$/.test(line[0]) ? line[0] : undefined;
}

function digestOfAsset(text: string, fileName: string): string | undefined {
  const release = JSON.parse(text) as { assets?: { name?: unknown; digest?: unknown }[] };
  const digest = release.assets?.find?.((asset) => asset.name === fileName)?.digest;
  return typeof digest === "string" ? /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1] : undefined;
}

async function request(url: string, { fetch = globalThis.fetch, signal }: DownloadOptions): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Error(`${new URL(url).host} did not answer within ${ANSWER_SECONDS} s`)),
    ANSWER_SECONDS * 1000,
  );
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal });
    if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`);
    return response;
  } catch (error) {
    throw readableNetworkError(error, url);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch failed` says nothing; the cause does: no such host, refused, certificate. */
function readableNetworkError(error: unknown, url: string): unknown {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  if (!cause?.code) return error;
  return new Error(`${new URL(url).host} cannot be reached (${cause.code})`, { cause: error });
}

async function boundedText(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_CHECKSUM_BYTES) throw new Error(`${url} is longer than ${MAX_CHECKSUM_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Resolves to the SHA-256 of what came. */
async function fetchToFile(tool: Tool, download: Download, file: string, options: DownloadOptions): Promise<string> {
  const response = await request(download.url, options);
  const total = Number(response.headers.get("content-length")) || download.megabytes * 1e6;
  const hash = createHash("sha256");
  const started = Date.now();
  let bytes = 0;
  const idle = new AbortController();
  const stalled = () => idle.abort(new Error(`nothing came from ${download.url} for ${IDLE_SECONDS} s`));
  const timer = setTimeout(stalled, IDLE_SECONDS * 1000);
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      timer.refresh();
      bytes += chunk.length;
      hash.update(chunk);
      const fraction = Math.min(bytes / total, 1);
      const expected = total / 1e6 / EXPECTED_MEGABYTES_PER_SECOND;
      const estimateSeconds = secondsLeft(expected, (Date.now() - started) / 1000, fraction);
      options.onProgress({ tool: tool.name, step: "downloading", fraction, estimateSeconds });
      done(bytes > MAX_PROGRAM_BYTES ? new Error(`${download.url} is larger than 1 GiB`) : null, chunk);
    },
  });
  try {
    const signal = options.signal ? AbortSignal.any([options.signal, idle.signal]) : idle.signal;
    await pipeline(response.body ?? [], meter, createWriteStream(file), { signal });
  } finally {
    clearTimeout(timer);
  }
  return hash.digest("hex");
}

/** Takes one member out of a gzipped tar archive with the system's `tar`. */
async function extract(archive: string, member: string, target: string, options: DownloadOptions): Promise<void> {
  const folder = `${target}.unpacked`;
  await mkdir(folder, { recursive: true });
  const { code, stderr } = await runCommand("tar", ["-xzf", archive, "-C", folder, member], {
    timeoutSeconds: 120,
    signal: options.signal,
  });
  if (code !== 0) throw new Error(`tar could not take ${member} out of the archive: ${stderr.trim()}`);
  await rename(join(folder, member), target);
  await rm(folder, { recursive: true });
  await rm(archive);
}
