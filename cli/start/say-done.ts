import type { Context } from "../context.ts";

export function sayDone({ output }: Context, text: string): void {
  output.say(`${output.talk.green(output.symbols.done)} ${text}`);
}
