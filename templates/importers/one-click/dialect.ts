import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { acceptableName, dnsName } from "../../../constructs/dns-name.ts";
import type { ExposeOptions } from "../../../constructs/spec.ts";
import type { Dialect, ImportInput, LossRow } from "../importer.ts";
import { translated, unsupported } from "../loss-row.ts";
import { isPlainObject } from "../read-yaml.ts";
import { templateText, templateVariable } from "../template-text.ts";
import { type App, appsOf, NAME, ownName, shortName } from "./apps.ts";
import { readExtra } from "./extra.ts";
import { Form } from "./form.ts";
import { galleryInfo } from "./gallery-info.ts";
import { plainText } from "./notes.ts";
import { splitTokens, type Token } from "./tokens.ts";
import { transportsOf } from "./transports.ts";

/** Port that CapRover sends requests to where nothing else is said. */
const WEB_PORT = 80;

/**
 * One-click apps: every text may hold `$$cap_…`, which CapRover replaces before it looks at anything. Each service is an
 * app with a web address of its own, unless it says otherwise.
 */
export class OneClickDialect implements Dialect {
  readonly #document: Readonly<Record<string, unknown>>;
  readonly #apps: ReadonlyMap<string, App>;
  readonly #form: Form;
  readonly #short: string;
  /** Texts of services that tell where they were taken from. */
  readonly #sources: string[] = [];

  constructor(input: ImportInput, document: Readonly<Record<string, unknown>>) {
    this.#document = document;
    this.#apps = appsOf(input, document);
    this.#form = new Form(document);
    this.#short = shortName(input);
  }

