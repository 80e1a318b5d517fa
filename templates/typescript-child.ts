/**
 * The program of the child process that runs a TypeScript definition (see typescript-process.ts): loads the file, tells
 * its variables, then builds it for each request that comes.
 */
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { extname, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compileProject } from "../constructs/compile.ts";
import type { DefinitionContext, ProjectDefinition, SecretOptions } from "../constructs/define-project.ts";
import { Project } from "../constructs/project.ts";
import { secretReference } from "../constructs/secret-reference.ts";
import { scanValue } from "../constructs/validation/scan-value.ts";
import { VARIABLE_NAME } from "./definition.ts";
import { describeError } from "./program-error.ts";
import type { BuildRequest, ChildMessage } from "./typescript-messages.ts";

const file = process.argv[2] as string;
const DEFINITION = pathToFileURL(file).href;

/** Characters of a result, as JSON. */
const LARGEST = 16 * 1024 * 1024;

/** What a definition may import without having installed it: the very copy that compiles its project. */
const SHARED = /^(espalier|constructs|cdk8s|cdk8s-plus-\d+)(\/|$)/;

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function shareOurPackages(): void {
  const index = new URL(`../constructs/index${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === "espalier") return { url: index, shortCircuit: true };
      try {
        return next(specifier, context);
      } catch (error) {
        if (SHARED.test(specifier)) return next(specifier, { ...context, parentURL: import.meta.url });
        throw error;
      }
    },
    load(url, context, next) {
      if (isPackaged(url) || !isModuleSource(url)) return next(url, context);
      if (url.includes("/node_modules/")) {
        // Node strips no types there.
        const source = stripTypeScriptTypes(readFileSync(new URL(url), "utf8"));
        return { format: "module", source, shortCircuit: true };
      }
      const misnamed = context.format === "commonjs-typescript";
      return next(url, misnamed ? { ...context, format: "module-typescript" } : context);
    },
  });
}

/** Packages, ourselves among them, are as their authors meant them: of what lies there only the definition is a person's. */
function isPackaged(url: string): boolean {
  return url !== DEFINITION && (url.startsWith(pathToFileURL(ROOT).href) || url.includes("/node_modules/"));
}

/** A file that imports or exports is a module, whatever `type` its package.json has: `npm init` writes `commonjs`. */
function isModuleSource(url: string): boolean {
  return /^file:.*\.ts$/.test(url) && /(?:^|;)\s*(?:import|export)\b/m.test(readFileSync(new URL(url), "utf8"));
}

function isOurs(place: string): boolean {
  const ours = [`${ROOT}constructs${sep}`, `${ROOT}templates${sep}typescript-child`];
  return place.includes(`${sep}node_modules${sep}`) || ours.some((start) => place.startsWith(start));
}

function send(message: ChildMessage): void {
  const fits = JSON.stringify(message).length <= LARGEST;
  process.send?.(
    fits ? message : { kind: "failed", error: { message: "the project is larger than 16 MiB", syntax: false } },
  );
}

function fail(error: unknown): void {
  send({ kind: "failed", error: describeError(error, isOurs) });
}

/** What a module exports by default, as a definition: whatever way it was written. */
function asDefinition(exported: unknown): ProjectDefinition {
  if (isDefinition(exported)) return exported;
  if (typeof exported === "function") return definitionOf(exported as ProjectDefinition["build"]);
  if (isFilledObject(exported)) return definitionOf(() => exported as ReturnType<ProjectDefinition["build"]>);
  const what =
    typeof exported === "object" ? "the file exports no definition" : `the default export is a ${typeof exported}`;
  throw new TypeError(`${what}: write export default defineProject(({ zone }) => ({ … }))`);
}

function isDefinition(value: unknown): value is ProjectDefinition {
  return (value as ProjectDefinition | null | undefined)?.kind === "espalier-definition";
}

/** A file without any import or export is taken for CommonJS, which exports an empty object. */
function isFilledObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function definitionOf(build: ProjectDefinition["build"]): ProjectDefinition {
  return { kind: "espalier-definition", build };
}

async function build(definition: ProjectDefinition, request: BuildRequest): Promise<ChildMessage> {
  const secrets: Record<string, SecretOptions> = {};
  const context: DefinitionContext = {
    zone: request.zone,
    domain: request.zone.domain,
    network: request.network,
    vars: request.vars,
    ...(request.project !== undefined && { project: request.project }),
    secret: (name, options = {}) => declareSecret(secrets, name, options),
  };
  const result = await definition.build(context);
  if (Project.isProject(result)) {
    const { zones = [] } = result;
    return { kind: "built", tree: compileProject(result), constructs: result.toSpec(), zones, secrets };
  }
  const diagnostics = scanValue(result);
  return diagnostics.length > 0 ? { kind: "refused", diagnostics } : { kind: "built", value: result, secrets };
}

function declareSecret(secrets: Record<string, SecretOptions>, name: string, options: SecretOptions): string {
  if (typeof name !== "string" || !VARIABLE_NAME.test(name)) {
    throw new TypeError(`secret(${JSON.stringify(name)}): a name has up to 64 letters, digits and _`);
  }
  const earlier = secrets[name] ?? {};
  for (const key of ["default", "generate"] as const) {
    const [before, now] = [JSON.stringify(earlier[key]), JSON.stringify(options[key])];
    if (before !== undefined && now !== undefined && before !== now) {
      throw new TypeError(`secret("${name}") was declared before with another ${key}`);
    }
  }
  secrets[name] = { ...earlier, ...options };
  return secretReference(name);
}

function refuseExit(): void {
  const exit = process.exit;
  process.exit = (code) => {
    process.send?.(
      { kind: "failed", error: describeError(new Error(`process.exit(${code ?? ""}) was called`), isOurs) },
      () => exit(code),
    );
    // The caller must not go on as if nothing were.
    throw new Error("process.exit was called");
  };
}

async function main(): Promise<void> {
  Error.stackTraceLimit = 50;
  shareOurPackages();
  refuseExit();
  process.on("uncaughtException", fail);
  const exported = (await import(DEFINITION)) as { default?: unknown };
  const definition = asDefinition(exported.default ?? {});
  // Not before: listening would keep a module waiting that waits for nothing.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.on("message", (request: BuildRequest) => {
    build(definition, request).then(send, fail);
  });
  send({ kind: "opened", ...(definition.variables && { variables: definition.variables }) });
}

main().catch(fail);
