import type { Diagnosed, Diagnostic, Position } from "../constructs/diagnostic.ts";
import type { EvaluationInput } from "./evaluation.ts";
import { literalLocator } from "./literal-locator.ts";
import { LineMap } from "./locator.ts";
import type { Built, OpenDefinition } from "./open-definition.ts";
import { memberOf } from "./plain-value.ts";
import type { ProgramError } from "./program-error.ts";
import type { Source } from "./source.ts";
import { tokenize } from "./source-tokens.ts";
import type { BuildRequest, BuiltMessage } from "./typescript-messages.ts";
import { type ChildAnswer, TYPESCRIPT_TIME, TypeScriptProcess } from "./typescript-process.ts";
import { declareVariables } from "./variable.ts";
import { DEFAULT_NETWORK, type Values } from "./variable-values.ts";

/** What a TypeScript definition needs besides its file. */
export interface TypeScriptInput extends Pick<EvaluationInput, "zone" | "signal"> {
  /** Milliseconds it may take. Default: 30 s */
  readonly time?: number;
}

/**
 * Opens a definition in TypeScript: its own program, run in a child process that gets references to secrets instead of
 * their values.
 */
export async function openTypeScript(source: Source, input: TypeScriptInput): Promise<Diagnosed<OpenDefinition>> {
  const time = input.time ?? TYPESCRIPT_TIME;
  const process = new TypeScriptProcess(source.file, time, input.signal);
  const opened = await process.answer();
  if (opened.kind !== "opened") {
    process.close();
    return { diagnostics: explain(opened, source, time) };
  }
  const build = async (values: Values): Promise<Diagnosed<Built>> => {
    if (hasFailed(values)) return { diagnostics: [] };
    const answer = await process.build(buildRequest(values, input));
    return answer.kind === "built" ? built(answer, values, source) : { diagnostics: explain(answer, source, time) };
  };
  return {
    value: {
      locator: literalLocator(source.file, source.text, "typescript"),
      variables: opened.variables,
      fillsBlanks: false,
      holdsReferences: true,
      // Only values that must be drawn need to know the project before it is built.
      names: async (values) =>
        values.pending.some(({ secret }) => !secret) ? namesOf((await build(drawn(values))).value) : {},
      build,
      close: () => process.close(),
    },
    diagnostics: [],
  };
}

function buildRequest({ declared, replacements }: Values, { zone }: TypeScriptInput): BuildRequest {
  const text = (name: string): string | undefined => {
    const replacement = replacements.get(name);
    if (replacement?.kind === "secret") return replacement.reference;
    return replacement?.kind === "value" ? String(replacement.value) : undefined;
  };
  const project = text("project");
  return {
    zone,
    ...(project !== undefined && { project }),
    network: text("network") ?? DEFAULT_NETWORK,
    vars: Object.fromEntries([...declared.keys()].map((name) => [name, text(name) ?? ""])),
  };
}

function built(
  { value, tree, constructs, zones, secrets }: BuiltMessage,
  { declared }: Values,
  { file, text }: Source,
): Diagnosed<Built> {
  const notes = tree?.notes.map((note) => ({
    ...note,
    position: note.position ?? constructPosition(note, file, text),
  }));
  const known = Object.entries(secrets).filter(([name]) => !declared.get(name)?.secret);
  const clashes: Diagnostic[] = known
    .filter(([name]) => declared.has(name))
    .map(([name]) => ({
      severity: "error",
      code: "duplicate-name",
      message: `${JSON.stringify(name)} is a variable and a secret`,
      path: ["variables", name],
      fix: "give the variable secret: true, or choose another name",
    }));
  const declarations = known.map(([name, options]) => [name, { ...options, type: "string", secret: true }] as const);
  const own = declareVariables(Object.fromEntries(declarations));
  return {
    value: {
      ...(tree ? { tree: { ...tree, notes: notes ?? [] }, constructs } : { value }),
      ...(zones && { zones }),
      secrets: own.value,
    },
    diagnostics: [...clashes, ...own.diagnostics],
  };
}

/** The same values with the pending ones taken as known, to ask a definition for its names. */
function drawn(values: Values): Values {
  const replacements = new Map(values.replacements);
  for (const { name, secret } of values.pending) if (!secret) replacements.set(name, { kind: "value", value: "" });
  return { ...values, replacements, pending: [] };
}

function namesOf(found: Built | undefined): { project?: unknown; network?: unknown } {
  return {
    project: found?.tree?.project ?? memberOf(found?.value, "project", "name"),
    network: memberOf(found?.value, "network", "name"),
  };
}

function hasFailed({ declared, replacements }: Values): boolean {
  return [...declared.keys()].some((name) => replacements.get(name)?.kind === "failed");
}

function explain(answer: ChildAnswer, source: Source, time: number): readonly Diagnostic[] {
  const position: Position = { file: source.file, line: 1, column: 1 };
  const error = (code: string, message: string): Diagnostic[] => [{ severity: "error", code, message, position }];
  switch (answer.kind) {
    case "refused":
      return answer.diagnostics;
    case "failed":
      return explainError(answer.error, source);
    case "overtime":
      return error("too-slow", `evaluating the definition took longer than ${time / 1000} s`);
    default:
      return error(
        "evaluation",
        answer.kind === "ended" && answer.code === NOTHING_LEFT
          ? "the definition waits for something that never comes"
          : "the definition ended its process before it was evaluated",
      );
  }
}

/** Exit code of a program that waits, with nothing left that it could wait for. */
const NOTHING_LEFT = 0;

function explainError({ message, syntax, position, diagnostics }: ProgramError, { file, text }: Source): Diagnostic[] {
  const at = position ?? importPosition(message, file, text);
  if (diagnostics?.length) {
    return diagnostics.map((one) => ({
      ...one,
      position: one.position ?? position ?? constructPosition(one, file, text),
    }));
  }
  return [{ severity: "error", code: syntax ? "syntax" : "evaluation", message, position: at }];
}

/** Errors about a module that is not there name it, and the file that imports it, but no line. */
function importPosition(message: string, file: string, text: string): Position {
  const name = /^Cannot find (?:package|module) '(?:[^']*\/)?([^'/]+)'/.exec(message)?.[1];
  const before = name === undefined ? [] : text.slice(0, Math.max(0, text.indexOf(name))).split("\n");
  return { file, line: Math.max(1, before.length), column: 1 };
}

/** Findings about constructs start with their path, `[shop/web]`: the id stands in the source most likely just once. */
function constructPosition({ message }: Diagnostic, file: string, text: string): Position {
  const id = /^\[(?:[^\]]*\/)?([^\]/]+)\]/.exec(message)?.[1];
  const token = tokenize(text, "typescript").find((one) => one.kind === "text" && one.text === id);
  return new LineMap(file, text).position(token?.start ?? 0);
}
