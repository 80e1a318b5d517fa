import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { dnsName } from "../../../constructs/dns-name.ts";
import type { ExposeOptions } from "../../../constructs/spec.ts";
import { ComposeDialect } from "../compose/dialect.ts";
import { type Blank, blankNames, type Piece, splitInterpolation } from "../compose/interpolation.ts";
import type { DefinitionValue, Dialect, ImportInput, LossRow } from "../importer.ts";
import { translated } from "../loss-row.ts";
import { isPlainObject } from "../read-yaml.ts";
import { templateText } from "../template-text.ts";
import { type Address, Addresses } from "./addresses.ts";
import { BlankUses } from "./blank-uses.ts";
import { DrawnValues } from "./drawn-values.ts";
import { type Header, headerInfo, readHeader } from "./header.ts";
import { bareName, type Magic, magicName } from "./magic-name.ts";
import { standingValues } from "./standing-values.ts";

/** `${SERVICE_HEX_64_9ROUTER-SALT}`: Coolify takes hyphens for a part of the name. */
const HYPHENS = /\$\{(SERVICE_[A-Z0-9_]+)((?:-[A-Z0-9_]+)+)\}/g;
/** `${9ROUTER_VERSION:-latest}`: for compose a name begins with no digit. */
const DIGIT = /\$\{([0-9])/g;

/** Coolify templates: compose with magic variables, a header in comments, and files inside the volumes. */
export class CoolifyDialect extends ComposeDialect {
  readonly #input: ImportInput;
  readonly #services: Readonly<Record<string, unknown>>;
  readonly #header: Header;
  readonly #addresses: Addresses;
  readonly #drawn: DrawnValues;
  readonly #uses = new BlankUses();
  /** Ordinary names that stand for a text with magic ones in it, which no variable can have for its default. */
  readonly #standing: ReadonlyMap<string, string>;
  /** Before 2025 FQDN was the URL, and URL the host; a template that knows no URL is as old as that, or has none. */
  readonly #knowsUrls: boolean;
  /** The text that is being read: an address behind `://` is a host. */
  #text = "";

  constructor(
    input: ImportInput,
    document: Readonly<Record<string, unknown>>,
    text: string,
    environment: ReadonlyMap<string, string> = new Map(),
  ) {
    super(input, document, text, environment);
    this.#input = input;
    this.#services = isPlainObject(document.services) ? document.services : {};
    this.#header = readHeader(text);
    this.#addresses = new Addresses(document, text, this.#header);
    const pieces = splitInterpolation(asCompose(text));
    const standing = standingValues(this.#services, pieces, (one) => splitInterpolation(asCompose(one)));
    this.#drawn = new DrawnValues(blankNames(pieces).filter((name) => !standing.has(name)));
    this.#standing = new Map([...standing, ...magicDefaults(pieces)]);
    this.#knowsUrls = text.includes("SERVICE_URL_");
  }

  override text(text: string, at: ValuePath): string {
    // Coolify writes these files as they are: their dollars are their own.
    if (at[2] === "volumes") return templateText(text);
    const outer = this.#text;
    this.#text = asCompose(text);
    const written = super.text(this.#text, at);
    this.#text = outer;
    return written;
  }

  override literal(text: string, at: ValuePath): string | undefined {
    return super.literal(asCompose(text), at);
  }

  override exposed(
    service: string,
    definition: Readonly<Record<string, unknown>>,
  ): readonly ExposeOptions[] | undefined {
    if (!this.#addresses.areNone) {
      const hostOf = (other: string) => `${dnsName(this.containerName(other))}-$project.$domain`;
      return this.#addresses.waysInto(service, definition, hostOf);
    }
    const { port } = this.#header;
    const isMain = service === Object.keys(this.#services)[0];
    return port === undefined || !isMain || "ports" in definition ? undefined : [{ port }];
  }

  override ownVariable(service: string, name: string, value: string | undefined, at: ValuePath): LossRow | undefined {
    const magic = magicName(name);
    if (magic?.kind !== "address" || !asksForAddress(value)) return undefined;
    const address = this.#addresses.find(magic.id, magic.port);
    const container = this.containerName(address?.service ?? service);
    return translated(at, `containers.${container}.options.expose`);
  }

  override inlineFile(volume: Readonly<Record<string, unknown>>): string | undefined {
    return typeof volume.content === "string" ? volume.content : undefined;
  }

  override ownKey(at: ValuePath, value: unknown, service?: string): ReturnType<Dialect["ownKey"]> {
    if (service === undefined) return undefined;
    switch (at.at(-1)) {
      case "content":
        return at.includes("volumes") ? { rows: [translated(at, "the text of the file")] } : undefined;
      case "exclude_from_hc":
        return { rows: [translated(at, "nothing: the state of each container is told by itself")] };
      case "is_directory":
      case "isDirectory":
        return { rows: [translated(at, `nothing: it is a ${value === false ? "file" : "folder"}`)] };
      default:
        return undefined;
    }
  }

  override finish(): ReturnType<Dialect["finish"]> {
    const compose = super.finish();
    const info = headerInfo(this.#header, this.#input);
    const variables: DefinitionValue["variables"] = {
      ...this.#drawn.declarations(),
      ...this.#uses.settle(compose.variables ?? {}),
    };
    return {
      ...compose,
      ...(Object.keys(info.template).length > 0 && { template: info.template }),
      ...(Object.keys(variables).length > 0 && { variables }),
      rows: [...info.rows, ...compose.rows],
    };
  }

  protected override ownBlank(blank: Blank, at: ValuePath): string | undefined {
    const magic = magicName(blank.name);
    const written = magic && this.#written(blank, magic, at);
    if (written !== undefined) return written;
    const standing = this.#standing.get(blank.name);
    if (standing !== undefined) return this.text(standing, at);
    this.#uses.note(blank, at);
    return undefined;
  }

  protected override ownValue(blank: Blank): string | undefined {
    const magic = magicName(blank.name);
    return magic?.kind === "host" ? this.#hostOf(magic.id) : undefined;
  }

  /** undefined: an address of another template, which is asked for like any other value. */
  #written(blank: Blank, magic: Magic, at: ValuePath): string | undefined {
    switch (magic.kind) {
      case "drawn":
      case "signed":
        return `$${this.#drawn.use(blank.name, magic)}`;
      case "host":
        return this.#hostOf(magic.id);
      case "address": {
        const address = this.#addresses.find(magic.id, magic.port);
        return address && this.#addressText(address, this.#isUrl(blank, magic.form, at));
      }
    }
  }

  #hostOf(id: string): string {
    const service = Object.keys(this.#services).find((one) => bareName(one) === bareName(id));
    return dnsName(this.containerName(service ?? id.toLowerCase()));
  }

  #addressText(address: Address, isUrl: boolean): string {
    const container = this.containerName(address.service);
    const definition = this.#services[address.service];
    const further = this.#addresses.furtherWay(address, isPlainObject(definition) ? definition : {});
    if (!further) return `\${{${container}.${isUrl ? "publicUrl" : "publicHost"}}}`;
    const host = `${dnsName(container)}-${further.port ?? 80}-$project.$domain`;
    return isUrl ? `https://${host}${further.path ?? ""}` : host;
  }

  #isUrl(blank: Blank, form: "host" | "url", at: ValuePath): boolean {
    if (this.#text.includes(`://${blank.text}`)) return false;
    if (form === "url" || this.#knowsUrls) return form === "url";
    return this.#text.startsWith(blank.text) && /(URL|URI|ORIGIN|ENDPOINT|LINK|SITE)S?$/i.test(String(at.at(-1)));
  }
}

function magicDefaults(pieces: readonly Piece[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const piece of pieces) {
    if (typeof piece === "string" || magicName(piece.name) || !piece.operator?.endsWith("-")) continue;
    if (blankNames(piece.operand).some((name) => magicName(name))) found.set(piece.name, sourceOf(piece.operand));
  }
  return found;
}

function sourceOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece.replaceAll("$", "$$$$") : piece.text)).join("");
}

function asCompose(text: string): string {
  if (!text.includes("${")) return text;
  return text
    .replace(HYPHENS, (_, name: string, rest: string) => `\${${name}${rest.replaceAll("-", "_")}}`)
    .replace(DIGIT, "${_$1");
}

/** A name alone, a path below the address, or the name itself again: nothing that the process is told. */
function asksForAddress(value: string | undefined): boolean {
  return value === undefined || value === "" || value.startsWith("/") || /^\$\{?SERVICE_(FQDN|URL)_\w+\}?$/.test(value);
}
