import { basename, dirname, extname } from "node:path";
import type { DefinitionValue, ImportInput, LossRow } from "../importer.ts";
import { linksIn } from "../links.ts";
import { carried, translated, unsupported } from "../loss-row.ts";

/** Comments at the top of a template, as Coolify reads them: `# port: 3000`. */
export interface Header {
  readonly entries: ReadonlyMap<string, string>;
  /** Line of each, counted from 1. */
  readonly lines: ReadonlyMap<string, number>;
  /** Port of the main address. */
  readonly port?: number;
  /** What else the comments say to whoever deploys it, and the line where that begins. */
  readonly prose?: { readonly text: string; readonly line: number };
}

/** Keys that Coolify itself reads (coollabsio/coolify, the command that makes its list of templates). */
const KEYS: ReadonlySet<string> = new Set([
  "documentation",
  "slogan",
  "category",
  "tags",
  "logo",
  "port",
  "env_file",
  "envs",
  "ignore",
  "minversion",
  "amd_only",
]);
const LONGEST_HEADER = 100;
const LONGEST_NOTES = 5000;
const RULER = /^\s*[-=*#_~]{3,}\s*$/;

interface Comment {
  readonly text: string;
  readonly line: number;
}

export function readHeader(text: string): Header {
  const entries = new Map<string, string>();
  const lines = new Map<string, number>();
  const prose: Comment[] = [];
  let isAbove = true;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split("\n", LONGEST_HEADER)
    .entries()) {
    if (line.trim() === "" || line.startsWith("---")) {
      // What stands apart from the header is about what follows it.
      isAbove = entries.size === 0;
      continue;
    }
    if (!line.startsWith("#")) break;
    const [, key = "", value = ""] = /^#+\s*([A-Za-z][A-Za-z_-]*)\s*:\s*(.*?)\s*$/.exec(line.slice(0, 5000)) ?? [];
    const known = key.toLowerCase().replaceAll("-", "_");
    const text = value.replace(/^"(.*)"$/, "$1");
    if (!KEYS.has(known) && isAbove) prose.push({ text: line.replace(/^#+ ?/, "").trimEnd(), line: index + 1 });
    if (!KEYS.has(known) || text === "" || entries.has(known)) continue;
    entries.set(known, text);
    lines.set(known, index + 1);
  }
  const port = Number(/^[0-9]{1,5}/.exec(entries.get("port") ?? "")?.[0]);
  const told = proseOf(prose);
  return { entries, lines, ...(port >= 1 && port <= 65535 && { port }), ...(told && { prose: told }) };
}

/** Without rulers, and without empty lines around it. */
function proseOf(comments: readonly Comment[]): Header["prose"] {
  const kept = comments.filter(({ text }) => !RULER.test(text));
  const first = kept.find(({ text }) => text !== "");
  const text = kept
    .map((comment) => comment.text)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return first && { text: text.slice(0, LONGEST_NOTES), line: first.line };
}

/** Whether a text begins as templates of Coolify do. */
export function hasHeader(text: string): boolean {
  const { entries } = readHeader(text);
  return entries.has("slogan") || (entries.has("documentation") && (entries.has("logo") || entries.has("tags")));
}

/** What a gallery tells, and a row for each comment. */
export function headerInfo(
  { entries, lines, prose }: Header,
  input: ImportInput,
): { readonly template: NonNullable<DefinitionValue["template"]>; readonly rows: readonly LossRow[] } {
  if (entries.size === 0) return { template: {}, rows: [] };
  const description = entries.get("slogan")?.slice(0, 2000);
  const links = linksIn([entries.get("documentation") ?? ""]);
  const tags = tagsOf([entries.get("category"), entries.get("tags")]);
  const at = (line: number, told: LossRow) => ({ ...told, position: { file: input.file, line, column: 1 } });
  return {
    template: {
      title: titleOf(input),
      ...(description && { description }),
      ...(tags.length > 0 && { tags }),
      ...(Object.keys(links).length > 0 && { links }),
      ...(prose && { notes: prose.text }),
    },
    rows: [
      ...[...entries].map(([key, value]) => at(lines.get(key) ?? 1, row(key, value, links))),
      ...(prose ? [at(prose.line, carried(["# …"], "template.notes"))] : []),
    ],
  };
}

const MOST_TAGS = 20;

function tagsOf(lists: readonly (string | undefined)[]): string[] {
  const words = lists.flatMap((list) => (list ?? "").split(",")).map((tag) => tag.trim().toLowerCase());
  return [...new Set(words.filter((tag) => tag !== "" && tag.length <= 40))].slice(0, MOST_TAGS);
}

const GENERIC = /^((docker-)?compose|template)$/i;

/** `n8n-with-postgresql.yaml` → `N8n with postgresql` */
function titleOf({ file }: ImportInput): string {
  const own = basename(file, extname(file));
  const words = (GENERIC.test(own) ? basename(dirname(file)) : own).replace(/[-_]+/g, " ").trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, 100);
}

function row(key: string, value: string, links: Readonly<Record<string, string>>): LossRow {
  const path = [`# ${key}`];
  switch (key) {
    case "slogan":
      return carried(path, "template.description");
    case "documentation":
      return Object.keys(links).length > 0
        ? carried(path, "template.links")
        : unsupported(path, "it is not an address");
    case "category":
    case "tags":
      return tagRow(path, value);
    case "port":
      return translated(path, "the port of the public address, where nothing nearer says one");
    case "logo":
      return unsupported(path, "the picture stands in Coolify's own repository");
    case "env_file":
    case "envs":
      return unsupported(path, "values of a file of Coolify's own repository are given with --var");
    case "ignore":
      return translated(path, "nothing: it only hides the template from Coolify's list");
    case "minversion":
      return translated(path, "nothing: a version of Coolify");
    default:
      return unsupported(path, "nodes are chosen by the zone");
  }
}

function tagRow(path: LossRow["path"], value: string): LossRow {
  const kept = new Set(tagsOf([value]));
  const lost = value.split(",").filter((tag) => tag.trim() !== "" && !kept.has(tag.trim().toLowerCase()));
  return lost.length > 0
    ? translated(path, `template.tags, the first ${MOST_TAGS} of at most 40 characters`)
    : carried(path, "template.tags");
}
