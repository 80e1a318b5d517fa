import type { Diagnostic, ValuePath } from "../../../constructs/diagnostic.ts";
import type { Beside } from "../beside.ts";
import { IMPORT_LIMIT } from "../limits.ts";
import { readYaml, type YamlDocument } from "../read-yaml.ts";

/** Compose files that the imported one includes or extends, each read once. */
export class OtherFiles {
  readonly diagnostics: Diagnostic[] = [];
  readonly #beside: Beside;
  readonly #documents = new Map<string, YamlDocument | undefined>();

  constructor(beside: Beside) {
    this.#beside = beside;
  }

  /** @param from the document that names it, at `path` */
  open(place: string, from: YamlDocument, path: ValuePath): YamlDocument | undefined {
    if (this.#documents.has(place)) return this.#documents.get(place);
    if (this.#documents.size >= IMPORT_LIMIT.documents) {
      this.problem("too-large", `more than ${IMPORT_LIMIT.documents} files belong together`, from, path);
      return undefined;
    }
    const read = this.#beside.read(place);
    const parsed = "problem" in read ? undefined : readYaml(place, read.text);
    if ("problem" in read) this.problem("no-such-file", `${JSON.stringify(place)}: ${read.problem}`, from, path);
    this.diagnostics.push(...(parsed?.diagnostics ?? []));
    this.#documents.set(place, parsed?.value);
    return parsed?.value;
  }

  problem(code: string, message: string, document: YamlDocument, path: ValuePath): void {
    this.diagnostics.push({ severity: "error", code, message, path, position: document.position(path) });
  }
}
