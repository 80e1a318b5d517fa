import { lookUp } from "../../../constructs/look-up.ts";

/** What a Dockerfile says that only sets how an image is run, as keys of compose. */
export interface RunOnly {
  readonly image: string;
  readonly [key: string]: unknown;
}

/** What lines of a Dockerfile come to; `builds` tells the first instruction that needs an image to be built. */
export type Dockerfile = { readonly keys: RunOnly } | { readonly builds: string };

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** Instructions that say nothing about how the image is run here. */
const SILENT = new Set(["LABEL", "MAINTAINER", "VOLUME", "STOPSIGNAL"]);

/**
 * Reads `dockerfileLines` (docs.docker.com, Dockerfile reference). `FROM` with nothing but settings is the image with these
 * settings; whatever changes what is in the image must be built.
 */
export function readDockerfile(lines: readonly string[]): Dockerfile {
  const instructions = instructionsOf(lines);
  const [first, ...rest] = instructions;
  const image = first?.name === "FROM" ? fromImage(first.text) : undefined;
  if (image === undefined) return { builds: first ? `${first.name} ${first.text}`.slice(0, 100) : "nothing" };
  const settings: Record<string, unknown> = {};
  for (const instruction of rest) {
    if (!apply(instruction, settings)) return { builds: instruction.name };
  }
  return { keys: { image, ...withoutReset(settings) } };
}

function apply({ name, text }: Instruction, settings: Record<string, unknown>): boolean {
  switch (name) {
    case "CMD":
      settings.command = words(text);
      return true;
    case "ENTRYPOINT":
      settings.entrypoint = words(text);
      delete settings.command;
      return true;
    case "ENV":
      settings.environment = { ...(settings.environment as object | undefined), ...assignments(text) };
      return true;
    case "EXPOSE":
      settings.expose = [...((settings.expose as string[] | undefined) ?? []), ...text.split(/\s+/)];
      return true;
    case "WORKDIR":
      settings.working_dir = text;
      return true;
    case "USER":
      settings.user = text;
      return true;
    case "HEALTHCHECK":
      settings.healthcheck = healthcheck(text);
      return true;
    default:
      return SILENT.has(name);
  }
}

/** `ENTRYPOINT []` takes the image's away, so that what follows is the whole command. */
function withoutReset(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { entrypoint, command, ...others } = settings;
  if (!Array.isArray(entrypoint) || entrypoint.length > 0) return settings;
  return { ...others, ...(Array.isArray(command) && { entrypoint: command }) };
}

function instructionsOf(lines: readonly string[]): Instruction[] {
  const found: Instruction[] = [];
  let open = "";
  for (const line of lines.flatMap((one) => one.split(/\r?\n/))) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    const text = open + line.trim();
    if (text.endsWith("\\")) open = `${text.slice(0, -1)} `;
    else {
      open = "";
      const [, name = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
      found.push({ name: name.toUpperCase(), text: rest.trim() });
    }
  }
  return open ? [...found, { name: "\\", text: open }] : found;
}

function fromImage(text: string): string | undefined {
  const [, image] = /^(?:--platform=\S+\s+)?(\S+)(?:\s+as\s+\S+)?$/i.exec(text) ?? [];
  return image === "scratch" ? undefined : image;
}

/** The exec form, `["a", "b"]`, or a line for a shell. */
function words(text: string): string[] {
  if (text.startsWith("[")) {
    try {
      const list: unknown = JSON.parse(text);
      if (Array.isArray(list) && list.every((one) => typeof one === "string")) return list;
    } catch {
      // Docker too takes what is no JSON for a line of a shell.
    }
  }
  return ["/bin/sh", "-c", text];
}

/** `A=1 B="two words"`, or the old form `A one value`. */
function assignments(text: string): Record<string, string> {
  if (!/^[^\s=]+=/.test(text)) {
    const [, key = "", value = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
    return { [key]: value };
  }
  return Object.fromEntries(
    [...text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g)].map(([, key = "", value = ""]) => [
      key,
      /^["']/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value.replace(/\\(.)/g, "$1"),
    ]),
  );
}

const CHECK_OPTIONS: Readonly<Record<string, string>> = {
  interval: "interval",
  timeout: "timeout",
  retries: "retries",
  "start-period": "start_period",
};

function healthcheck(text: string): Readonly<Record<string, unknown>> {
  if (/^NONE$/i.test(text)) return { disable: true };
  const [, options = "", command = ""] = /^((?:--[a-z-]+=\S+\s+)*)CMD\s+(.*)$/is.exec(text) ?? [];
  const set = [...options.matchAll(/--([a-z-]+)=(\S+)/g)].flatMap(([, key = "", value = ""]) => {
    const option = lookUp(CHECK_OPTIONS, key);
    return option ? [[option, value]] : [];
  });
  const exec = words(command);
  const test = exec[0] === "/bin/sh" && exec[1] === "-c" ? ["CMD-SHELL", exec[2]] : ["CMD", ...exec];
  return { ...Object.fromEntries(set), test };
}
