import { posix } from "node:path";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { LossLedger } from "../loss-report.ts";
import { isPlainObject, type YamlDocument } from "../read-yaml.ts";
import type { OtherFiles } from "./other-files.ts";
import { textOf } from "./project.ts";

type Mapping = Readonly<Record<string, unknown>>;

/** A service that may extend another, and where it stands. */
export interface Extension {
  readonly name: string;
  /** Services of the same file. */
  readonly services: Mapping;
  readonly document: YamlDocument;
  /** Folder of the file, from that of the first. */
  readonly folder: string;
  /** Bases on the way here. */
  readonly chain: readonly string[];
}

interface Base {
  readonly value: Mapping;
  readonly document: YamlDocument;
  readonly path: ValuePath;
}

/** Merges services with those they extend (Compose Specification, "Extends" and "Merge and override"). */
export class Extender {
  readonly #files: OtherFiles;
  readonly #ledger: LossLedger;

  constructor(files: OtherFiles, ledger: LossLedger) {
    this.#files = files;
    this.#ledger = ledger;
  }

  extend(service: unknown, extension: Extension): unknown {
    if (!isPlainObject(service) || service.extends === undefined || service.extends === null) return service;
    const { document, name } = extension;
    const path: ValuePath = ["services", name];
    const { extends: given, ...own } = service;
    const baseName = textOf(isPlainObject(given) ? given.service : given) ?? name;
    const file = isPlainObject(given) ? textOf(given.file) : undefined;
    const base = this.#base(baseName, file, extension);
    if (!base) return own;
    const at = this.#ledger.placeIn(document, [...path, "extends"]);
    const became = `what ${baseName}${file === undefined ? "" : ` of ${file}`} says`;
    this.#ledger.sayAt(at.document, at.path, { fate: "translated", became, whole: true });
    return this.#merge(base, own, document, path);
  }

  #base(
    baseName: string,
    file: string | undefined,
    { name, services, document, folder, chain }: Extension,
  ): Base | undefined {
    const at: ValuePath = ["services", name, "extends"];
    const place = file === undefined ? "" : posix.join(folder, file);
    const step = `${place}#${baseName}`;
    if (chain.includes(step) || (file === undefined && baseName === name)) {
      this.#files.problem("circular-extends", `${name} extends itself`, document, at);
      return undefined;
    }
    const other = place === "" ? document : this.#files.open(place, document, at);
    if (!other) return undefined;
    const all = place === "" ? services : isPlainObject(other.value.services) ? other.value.services : {};
    const found = Object.hasOwn(all, baseName) ? all[baseName] : undefined;
    if (!isPlainObject(found)) {
      const message = `there is no service ${JSON.stringify(baseName)} to extend`;
      this.#files.problem("unknown-service", message, document, at);
      return undefined;
    }
    const path: ValuePath = ["services", baseName];
    if (place !== "") {
      this.#ledger.include(other, path);
      this.#ledger.sayAt(other, path, { fate: "translated", became: `part of ${name}` });
    }
    const inner = { name: baseName, services: all, document: other, chain: [...chain, step] };
    const value = this.extend(found, { ...inner, folder: place === "" ? folder : posix.dirname(place) });
    return isPlainObject(value) ? { value, document: other, path } : undefined;
  }

  /** Mappings are merged, lists joined, all else is replaced. */
  #merge(base: Base, own: Mapping, document: YamlDocument, path: ValuePath): Mapping {
    const result: Record<string, unknown> = {};
    for (const key of new Set([...Object.keys(base.value), ...Object.keys(own)])) {
      const at = [...path, key];
      const origin = [...base.path, key];
      if (!Object.hasOwn(own, key)) {
        result[key] = base.value[key];
        this.#ledger.move(document, at, base.document, origin);
      } else if (!Object.hasOwn(base.value, key)) result[key] = own[key];
      else result[key] = this.#mergeValue(key, base.value[key], own[key], document, at, base.document, origin);
    }
    return result;
  }

  #mergeValue(
    key: string,
    base: unknown,
    own: unknown,
    document: YamlDocument,
    at: ValuePath,
    baseDocument: YamlDocument,
    origin: ValuePath,
  ): unknown {
    const isMerged =
      (isPlainObject(base) || (Array.isArray(base) && MAPPINGS.has(key))) &&
      (isPlainObject(own) || (Array.isArray(own) && MAPPINGS.has(key)));
    if (isMerged) {
      this.#say(baseDocument, origin, { fate: "translated", became: "part of what extends it" });
      const under = this.#asMapping(base, baseDocument, origin);
      return this.#merge(
        { value: under, document: baseDocument, path: origin },
        this.#asMapping(own, document, at),
        document,
        at,
      );
    }
    if (Array.isArray(base) && Array.isArray(own) && !REPLACED.has(key)) {
      this.#say(baseDocument, origin, { fate: "translated", became: "part of what extends it" });
      // The list's own entries keep their places; what is inherited follows.
      base.forEach((_, index) => {
        this.#ledger.move(document, [...at, own.length + index], baseDocument, [...origin, index]);
      });
      return [...own, ...base];
    }
    this.#say(baseDocument, origin, {
      fate: "translated",
      became: "nothing: what extends it says otherwise",
      whole: true,
    });
    return own;
  }

  /** `["A=1"]` and `{ A: 1 }` say the same; each entry keeps its place. */
  #asMapping(value: unknown, document: YamlDocument, at: ValuePath): Mapping {
    if (!Array.isArray(value)) return value as Mapping;
    return Object.fromEntries(
      value.map((entry, index) => {
        const text = String(entry);
        const sign = text.indexOf("=");
        const key = sign < 0 ? text : text.slice(0, sign);
        const place = this.#ledger.placeIn(document, [...at, index]);
        this.#ledger.move(document, [...at, key], place.document, place.path);
        return [key, sign < 0 ? null : text.slice(sign + 1)];
      }),
    );
  }

  #say(document: YamlDocument, path: ValuePath, fate: Parameters<LossLedger["sayAt"]>[2]): void {
    const place = this.#ledger.placeIn(document, path);
    this.#ledger.sayAt(place.document, place.path, fate);
  }
}

const MAPPINGS: ReadonlySet<string> = new Set(["environment", "labels", "extra_hosts", "sysctls", "args"]);
const REPLACED: ReadonlySet<string> = new Set(["command", "entrypoint", "test"]);
