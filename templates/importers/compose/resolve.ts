import { posix } from "node:path";
import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import type { LossLedger } from "../loss-report.ts";
import { isPlainObject, type YamlDocument } from "../read-yaml.ts";
import { Extender, type Extension } from "./extends.ts";
import type { OtherFiles } from "./other-files.ts";
import { itemsOf, textOf } from "./project.ts";

type Mapping = Readonly<Record<string, unknown>>;

/** A document with everything it includes and extends in its place. */
export interface Resolved {
  readonly document: Mapping;
  readonly diagnostics: readonly Diagnostic[];
}

const SECTIONS = ["services", "volumes", "networks", "configs", "secrets"] as const;

interface Entry {
  readonly value: unknown;
  readonly document: YamlDocument;
  readonly folder: string;
}

type Sections = ReadonlyMap<string, Map<string, Entry>>;

/** Puts what `include` and `extends` name where they stand. Files lie inside the folder of the first; circles are refused. */
export function resolveDocument(main: YamlDocument, files: OtherFiles, ledger: LossLedger): Resolved {
  const sections: Sections = new Map(SECTIONS.map((section) => [section, new Map()]));
  collect(main, ".", [], sections, files, ledger);
  const document: Record<string, unknown> = { ...main.value };
  for (const [section, entries] of sections) {
    for (const [name, entry] of entries) {
      if (entry.document !== main) ledger.move(main, [section, name], entry.document, [section, name]);
    }
    if (entries.size > 0)
      document[section] = Object.fromEntries([...entries].map(([name, { value }]) => [name, value]));
  }
  document.services = extendAll(main, sections.get("services") ?? new Map(), files, ledger);
  if (!("services" in main.value) && Object.keys(document.services as Mapping).length === 0) delete document.services;
  return { document, diagnostics: files.diagnostics };
}

/** What a file says itself comes first; what it includes stands beside that where it has nothing of the name. */
function collect(
  document: YamlDocument,
  folder: string,
  chain: readonly string[],
  sections: Sections,
  files: OtherFiles,
  ledger: LossLedger,
): void {
  for (const [key, entries] of Object.entries(document.value)) {
    const section = sections.get(key);
    if (chain.length > 0) tellSection(document, key, section !== undefined, ledger);
    if (!section || !isPlainObject(entries)) continue;
    for (const [name, value] of Object.entries(entries)) {
      if (!section.has(name)) section.set(name, { value, document, folder });
      else
        ledger.sayAt(document, [key, name], {
          fate: "translated",
          became: "nothing: another file says otherwise",
          whole: true,
        });
    }
  }
  for (const { value: entry, path } of itemsOf(document.value.include, ["include"])) {
    const named = isPlainObject(entry) ? itemsOf(entry.path, [...path, "path"]) : [{ value: entry, path }];
    for (const { value } of named) {
      const place = posix.join(folder, textOf(value) ?? "");
      if (chain.includes(place)) files.problem("circular-include", `${place} includes itself`, document, path);
      const other = chain.includes(place) ? undefined : files.open(place, document, path);
      if (!other) continue;
      ledger.include(other, []);
      collect(other, posix.dirname(place), [...chain, place], sections, files, ledger);
    }
  }
}

function tellSection(document: YamlDocument, key: string, isKnown: boolean, ledger: LossLedger): void {
  const became = isKnown || key === "include" ? "what it holds" : "nothing: the file that includes it decides";
  ledger.sayAt(document, [key], { fate: "translated", became, whole: true });
}

function extendAll(
  main: YamlDocument,
  services: ReadonlyMap<string, Entry>,
  files: OtherFiles,
  ledger: LossLedger,
): Mapping {
  const extender = new Extender(files, ledger);
  const all = Object.fromEntries([...services].map(([name, { value }]) => [name, value]));
  return Object.fromEntries(
    [...services].map(([name, { value, folder }]) => {
      const extension: Extension = { name, services: all, document: main, folder, chain: [] };
      return [name, extender.extend(value, extension)];
    }),
  );
}
