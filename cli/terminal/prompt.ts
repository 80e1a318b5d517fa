import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CommandError } from "../command-error.ts";
import { EXIT } from "../exit-code.ts";
import type { Output } from "./output.ts";

export interface Question {
  readonly text: string;
  /** Taken when nothing is typed. */
  readonly default?: string;
  /** What is typed is not shown. */
  readonly secret?: boolean;
  /** Says what is wrong with an answer; undefined when nothing is. */
  readonly check?: (answer: string) => string | undefined;
}

/** True when there is a person who can be asked. */
export function canAsk(output: Output): boolean {
  return process.stdin.isTTY === true && output.stderr.isTTY === true;
}

/** Asks on stderr until the answer is accepted. Ctrl-C and Ctrl-D cancel the command. */
export async function ask(output: Output, question: Question): Promise<string> {
  for (;;) {
    const answer = (await readAnswer(output, question)).trim() || (question.default ?? "");
    const problem = question.check?.(answer);
    if (problem === undefined) return answer;
    output.say(`  ${output.talk.red(problem)}`);
  }
}

/** Only a typed yes is a yes. */
export async function confirm(output: Output, text: string): Promise<boolean> {
  const answer = await readAnswer(output, { text: `${text} ${output.talk.dim("(y/N)")}` });
  return /^(y|yes)$/i.test(answer.trim());
}

async function readAnswer(output: Output, { text, default: fallback, secret }: Question): Promise<string> {
  const { talk, stderr } = output;
  const hint = fallback ? talk.dim(` (${fallback})`) : "";
  const prompt = `${talk.bold(text)}${hint} `;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: secret ? silent : stderr, terminal: true });
  // Not before: until the reader is there, the terminal shows what is typed.
  if (secret) stderr.write(prompt);
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.once("close", () => reject(new CommandError("cancelled", { exitCode: EXIT.cancelled })));
      reader.once("SIGINT", () => reader.close());
      reader.question(secret ? "" : prompt).then(resolve, reject);
    });
  } finally {
    reader.close();
    if (secret) stderr.write("\n");
  }
}
