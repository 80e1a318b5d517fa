import type { Diagnostic, Position } from "../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../constructs/nearest-name.ts";
import type { Stop } from "./jsonnet-process.ts";

/** Name of the external variable that holds a definition's text. */
export const DEFINITION_VARIABLE = "(definition)";

/** `<extvar:(definition)>:3:5`, `…:3:5-9` or `…:(3:5)-(4:1)` */
const PLACE = /<extvar:\(definition\)>:\(?(\d+)(?::(\d+))?/;

/** A finding of Jsonnet in the user's terms, at the first place in the definition that it names. */
export function explainJsonnetError(error: string, file: string, names: readonly string[]): Diagnostic {
  const position = positionIn(error, file);
  const message = messageOf(error);
  const base = { severity: "error", position } as const;
  if (message.startsWith("max stack frames exceeded")) {
    return {
      ...base,
      code: "endless-recursion",
      message: "the definition calls itself without end: more than 500 calls inside one another",
    };
  }
  const unknown = /^undefined external variable: (.*)$/.exec(message)?.[1];
  if (unknown !== undefined) {
    return {
      ...base,
      code: "undeclared-variable",
      message: `${JSON.stringify(unknown)} is not a variable of this definition`,
      fix: didYouMean(nearestName(unknown, names)) ?? "declare it under variables",
    };
  }
  return { ...base, code: error.startsWith("STATIC") ? "syntax" : "evaluation", message: `jsonnet: ${message}` };
}

/** Without the stack, and without the text of string literals, which may be a password. */
function messageOf(error: string): string {
  const lines = error.replace(/^(STATIC|RUNTIME) ERROR: /, "").split("\n");
  const stack = lines.findIndex((line) => line.startsWith("\t"));
  return (stack < 0 ? lines : lines.slice(0, stack))
    .join(" ")
    .replace(/^<extvar:[^>]*>:[\d:()-]+ /, "")
    .replace(/\((?:STRING|VERBATIM)[A-Z_]*, "[\s\S]*"\)/g, "a text")
    .trim()
    .slice(0, 500);
}

function positionIn(error: string, file: string): Position {
  const [, line = "1", column = "1"] = PLACE.exec(error) ?? [];
  return { file, line: Number(line), column: Number(column) };
}

const STOPPED: Readonly<Record<Stop, Pick<Diagnostic, "code" | "message" | "fix">>> = {
  time: {
    code: "too-slow",
    message: "evaluating the definition took more than 2 s of processor time",
    fix: "look for a loop without end",
  },
  busy: {
    code: "too-busy",
    message: "the machine is too busy: evaluating the definition did not come to its end within 15 s",
    fix: "try again",
  },
  memory: {
    code: "too-large",
    message: "evaluating the definition took more than 256 MiB of memory",
    fix: "look for lists or texts that grow without end",
  },
  answer: { code: "too-large", message: "the definition evaluates to more than 4 MiB" },
  crash: {
    code: "evaluation",
    message: "the Jsonnet interpreter crashed, most likely because the definition is nested too deep",
  },
  start: {
    code: "jsonnet-not-started",
    message: "the Jsonnet interpreter did not start",
    fix: "run npm rebuild @hanazuki/node-jsonnet; it needs a C++ compiler and cmake",
  },
};

export function explainStop(stop: Stop, file: string): Diagnostic {
  return { severity: "error", position: { file, line: 1, column: 1 }, ...STOPPED[stop] };
}
