import { EditError } from "../edit-error.ts";
import type { DefinitionView } from "./definition-view.ts";
import { textsOr } from "./definition-view.ts";
import { hasBlank } from "./names.ts";

const IMAGE = /^[a-z0-9]+([._:/@-]+[A-Za-z0-9]+)*$/;
const QUANTITY = /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const PATH = /^\/[^:]*$/;

/** Each throws `EditError`. A blank may stand for any of these. */
export function assertImage(image: string): void {
  if (hasBlank(image) || (image.length <= 512 && IMAGE.test(image))) return;
  throw new EditError(
    "wrong-image",
    `${shown(image)} is no image`,
    "write one such as nginx:1.29 or ghcr.io/owner/app:tag",
  );
}

export function assertPort(port: number): void {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return;
  throw new EditError(
    "wrong-port",
    `${String(port).slice(0, 40)} is no port`,
    "a port is a whole number from 1 to 65535",
  );
}

export function assertSize(size: string): void {
  if (hasBlank(size) || QUANTITY.test(size)) return;
  throw new EditError("wrong-size", `${shown(size)} is no size`, "write one such as 512Mi or 10Gi");
}

export function assertVariable(key: string): void {
  if (VARIABLE.test(key) && key.length <= 253) return;
  const fix = "use letters, digits, _, . and -, not starting with a digit";
  throw new EditError("wrong-variable", `no variable can be called ${shown(key)}`, fix);
}

export function assertPath(path: string): void {
  const steps = path.split("/");
  if (PATH.test(path) && path.length <= 1024 && steps.some(Boolean) && !steps.includes("..")) return;
  throw new EditError("wrong-path", `nothing can be mounted at ${shown(path)}`, "write an absolute path such as /data");
}

/** Names that a host may not have, since others of the project have them: containers, and their aliases. */
export function hostsTaken({ containers }: DefinitionView, except?: string): string[] {
  return containers
    .filter(({ name }) => name !== except)
    .flatMap(({ name, options }) => [name, ...textsOr(options.aliases)]);
}

/** What a person wrote, shortened. */
export function shown(text: string): string {
  return JSON.stringify(String(text).slice(0, 80));
}
