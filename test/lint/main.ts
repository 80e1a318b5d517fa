import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { acceptedFindings, covers, isAccepted } from "./accepted.ts";
import type { Finding } from "./finding.ts";
import { galleryManifests } from "./gallery-manifests.ts";
import { kubeLinterFindings } from "./kube-linter.ts";
import { kubeScoreFindings } from "./kube-score.ts";
import { ownFindings } from "./own-checks.ts";

/**
 * `npm run lint:manifests`: what kube-score and kube-linter say of every template of the gallery, less what
 * docs/lint-findings.md accepts. Either is looked for on PATH, or where KUBE_SCORE and KUBE_LINTER say. Ends with 1 when
 * a finding is left, with 2 when neither tool is there.
 */
interface Linter {
  readonly name: string;
  readonly program: string;
  readonly install: string;
  readonly arguments: (file: string) => string[];
  readonly read: (template: string, output: string) => Finding[];
}

const LINTERS: readonly Linter[] = [
  {
    name: "kube-score",
    program: process.env.KUBE_SCORE ?? "kube-score",
    install: "go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0",
    arguments: (file) => ["score", "--output-format", "json", file],
    read: kubeScoreFindings,
  },
  {
    name: "kube-linter",
    program: process.env.KUBE_LINTER ?? "kube-linter",
    install: "go install golang.stackrox.io/kube-linter/cmd/kube-linter@latest",
    arguments: (file) => ["lint", "--format", "json", file],
    read: kubeLinterFindings,
  },
];

/** Of a program that is not there, undefined. Both end with 1 when they have something to say. */
function outputOf({ program, arguments: args }: Linter, file: string): string | undefined {
  const { error, stdout, stderr } = spawnSync(program, args(file), { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error && (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  if (error) throw error;
  if (!stdout.trim()) throw new Error(`${program} says nothing: ${stderr}`);
  return stdout;
}

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "espalier-lint-"));
  try {
    const templates = await galleryManifests();
    const findings = templates.flatMap(ownFindings);
    const missing: Linter[] = [];
    for (const { template, manifests } of templates) {
      const file = join(folder, `${template}.yaml`);
      const documents = manifests.map(
        (manifest) => `---\n${stringify(manifest, { aliasDuplicateObjects: false, compat: "yaml-1.1" })}`,
      );
      writeFileSync(file, documents.join(""));
      for (const linter of LINTERS.filter((one) => !missing.includes(one))) {
        const output = outputOf(linter, file);
        if (output === undefined) missing.push(linter);
        else findings.push(...linter.read(template, output));
      }
    }
    return report(templates.length, findings, missing);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(templates: number, findings: readonly Finding[], missing: readonly Linter[]): number {
  const accepted = acceptedFindings();
  const left = findings.filter((finding) => !isAccepted(finding, accepted));
  const idle = accepted.filter((row) => !findings.some((finding) => covers(row, finding)));
  const used = LINTERS.filter((linter) => !missing.includes(linter)).map(({ name }) => name);
  process.stdout.write(
    [
      ...left.map(({ check, where, message }) => `${check}  ${where}: ${message}`),
      ...idle.map(({ check, where }) => `nothing is left of the accepted ${check} at ${where}`),
      ...missing.map(({ name, install }) => `${name} is not installed: ${install}`),
      `${templates} templates, checked by us${used.map((name) => ` and ${name}`).join("")}: ` +
        `${findings.length} findings, ${findings.length - left.length} accepted, ${left.length} left`,
      "",
    ].join("\n"),
  );
  if (used.length === 0) return 2;
  return left.length === 0 ? 0 : 1;
}

process.exitCode = await main();
