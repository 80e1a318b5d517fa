/** A variable as the platform tells of it: without a value it is a secret. */
export interface ToldVariable {
  readonly name: string;
  readonly value?: string | undefined;
}

const BARE = /^[A-Za-z0-9_./:@%+,-]*$/;
const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** Variables as a `.env` file that `--var-file` and `--from-file` read back; secrets are names in comments. */
export function environmentText(project: string, variables: readonly ToldVariable[]): string {
  const lines = variables.map(({ name, value }) =>
    value === undefined ? `# ${name}=  (a secret: its value stays on the platform)` : `${name}=${quoted(value)}`,
  );
  return [`# Variables of project ${project}`, ...lines, ""].join("\n");
}

function quoted(value: string): string {
  if (BARE.test(value)) return value;
  return `"${value.replace(/[\n\r\t"\\]/g, (character) => ESCAPES[character] as string)}"`;
}
