import pc from "picocolors";

export type Colours = ReturnType<typeof pc.createColors>;

interface TerminalStream {
  readonly isTTY?: boolean;
}

/** `NO_COLOR` wins over `FORCE_COLOR`, which wins over the terminal (https://no-color.org, https://force-color.org). */
export function wantsColour(stream: TerminalStream, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return stream.isTTY === true && environment.TERM !== "dumb";
}

export function coloursFor(enabled: boolean): Colours {
  return pc.createColors(enabled);
}
