import { basename, dirname, extname } from "node:path";
import { acceptableName } from "../../../constructs/dns-name.ts";
import { fittedNames } from "../compose/container-names.ts";
import { imagePorts, isDatabasePort } from "../compose/known-ports.ts";
import type { ImportInput } from "../importer.ts";
import { isPlainObject } from "../read-yaml.ts";

/** An app of CapRover, which a service becomes there. */
export interface App {
  /** Name of the container. */
  readonly container: string;
  /** Whether it has a web address: it has, unless it says no, or is a database. */
  readonly web: boolean;
}

/** What stands for the name that was chosen. */
export const NAME = "$$cap_appname";

/** The apps of a file by the name of their service: `$$cap_appname-db`. */
export function appsOf(input: ImportInput, document: Readonly<Record<string, unknown>>): ReadonlyMap<string, App> {
  const services = isPlainObject(document.services) ? Object.entries(document.services) : [];
  const short = shortName(input);
  const wanted = services.map(([service]) => ownName(service) || short);
  // The app itself gives way: another one may be called like it.
  const names = services.map(([service], index) =>
    ownName(service) === "" && wanted.filter((one) => one === short).length > 1 ? "app" : (wanted[index] as string),
  );
  const fitted = fittedNames([...new Set(names)], "app");
  return new Map(
    services.map(([service, definition], index) => {
      const container = fitted.get(names[index] as string) ?? short;
      return [service, { container, web: isWebApp(definition) }];
    }),
  );
}

/** `$$cap_appname-data` → `data`; the name itself → nothing. */
export function ownName(text: string): string {
  return text.replaceAll(NAME, "").replace(/^[-_.]+/, "");
}

/** Name of the file, or of its folder where all files have the same: `…/ghost/docker-compose.yml` → `ghost`. */
export function shortName({ file }: ImportInput): string {
  const own = basename(file, extname(file));
  const telling = /^(docker-)?compose$|^one-?click$|^app$/i.test(own) ? basename(dirname(file)) : own;
  return acceptableName(telling)?.replaceAll("_", "-") ?? "app";
}

function isWebApp(definition: unknown): boolean {
  if (!isPlainObject(definition)) return true;
  const extra = isPlainObject(definition.caproverExtra) ? definition.caproverExtra : {};
  if (isYes(extra.notExposeAsWebApp)) return false;
  return extra.containerHttpPort !== undefined || !runsDatabase(definition.image, extra.dockerfileLines);
}

/** CapRover gives databases an address too, unless told otherwise; nothing would ever answer there. */
function runsDatabase(image: unknown, dockerfileLines: unknown): boolean {
  const lines = Array.isArray(dockerfileLines) ? dockerfileLines : [dockerfileLines];
  const from = /^FROM\s+(\S+)/i.exec(String(lines[0]))?.[1];
  const [port] = imagePorts(typeof image === "string" ? image : (from ?? ""));
  return port !== undefined && isDatabasePort(port);
}

/** CapRover takes any text that is not empty for yes; people who write `'false'` mean no. */
export function isYes(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && !/^(false|no|0|)$/i.test(String(value).trim());
}