  text(text: string, at: ValuePath): string {
    const tokens = splitTokens(text, this.#form.ids);
    return tokens.map((token, index) => this.#written(token, textAfter(tokens, index), at)).join("");
  }

  literal(text: string, at: ValuePath): string | undefined {
    const values = splitTokens(text, this.#form.ids).map((token) => this.#known(token, at));
    return values.includes(undefined) ? undefined : values.join("");
  }

  number(text: string, at: ValuePath): number | `$${string}` | undefined {
    const [only, ...rest] = splitTokens(text.trim(), this.#form.ids);
    if (only?.kind === "blank" && rest.length === 0) {
      const name = this.#form.useNumber(only.id, at);
      if (name !== undefined) return `$${name}`;
    }
    const literal = this.literal(text, at)?.trim() ?? "";
    return /^[0-9]{1,15}(\.[0-9]{1,9})?$/.test(literal) ? Number(literal) : undefined;
  }

  containerName(service: string): string {
    return this.#apps.get(service)?.container ?? this.#fit(ownName(service)) ?? this.#short;
  }

  hostNames(service: string): readonly string[] {
    return [`srv-captain--${service}`];
  }

  volumeName(source: string): string {
    return this.#fit(ownName(source)) ?? "data";
  }

  exposed(service: string, definition: Readonly<Record<string, unknown>>): readonly ExposeOptions[] {
    if (!this.#apps.get(service)?.web) return [];
    const extra = isPlainObject(definition.caproverExtra) ? definition.caproverExtra : {};
    const port = extra.containerHttpPort ?? WEB_PORT;
    const at = ["services", service, "caproverExtra", "containerHttpPort"];
    // A blank stands where its number will: `"$port"`.
    return [{ port: (this.number(String(port), at) ?? WEB_PORT) as number }];
  }

  transports(port: number): readonly ("tcp" | "udp")[] {
    return transportsOf(port);
  }

  ownVariable(_service: string, _name: string, value: string | undefined, at: ValuePath): LossRow | undefined {
    return value === undefined ? translated(at, "nothing: it has no value") : undefined;
  }

  inlineFile(): undefined {
    return undefined;
  }

  ownKey(at: ValuePath, value: unknown, service?: string): ReturnType<Dialect["ownKey"]> {
    const key = at.at(-1);
    if (service === undefined) return this.#topLevelKey(at);
    if (at.length !== 3) return undefined;
    if (key === "caproverExtra") return readExtra(at, value, this.#hasImage(service));
    if (key === "volume")
      return { rows: [translated(at, "options.volumes: volumes is meant")], merge: { volumes: value } };
    return key === "documentation" ? { rows: [this.#source(at, value)] } : undefined;
  }

  finish(): ReturnType<Dialect["finish"]> {
    const plain = (text: string) => plainText(text, this.#form, (app) => this.containerName(app));
    const info = galleryInfo(this.#document, plain, this.#sources);
    const form = this.#form.finish();
    return {
      ...(Object.keys(info.template).length > 0 && { template: info.template }),
      ...(Object.keys(form.variables).length > 0 && { variables: form.variables }),
      rows: [...info.rows, ...form.rows],
    };
  }

  #written(token: Token, next: string, at: ValuePath): string {
    switch (token.kind) {
      case "text":
        // CapRover reads no checks, so they are compose's own, where two dollars are one.
        return templateText(at.includes("healthcheck") ? token.text.replaceAll("$$", "$") : token.text);
      case "name":
        return templateVariable("project", next);
      case "domain":
        return templateVariable("domain", next);
      case "host":
        return this.#apps.has(token.app) ? dnsName(this.containerName(token.app)) : otherApp(token.app);
      case "address":
        return this.#address(token, next);
      case "random":
        return this.#variable(this.#form.draw(token.length, at), next);
      case "blank":
        return this.#variable(this.#form.use(token.id, at), next) || templateText(this.#form.defaultOf(token.id) ?? "");
    }
  }

  #variable(name: string | undefined, next: string): string {
    return name === undefined ? "" : templateVariable(name, next);
  }

  /** Our public addresses are https; one with a port of its own is no address of ours. */
  #address({ app, scheme }: Token & { kind: "address" }, next: string): string {
    const name = this.containerName(app);
    const secure = scheme.replace("http:", "https:").replace("ws:", "wss:");
    if (!this.#apps.get(app)?.web) return `${secure}${dnsName(name)}-$project.$domain`;
    const isUrl = scheme.startsWith("http") && !next.startsWith(":");
    return isUrl ? `\${{${name}.publicUrl}}` : `${secure}\${{${name}.publicHost}}`;
  }

  /** What a token comes to before anyone is asked. */
  #known(token: Token, at: ValuePath): string | undefined {
    switch (token.kind) {
      case "text":
        return token.text;
      // Volumes and networks belong to the project, so its name is not said again.
      case "name":
        return at.includes("volumes") || at.includes("networks") ? token.text : this.#short;
      case "host":
        return dnsName(this.containerName(token.app));
      case "blank":
        return this.#form.take(token.id);
      default:
        return undefined;
    }
  }

  #topLevelKey(at: ValuePath): ReturnType<Dialect["ownKey"]> {
    if (at[0] === "captainVersion") return { rows: [translated(at, "nothing: the version of the format")] };
    // Its rows are made at the end, when the uses of the form are known.
    return at[0] === "caproverOneClickApp" ? { rows: [] } : undefined;
  }

  #source(at: ValuePath, value: unknown): LossRow {
    const text = typeof value === "string" ? value : "";
    if (!/https?:\/\//.test(text)) return unsupported(at, "it names no address to read at");
    this.#sources.push(text);
    return translated(at, "template.links");
  }

  #hasImage(service: string): boolean {
    const services = this.#document.services;
    const definition = isPlainObject(services) ? services[service] : undefined;
    return isPlainObject(definition) && Boolean(definition.image);
  }

  #fit(text: string): string | undefined {
    const name = acceptableName(text);
    return name === undefined ? undefined : dnsName(name);
  }
}

/** An app that the file does not hold keeps CapRover's name, by which a person sees what is missing. */
function otherApp(app: string): string {
  const rest = app.slice(NAME.length);
  return `srv-captain--${templateVariable("project", rest)}${rest}`;
}

function textAfter(tokens: readonly Token[], index: number): string {
  const next = tokens[index + 1];
  return next?.kind === "text" ? next.text : "";
}
