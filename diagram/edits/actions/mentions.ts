import { hostPlacesIn, hostPlacesUnder } from "../../../constructs/hosts-in-text.ts";
import type { Json } from "../spec-edit.ts";
import type { DefinitionView } from "./definition-view.ts";
import { hostLabel } from "./names.ts";
import { asksIn, type MentioningText, textsOf } from "./texts.ts";

/** A container that is looked for in texts. */
export interface Sought {
  readonly name: string;
  readonly project: string;
}

/** Texts that mention a container: by an expression, by its host, or by a blank whose usual value is its host. */
export function mentionsOf(view: DefinitionView, name: string): MentioningText[] {
  const sought = { name, project: view.project };
  return textsOf(view).filter((mention) => {
    const filled = { ...mention, text: filledBlanks(mention.text, view.variables) };
    return asksFor(mention.text, sought) || namesHost(filled, sought);
  });
}

function asksFor(text: string, { name }: Sought): boolean {
  return asksIn(text).some(({ owner }) => hostLabel(owner) === hostLabel(name));
}

/** Whether a text names the host of a container: a container that names itself counts by addresses alone. */
export function namesHost(mention: MentioningText, sought: Sought): boolean {
  return hostPlaces(mention, sought).length > 0;
}

/** The text as it is when each of these blanks has this value; others stay. */
export function filledBlanks(text: string, values: ReadonlyMap<string, Json>): string {
  return text.replace(/\$\$|\$([A-Za-z_][A-Za-z0-9_]*)|\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, plain, braced) => {
    const value = values.get(plain ?? braced ?? "");
    return value === undefined ? whole : String(value);
  });
}

/** The text with another name wherever it asks for the container or names its host. */
export function renamedIn(mention: MentioningText, sought: Sought, name: string): string {
  let text = mention.text;
  for (const { from, to, host } of hostPlaces(mention, sought).toReversed()) {
    const domain = host.includes(".") ? host.slice(host.indexOf(".")) : "";
    text = text.slice(0, from) + hostLabel(name) + domain + text.slice(to);
  }
  return renamedAsks(text, sought.name, name);
}

const ASK = /(\$)?(\$\{\{\s*)([a-z][a-z0-9_-]*)(?=\.[^{}]{0,300}\}\})/g;

/** `$${{` is the text itself. */
function renamedAsks(text: string, before: string, name: string): string {
  return text.replace(ASK, (whole, escaped: string | undefined, start: string, owner: string) => {
    return escaped === undefined && hostLabel(owner) === hostLabel(before) ? `${start}${name}` : whole;
  });
}

interface Place {
  readonly host: string;
  readonly from: number;
  readonly to: number;
}

/** In order, none twice. */
function hostPlaces(mention: MentioningText, sought: Sought): readonly Place[] {
  const places = [...wholePlaces(mention, sought), ...innerPlaces(mention)].filter(({ host }) => leadsTo(host, sought));
  return [...new Map(places.map((place) => [place.from, place])).values()].sort((one, other) => one.from - other.from);
}

/** Of a text that is nothing but hosts, as the diagram reads it. */
function wholePlaces(mention: MentioningText, sought: Sought): readonly Place[] {
  const { text, kind, label } = mention;
  const skipped = kind === "word" ? optionLength(text) : 0;
  const value = text.slice(skipped);
  const places = kind === "word" && label === "" ? hostPlacesIn(value) : hostPlacesUnder(label, value);
  if (isBare(value) && !mayBeBare(mention, sought)) return [];
  return places.map(({ host, from, to }) => ({ host, from: from + skipped, to: to + skipped }));
}

/** Hosts of URLs, and hosts with their ports, within a longer text: a script, a settings file. */
const INNER =
  /(?:(?<=:\/\/(?:[^\s/?#@"']{0,200}@)?)([a-z0-9._-]*[a-z0-9])(?=[:/?#\s"'`;,)\]}|&]|$)|(?<![\w.@/$-])([a-z][a-z0-9._-]{0,252}):[0-9]{3,5}(?![\w.]))/g;
const LONGEST = 65_536;

function innerPlaces({ text }: MentioningText): readonly Place[] {
  if (text.length > LONGEST || !text.includes(":")) return [];
  return Array.from(text.matchAll(INNER), ({ index, 1: inUrl, 2: withPort }) => {
    const host = inUrl ?? withPort ?? "";
    return { host, from: index, to: index + host.length };
  });
}

function isBare(value: string): boolean {
  return /^[A-Za-z0-9_-]*$/.test(value.trim());
}

/** `--database=db` → length of `--database=` */
function optionLength(word: string): number {
  return /^-{1,2}[\w.-]+=/.exec(word)?.[0].length ?? 0;
}

/**
 * A bare word is a host where its key does not say otherwise; among the words of a command only behind an option that asks
 * for a host, since `["npm", "run", "worker"]` names a script.
 */
function mayBeBare({ kind, label, owner }: MentioningText, { name }: Sought): boolean {
  if (owner === name) return false;
  return kind === "environment" || (kind === "word" && /host|server|addr|endpoint|url|upstream|backend/i.test(label));
}

/** Whether a command or a file holds the name as a word that may mean the container, or something else. */
export function isDoubtful(mention: MentioningText, sought: Sought): boolean {
  if (mention.kind === "environment" || mention.owner === sought.name || mention.text.length > LONGEST) return false;
  const label = hostLabel(sought.name);
  return /^[a-z0-9-]+$/.test(label) && new RegExp(`(?<![\\w.-])${label}(?![\\w.-])`).test(mention.text);
}

/** By its name in the project, with the namespace too, or as it is written in the definition, with `_`. */
function leadsTo(host: string, { name, project }: Sought): boolean {
  const label = hostLabel(name);
  if (host === label || host === name) return true;
  const local = `${label}.${hostLabel(project)}`;
  return [local, `${local}.svc`, `${local}.svc.cluster.local`].includes(host);
}
